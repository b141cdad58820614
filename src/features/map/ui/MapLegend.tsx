import type { ComponentChildren } from 'preact';
import { fill, formatNumber } from '../../../i18n/format.ts';
import type { Locale } from '../../../i18n/locale.ts';
import type { Messages } from '../../../i18n/th.ts';
import { type LayerName, layerNames } from '../../../ui/map/layer-names.ts';
import { layerTitle, listedLayers, thingsTitle } from '../layer-groups.ts';
import { countWords } from './count-words.ts';
import { LayerSample } from './LayerSample.tsx';
import type { LayerCounts } from './map-client.ts';
import type { MapFacts } from './map-facts.ts';
import type { MapState } from './map-state.ts';

interface Props {
  words: Messages['map'];
  locale: Locale;
  facts: MapFacts;
  state: MapState;
  counts: LayerCounts;
  isOpen: boolean;
}

/** What is shown, from when, of how many and how exactly. */
export function MapLegend({ words, locale, facts, state, counts, isOpen }: Props) {
  const shown = state.layers.value;
  const { from, to } = state.filters.value;
  const monthName = (value: string, otherwise: string): string =>
    facts.months.find((month) => month.value === value)?.name ?? otherwise;
  const zone = facts.zones.find(({ slug }) => slug === state.zone.value)?.name ?? words.allZones;
  const parts = listedLayers
    .map((layer) => ({ layer, count: countWords(layer, { words, locale, counts }) }))
    .filter(({ layer, count }) => shown.has(layer) && count !== '')
    .map(({ layer, count }) => `${thingsTitle(words, layer)} ${count}`);
  return (
    <details class="map-legend" open={isOpen}>
      <summary>{words.legend}</summary>
      {shown.has('risk-areas') && (
        <div class="map-scale">
          <strong>{words['layer_risk-areas']}</strong>
          <div class="map-scale-bar" aria-hidden="true">
            <i class="level-1" />
            <i class="level-2" />
            <i class="level-3" />
            <i class="level-4" />
            <i class="level-5" />
          </div>
          <p>
            <span>1 {words.riskLow}</span>
            <span>5 {words.riskSevere}</span>
          </p>
        </div>
      )}
      <ul class="plain-list">
        {layerNames
          .filter((layer) => shown.has(layer))
          .map((layer) => [
            row(<LayerSample layer={layer} />, layerTitle(words, layer), 'map-print-only'),
            rowsOf(layer, words, facts),
          ])}
      </ul>
      {shown.size === 0 && <p>{words.legendNothing}</p>}
      {parts.length > 0 && <p>{fill(words.legendSum, { zone, parts: parts.join(' · ') })}</p>}
      {shown.has('incidents') && (
        <p>
          {facts.seesExact ? words.sureExact : words.surePublic}
          {counts.unplacedIncidents > 0 &&
            ` ${fill(words.sureUnplaced, { count: formatNumber(counts.unplacedIncidents, locale) })}`}
        </p>
      )}
      <p>
        {shown.has('incidents') &&
          `${fill(words.legendPeriod, { from: monthName(from, words.fromStart), to: monthName(to, words.toNow) })} · `}
        {fill(words.legendUntil, { date: facts.today })}
      </p>
    </details>
  );
}

/** Symbols that the panel of layers does not explain already: what differs within a layer. On paper there is no panel. */
function rowsOf(layer: LayerName, words: Messages['map'], { seesExact, seesGaps }: MapFacts): ComponentChildren {
  switch (layer) {
    case 'camera-views':
      if (seesGaps !== 'exact') return null;
      return [
        row(<LayerSample layer={layer} />, words.legendSeen),
        row(<LayerSample layer={layer} variant="unknown" />, words.legendPossible),
      ];
    case 'coverage-gaps':
      if (seesGaps === 'none') return null;
      return row(<LayerSample layer={layer} />, seesGaps === 'exact' ? words.legendGap : words.legendGapCell);
    case 'sos-reach':
      return row(<LayerSample layer={layer} />, words.legendReach);
    case 'live':
      // The public is never told of what is this grave.
      return seesExact ? row(<LayerSample layer={layer} variant="urgent" />, words.legendLive) : null;
    case 'incidents':
      return [
        row(<LayerSample layer={layer} variant="cell" />, words.legendCell),
        row(<LayerSample layer={layer} />, seesExact ? words.legendPoint : words.legendPointPublic),
      ];
    case 'reports':
      return row(<LayerSample layer={layer} variant="fixed" />, words.legendReportFixed);
    case 'projects':
      return row(<LayerSample layer={layer} variant="done" />, words.legendProjectDone);
    case 'sos-posts':
      return row(<LayerSample layer={layer} variant="silent" />, words.legendSosSilent);
    case 'cameras':
      return [
        row(<LayerSample layer={layer} variant="unknown" />, words.legendCameraUnknown),
        row(<LayerSample layer={layer} variant="off" />, words.legendCameraOff),
      ];
    case 'lamps':
      return row(<LayerSample layer={layer} variant="off" />, words.legendLampOff);
    default:
      return null;
  }
}

function row(sample: ComponentChildren, text: string, className = '') {
  return (
    <li key={text} class={className}>
      {sample} <span>{text}</span>
    </li>
  );
}
