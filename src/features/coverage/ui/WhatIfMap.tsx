import { computed, signal } from '@preact/signals';
import { useEffect, useRef, useState } from 'preact/hooks';
import type { Locale } from '../../../i18n/locale.ts';
import type { LayerName, Selection } from '../../../ui/map/layer-names.ts';
import { canDrawMaps, loadMap } from '../../../ui/map/load-map.ts';
import { MapIcon } from '../../../ui/map/map-icons.tsx';
import type { PlanCamera, PlanOverlay, Shapes } from '../../../ui/map/plan-types.ts';
import type { BaseMapChoice, MapHandle, MapView } from '../../../ui/map/types.ts';
import { labelOf } from './camera-label.ts';
import type { PlanFacts } from './plan-facts.ts';
import type { PlanState } from './plan-state.ts';
import { directionOf, gainWords, type PlanWords } from './plan-words.ts';

interface Props {
  words: PlanWords;
  locale: Locale;
  base: BaseMapChoice;
  plan: PlanFacts;
  state: PlanState | undefined;
  hasFailed: boolean;
  onRetry: () => Promise<void>;
}

const layers = signal<ReadonlySet<LayerName>>(new Set(['risk-areas']));
const noQuery = signal('');
const nothingSelected = signal<Selection | null>(null);
const overviewZoom = 16;
const closeZoom = 18;

/** The map on which cameras are turned and moved. */
export function WhatIfMap({ words, locale, base, plan, state, hasFailed, onRetry }: Props) {
  const container = useRef<HTMLDivElement>(null);
  const map = useRef<MapHandle>(null);
  const [stage, setStage] = useState<'waiting' | 'open' | 'failed' | 'cannot'>('waiting');

  const draw = async (element: HTMLDivElement, ready: PlanState): Promise<void> => {
    map.current = await loadMap({
      container: element,
      locale,
      base,
      label: words.mapLabel,
      view: viewOf(ready),
      visible: layers,
      tileQuery: noQuery,
      selected: nothingSelected,
      plan: overlayOf(ready, words, plan.isDraft),
      onMove: ({ center: [longitude, latitude], zoom }) =>
        history.replaceState(null, '', `#map=${zoom.toFixed(2)}/${latitude.toFixed(6)}/${longitude.toFixed(6)}`),
    });
    setStage('open');
  };
  useEffect(() => {
    if (!state || !container.current) return;
    if (!canDrawMaps()) setStage('cannot');
    else draw(container.current, state).catch(() => setStage('failed'));
  }, [state]);
  useEffect(() => () => map.current?.close(), []);
  const chosen = state?.selectedKey.value;
  useEffect(() => {
    const place = chosen && state?.placeOf(chosen);
    if (place) map.current?.reveal([place[0], place[1]]);
  }, [chosen]);

  const add = (): void => {
    const place = map.current?.middle();
    if (place) state?.add(place);
  };
  return (
    <div class="what-if-map">
      <div class="what-if-canvas" ref={container} />
      {stage === 'open' && (
        <div class="map-buttons">
          <button type="button" aria-label={words.zoomIn} onClick={() => map.current?.zoomBy(1)}>
            <MapIcon name="plus" />
          </button>
          <button type="button" aria-label={words.zoomOut} onClick={() => map.current?.zoomBy(-1)}>
            <MapIcon name="minus" />
          </button>
        </div>
      )}
      {stage === 'open' && state && (
        <p class="what-if-live" aria-hidden="true">
          <GainNow words={words} locale={locale} state={state} />
        </p>
      )}
      {stage === 'open' && plan.isDraft && (
        <button type="button" class="button second what-if-add" onClick={add}>
          <MapIcon name="plus" /> {words.addCamera}
        </button>
      )}
      {stage !== 'open' && (
        <p class="what-if-note" role="status">
          {hasFailed || stage === 'failed' ? words.failed : stage === 'cannot' ? words.cannotDraw : words.loading}
          {hasFailed && (
            <button type="button" class="button second" onClick={() => void onRetry()}>
              {words.retry}
            </button>
          )}
        </p>
      )}
      <ul class="what-if-legend">
        {(['Now', 'Edited', 'Gap'] as const).map((name) => (
          <li key={name} class={`legend-${name.toLowerCase()}`}>
            {words[`legend${name}`]}
          </li>
        ))}
      </ul>
    </div>
  );
}

/** The headline again, where a finger on a small screen can see it change. */
function GainNow({ words, locale, state }: { words: PlanWords; locale: Locale; state: PlanState }) {
  return <>{gainWords(state.whatIf.before.zone.sureShare, state.figures.value.zone.sureShare, words, locale)}</>;
}

/** Where the link says, else around the zone's middle. */
function viewOf(state: PlanState): MapView {
  const [, zoom, latitude, longitude] = /#map=([\d.]+)\/(-?[\d.]+)\/(-?[\d.]+)/.exec(location.hash) ?? [];
  if (zoom) return { zoom: Number(zoom), center: [Number(longitude), Number(latitude)] };
  const [key] = state.changes.peek().keys();
  const place = key === undefined ? undefined : state.placeOf(key);
  if (place) return { zoom: closeZoom, center: [place[0], place[1]] };
  const [east, north] = state.whatIf.toDegrees([0, 0]);
  return { zoom: overviewZoom, center: [east, north] };
}

function overlayOf(state: PlanState, words: PlanWords, isDraft: boolean): PlanOverlay {
  const { whatIf, version, selectedKey } = state;
  const keys = computed(() => [
    ...state.cameras.map(({ id }) => id),
    ...[...state.changes.value.keys()].filter((key) => key.startsWith('new-')),
  ]);
  const cameras = computed(() => {
    version.value;
    return keys.value.flatMap((key): PlanCamera[] => {
      const place = state.placeOf(key);
      const change = state.changes.value.get(key);
      if (!place) return [];
      const headingDegrees = whatIf.standingNow(key)?.camera.headingDegrees;
      const name = labelOf(key, state, words);
      return [{ key, place: [place[0], place[1]], name, headingDegrees, isChanged: change !== undefined }];
    });
  });
  const seenByOthers = createSeenByOthers(state);
  return {
    version,
    cameras,
    selectedKey,
    words: { turn: words.heading, directionOf: (degrees) => `${Math.round(degrees)}° ${directionOf(degrees, words)}` },
    shapes: () => {
      const key = selectedKey.peek();
      const isEditedKnown = key === undefined || whatIf.standingNow(key)?.camera.headingDegrees !== undefined;
      const edited = key === undefined ? [] : whatIf.areaOf(whatIf.coverNow(key));
      return { seen: seenByOthers(key), edited, isEditedKnown, gaps: whatIf.gapArea() };
    },
    onSelect: state.select,
    onTurn: (key, headingDegrees) => isDraft && state.edit(key, { headingDegrees }),
    onMove: (key, place) => isDraft && state.edit(key, { place }),
    onRest: state.rest,
  };
}

/** What all the other cameras see, which stays the same object while one of them is turned. */
function createSeenByOthers({ whatIf, changes }: PlanState): (key: string | undefined) => Shapes {
  let last: { asked: string; shapes: Shapes } | undefined;
  return (key) => {
    const asked = JSON.stringify([key ?? '', ...[...changes.peek()].filter(([each]) => each !== key)]);
    if (last?.asked !== asked) last = { asked, shapes: whatIf.seenArea(key) };
    return last.shapes;
  };
}
