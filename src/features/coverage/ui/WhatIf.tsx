import { useEffect, useState } from 'preact/hooks';
import type { Locale } from '../../../i18n/locale.ts';
import type { BaseMapChoice } from '../../../ui/map/types.ts';
import { CameraControls } from './CameraControls.tsx';
import { labelOf } from './camera-label.ts';
import { AreaTable, ZoneGain } from './PlanFigures.tsx';
import { PlanToolbar } from './PlanToolbar.tsx';
import { createPlanClient } from './plan-client.ts';
import type { KeptShares, PlanFacts } from './plan-facts.ts';
import { createPlanState, type PlanState } from './plan-state.ts';
import { changeWords, type PlanWords } from './plan-words.ts';
import { WhatIfMap } from './WhatIfMap.tsx';

interface Props {
  words: PlanWords;
  /** `{count} m²`, as the coverage page says it. */
  squareMeters: string;
  locale: Locale;
  base: BaseMapChoice;
  plan: PlanFacts;
}

/**
 * A plan that answers while the finger moves. The server renders what is kept; when the zone has arrived in the browser,
 * everything is worked out here, by the same code.
 */
export function WhatIf(props: Props) {
  const { locale, plan } = props;
  const [state, setState] = useState<PlanState>();
  const [hasFailed, setFailed] = useState(false);
  const load = async (): Promise<void> => {
    setFailed(false);
    try {
      setState(createPlanState(await createPlanClient(locale).scene(plan.zoneId), plan));
    } catch {
      setFailed(true);
    }
  };
  useEffect(() => void load(), []);
  return (
    <div class="what-if">
      <WhatIfMap {...props} state={state} hasFailed={hasFailed} onRetry={load} />
      <div class="what-if-panel">{state ? <LivePanel {...props} state={state} /> : <KeptPanel {...props} />}</div>
    </div>
  );
}

/** What is kept, for who has no JavaScript and while the zone is on its way. */
function KeptPanel({ words, locale, plan }: Props) {
  return (
    <>
      <section class="card">
        <ZoneGain words={words} locale={locale} shares={plan} />
      </section>
      <section class="card">
        <h2>{words.changes}</h2>
        {plan.changes.length === 0 && <p class="quiet">{words.changesNone}</p>}
        <ol class="plan-changes">
          {plan.changes.map((change) => (
            <li key={change.label}>{changeWords(change, change, words, locale)}</li>
          ))}
        </ol>
      </section>
      <section class="card">
        <h2>{words.areas}</h2>
        <AreaTable words={words} locale={locale} areas={plan.areas} />
      </section>
    </>
  );
}

function LivePanel(props: Props & { state: PlanState }) {
  const { words, locale, plan, state } = props;
  return (
    <>
      <section class="card">
        <ZoneGain words={words} locale={locale} shares={sharesNow(state)} />
        <PlanToolbar words={words} locale={locale} plan={plan} state={state} />
      </section>
      {plan.isDraft && (
        <section class="card">
          <CameraChoice {...props} />
          <CameraControls {...props} />
        </section>
      )}
      <section class="card">
        <h2>{words.changes}</h2>
        <ChangeList {...props} />
      </section>
      <section class="card">
        <h2>{words.areas}</h2>
        <AreaTable words={words} locale={locale} areas={areasNow(plan, state)} />
      </section>
    </>
  );
}

/** The cameras as a list, for who would rather not hunt for one on the map. */
function CameraChoice({ words, state }: Props & { state: PlanState }) {
  const added = [...state.changes.value.keys()].filter((key) => key.startsWith('new-'));
  return (
    <div class="field">
      <label for="plan-camera">{words.choose}</label>
      <select
        id="plan-camera"
        class="input"
        value={state.selectedKey.value ?? ''}
        onChange={(event) => state.select(event.currentTarget.value || undefined)}
      >
        <option value="">{words.chooseNone}</option>
        {added.map((key) => (
          <option key={key} value={key}>
            {labelOf(key, state, words)}
          </option>
        ))}
        {state.cameras.map((camera) => (
          <option key={camera.id} value={camera.id}>
            {[camera.code, camera.name, !state.counts(camera) && words.unlinked].filter(Boolean).join(' · ')}
          </option>
        ))}
      </select>
    </div>
  );
}

function ChangeList({ words, locale, state }: Props & { state: PlanState }) {
  const changes = [...state.changes.value];
  if (changes.length === 0) return <p class="quiet">{words.changesNone}</p>;
  return (
    <ol class="plan-changes">
      {changes.map(([key, change]) => (
        <li key={key}>
          <button
            type="button"
            class="lone"
            aria-pressed={state.selectedKey.value === key}
            onClick={() => state.select(key)}
          >
            {changeWords(change, { label: labelOf(key, state, words), was: state.known(key) }, words, locale)}
          </button>
        </li>
      ))}
    </ol>
  );
}

function sharesNow({ whatIf, figures }: PlanState): KeptShares {
  const [before, after] = [whatIf.before.zone, figures.value.zone];
  return {
    sureBefore: before.sureShare,
    likelyBefore: before.likelyShare,
    sureAfter: after.sureShare,
    likelyAfter: after.likelyShare,
    gapSquareMetersBefore: before.gapSquareMeters,
    gapSquareMetersAfter: after.gapSquareMeters,
  };
}

/** In the order in which the page tells them. */
function areasNow({ areas }: PlanFacts, { whatIf, figures }: PlanState): PlanFacts['areas'] {
  const before = new Map(whatIf.before.areas.map((area) => [area.riskAreaId, area]));
  const after = new Map(figures.value.areas.map((area) => [area.riskAreaId, area]));
  return areas.flatMap((area) => {
    const [was, now] = [before.get(area.riskAreaId), after.get(area.riskAreaId)];
    if (!was || !now) return [];
    return [{ ...area, sureBefore: was.sureShare, sureAfter: now.sureShare }];
  });
}
