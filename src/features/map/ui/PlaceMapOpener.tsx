import { signal } from '@preact/signals';
import { useEffect, useRef, useState } from 'preact/hooks';
import type { Locale } from '../../../i18n/locale.ts';
import type { Messages } from '../../../i18n/th.ts';
import type { LayerName, Selection } from '../../../ui/map/layer-names.ts';
import { canDrawMaps, loadMap } from '../../../ui/map/load-map.ts';
import { MapIcon } from '../../../ui/map/map-icons.tsx';
import type { BaseMapChoice, MapHandle, MapView, Place } from '../../../ui/map/types.ts';
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

type State = 'closed' | 'loading' | 'open' | 'failed' | 'cannot';

/** The button on a drawing of a place that turns it into a map. Without JavaScript it is a link to the map page. */
export function PlaceMapOpener({ words, locale, label, zone, layers, view, pin, selected, base, href }: Props) {
  const [state, setState] = useState<State>('closed');
  const container = useRef<HTMLDivElement>(null);
  const map = useRef<MapHandle>(null);

  useEffect(() => {
    const element = container.current;
    if (state !== 'loading' || !element) return;
    const draw = async (): Promise<void> => {
      map.current = await loadMap({
        container: element,
        locale,
        base,
        label,
        view: view ?? { bounds: await zoneBounds(zone) },
        pin: pin ?? undefined,
        visible: signal<ReadonlySet<LayerName>>(new Set(layers)),
        tileQuery: signal(''),
        selected: signal(selected),
      });
      setState('open');
    };
    draw().catch(() => setState('failed'));
  }, [state]);

  useEffect(() => () => map.current?.close(), []);

  const open = (event: MouseEvent): void => {
    const wantsNewTab = event.ctrlKey || event.metaKey || event.shiftKey;
    if (wantsNewTab || state === 'failed') return;
    event.preventDefault();
    setState(canDrawMaps() ? 'loading' : 'cannot');
  };

  const isShown = state === 'loading' || state === 'open';
  return (
    <>
      {isShown && <div class="place-map-canvas" ref={container} />}
      {state === 'open' && (
        <div class="map-buttons">
          <button type="button" aria-label={words.zoomIn} onClick={() => map.current?.zoomBy(1)}>
            <MapIcon name="plus" />
          </button>
          <button type="button" aria-label={words.zoomOut} onClick={() => map.current?.zoomBy(-1)}>
            <MapIcon name="minus" />
          </button>
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
