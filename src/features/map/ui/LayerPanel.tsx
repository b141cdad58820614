import type { Locale } from '../../../i18n/locale.ts';
import type { Messages } from '../../../i18n/th.ts';
import type { LayerName } from '../../../ui/map/layer-names.ts';
import { layerGroups, layerTitle } from '../layer-groups.ts';
import { CoverFields } from './CoverFields.tsx';
import { countWords } from './count-words.ts';
import { IncidentFilterFields } from './IncidentFilterFields.tsx';
import { LayerSample } from './LayerSample.tsx';
import type { LayerCounts } from './map-client.ts';
import type { MapFacts } from './map-facts.ts';
import { type MapState, toggleLayer } from './map-state.ts';
import { isOffered } from './offered.ts';

interface Props {
  words: Messages['map'];
  locale: Locale;
  facts: MapFacts;
  state: MapState;
  counts: LayerCounts;
  hours: readonly number[];
  onZone: (slug: string) => void;
}

/** Which layers are shown, how much is in each, and which incidents. Without JavaScript it is a form that is sent. */
export function LayerPanel({ words, locale, facts, state, counts, hours, onZone }: Props) {
  const shown = state.layers.value;
  return (
    <>
      {facts.zones.length > 1 && (
        <label class="map-zone">
          <span class="visually-hidden">{words.zone}</span>
          <select
            class="input"
            name="zone"
            value={state.zone.value}
            onChange={(event) => onZone(event.currentTarget.value)}
          >
            {facts.zones.map((zone) => (
              <option key={zone.slug} value={zone.slug} selected={zone.slug === state.zone.value}>
                {zone.name}
              </option>
            ))}
          </select>
        </label>
      )}
      {layerGroups.map((group) => {
        const layers = group.layers.filter((layer) => isOffered(layer, facts, counts));
        if (layers.length === 0) return null;
        return (
          <fieldset class="map-group" key={group.title}>
            <legend>{words[group.title]}</legend>
            {layers.map((layer) => (
              <label class="map-layer" key={layer}>
                <input
                  type="checkbox"
                  name="layers"
                  value={layer}
                  checked={shown.has(layer)}
                  onChange={() => toggleLayer(state, layer)}
                />
                <LayerSample layer={layer} />
                <span>{layerTitle(words, layer)}</span>
                <LayerCount layer={layer} words={words} locale={locale} counts={counts} />
              </label>
            ))}
            {group.title === 'groupCover' && facts.seesGaps !== 'none' && <CoverFields words={words} state={state} />}
            {group.title === 'groupIncidents' && shown.has('incidents') && (
              <IncidentFilterFields words={words} locale={locale} facts={facts} state={state} hours={hours} />
            )}
          </fieldset>
        );
      })}
    </>
  );
}

/** How many there are; of incidents, how many of all the filters let through. */
function LayerCount({
  layer,
  words,
  locale,
  counts,
}: Pick<Props, 'words' | 'locale' | 'counts'> & { layer: LayerName }) {
  const count = countWords(layer, { words, locale, counts });
  return count === '' ? null : <output>{count}</output>;
}
