import { formatNumber } from '../../../i18n/format.ts';
import type { Locale } from '../../../i18n/locale.ts';
import type { Messages } from '../../../i18n/th.ts';
import { isLayerName } from '../../../ui/map/layer-names.ts';
import { LayerSample } from './LayerSample.tsx';
import type { CountInside } from './map-client.ts';

export type AreaState =
  | { kind: 'none' }
  | { kind: 'drawing' }
  | { kind: 'loading' }
  | { kind: 'failed' }
  | { kind: 'ready'; counts: CountInside[] };

interface Props {
  words: Messages['map'];
  locale: Locale;
  area: AreaState;
  onClear: () => void;
}

/** What is in the area that the reader drew. */
export function AreaPanel({ words, locale, area, onClear }: Props) {
  if (area.kind === 'none' || area.kind === 'drawing') return null;
  return (
    <section class="map-detail" aria-live="polite" aria-busy={area.kind === 'loading'}>
      <h2>{words.inside}</h2>
      {area.kind === 'loading' && <div class="map-skeleton" />}
      {area.kind === 'failed' && <p role="alert">{words.listFailed}</p>}
      {area.kind === 'ready' && area.counts.length === 0 && <p class="map-empty">{words.insideNothing}</p>}
      {area.kind === 'ready' && (
        <dl class="map-facts map-inside">
          {area.counts.map(({ layer, kind, title, count }) => (
            <div key={`${layer}${kind ?? ''}`}>
              <dt>
                {isLayerName(layer) && <LayerSample layer={layer} />} {title}
              </dt>
              <dd>{count === null ? words.insideHidden : formatNumber(count, locale)}</dd>
            </div>
          ))}
        </dl>
      )}
      <button type="button" class="button second wide" onClick={onClear}>
        {words.insideClear}
      </button>
    </section>
  );
}
