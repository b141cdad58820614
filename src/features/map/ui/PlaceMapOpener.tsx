import { signal } from '@preact/signals';
import type { Locale } from '../../../i18n/locale.ts';
import type { Messages } from '../../../i18n/th.ts';
import type { LayerName, Selection } from '../../../ui/map/layer-names.ts';
import { loadMap } from '../../../ui/map/load-map.ts';
import { MapIcon } from '../../../ui/map/map-icons.tsx';
import type { BaseMapChoice, MapView, Place } from '../../../ui/map/types.ts';
import { useOpenedMap, ZoomButtons } from './opened-map.tsx';
import { zoneBounds } from './zone-bounds.ts';

interface Props {
  words: Messages['placeMap'];
  locale: Locale;
  label: string;
  zone: string;
  layers: LayerName[];
  view: MapView | null;
  pin: Place | null;
  selected: Selection | null;
  base: BaseMapChoice;
  /** The same on the whole map page: for readers without JavaScript, and for more. */
  href: string;
}

/** The button on a drawing of a place that turns it into a map. Without JavaScript it is a link to the map page. */
export function PlaceMapOpener({ words, locale, label, zone, layers, view, pin, selected, base, href }: Props) {
  const opened = useOpenedMap(async (container) =>
    loadMap({
      container,
      locale,
      base,
      label,
      view: view ?? { bounds: await zoneBounds(zone) },
      pin: pin ?? undefined,
      visible: signal<ReadonlySet<LayerName>>(new Set(layers)),
      tileQuery: signal(''),
      selected: signal(selected),
    }),
  );
  const { state, container, map } = opened;

  const open = (event: MouseEvent): void => {
    const wantsNewTab = event.ctrlKey || event.metaKey || event.shiftKey;
    if (wantsNewTab || state === 'failed') return;
    event.preventDefault();
    opened.open();
  };

  const isShown = state === 'loading' || state === 'open';
  return (
    <>
      {isShown && <div class="place-map-canvas" ref={container} />}
      {state === 'open' && (
        <div class="map-buttons">
          <ZoomButtons words={words} map={map} />
        </div>
      )}
      <p class="place-map-action">
        {state === 'closed' ? (
          <a class="button second" href={href} onClick={open}>
            <MapIcon name="pin" /> {words.open}
          </a>
        ) : (
          <span role="status">
            {state === 'loading' && words.loading}
            {state === 'failed' && words.failed}
            {state === 'cannot' && words.cannotDraw}
          </span>
        )}
        {state !== 'closed' && state !== 'loading' && (
          <a class="button second" href={href}>
            {words.openFull}
          </a>
        )}
      </p>
    </>
  );
}
