import { fill, formatNumber } from '../../../i18n/format.ts';
import type { Locale } from '../../../i18n/locale.ts';
import type { Messages } from '../../../i18n/th.ts';
import type { Picked } from '../../../ui/map/types.ts';
import { layerTitle } from '../layer-groups.ts';
import type { Detail } from './map-client.ts';
import type { MapFacts } from './map-facts.ts';

export type DetailState =
  | { kind: 'loading' }
  | { kind: 'failed' }
  | { kind: 'gone' }
  | { kind: 'ready'; detail: Detail };

interface Props {
  words: Messages['map'];
  detail: DetailState;
  onBack: () => void;
}

/** All that the map knows of the selected thing, and the way to its page. */
export function DetailPanel({ words, detail, onBack }: Props) {
  return (
    <section class="map-detail" aria-live="polite" aria-busy={detail.kind === 'loading'}>
      <BackButton words={words} onBack={onBack} />
      {detail.kind === 'loading' && <div class="map-skeleton" />}
      {detail.kind === 'failed' && <p role="alert">{words.listFailed}</p>}
      {detail.kind === 'gone' && <p class="map-empty">{words.detailGone}</p>}
      {detail.kind === 'ready' && (
        <>
          {detail.detail.subtitle && <p class="map-kicker">{detail.detail.subtitle}</p>}
          <h2>{detail.detail.title}</h2>
          <dl class="map-facts">
            {detail.detail.facts.map((fact) => (
              <div key={fact.label}>
                <dt>{fact.label}</dt>
                <dd>{fact.value}</dd>
              </div>
            ))}
          </dl>
          {detail.detail.path && (
            <a class="button wide" href={detail.detail.path}>
              {words.openPage}
            </a>
          )}
        </>
      )}
    </section>
  );
}

interface SpotProps {
  words: Messages['map'];
  locale: Locale;
  facts: MapFacts;
  spot: Picked;
  onBack: () => void;
}

/** What stands at a point that carries no id: incidents by kind and month, or the count of a cell. */
export function SpotPanel({ words, locale, facts, spot, onBack }: SpotProps) {
  const isCell = spot.properties.kind === undefined;
  const total = spot.together.reduce((sum, { count }) => sum + Number(count ?? 1), 0);
  const nameOf = (code: unknown): string => facts.kinds.find((kind) => kind.code === code)?.name ?? String(code ?? '');
  const monthOf = (value: unknown): string =>
    facts.months.find((month) => month.value === value)?.name ?? String(value ?? '');
  const rows = spot.together.toSorted((a, b) => String(b.month ?? '').localeCompare(String(a.month ?? '')));
  return (
    <section class="map-detail" aria-live="polite">
      <BackButton words={words} onBack={onBack} />
      <p class="map-kicker">{layerTitle(words, spot.layer)}</p>
      <h2>
        {words.together}: {fill(words.times, { count: formatNumber(total, locale) })}
      </h2>
      <p class="quiet">{isCell ? words.cellNote : words.togetherNote}</p>
      {!isCell && (
        <dl class="map-facts">
          {rows.map(({ kind, month, count }) => (
            <div key={`${kind}${month}`}>
              <dt>{nameOf(kind)}</dt>
              <dd>
                {monthOf(month)}
                {Number(count ?? 1) > 1 && ` · ${fill(words.times, { count: Number(count) })}`}
              </dd>
            </div>
          ))}
        </dl>
      )}
    </section>
  );
}

function BackButton({ words, onBack }: { words: Messages['map']; onBack: () => void }) {
  return (
    <button type="button" class="map-quiet-button" onClick={onBack}>
      ‹ {words.back}
    </button>
  );
}
