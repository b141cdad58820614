import type { RefObject } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import type { Messages } from '../../../i18n/th.ts';
import { canDrawMaps } from '../../../ui/map/load-map.ts';
import { MapIcon, type MapIconName } from '../../../ui/map/map-icons.tsx';
import type { MapHandle } from '../../../ui/map/types.ts';

/** A map that is fetched when the reader asks for it: `failed` when it could not be, `cannot` when the browser draws none. */
export type OpenedMapState = 'closed' | 'loading' | 'open' | 'failed' | 'cannot';

export interface OpenedMap {
  state: OpenedMapState;
  /** Where the map is drawn into; it has to stand on the page while the state is `loading` or `open`. */
  container: RefObject<HTMLDivElement>;
  map: RefObject<MapHandle>;
  open(): void;
}

/** Opens a map with `draw` when it is asked for, and closes it with the island. */
export function useOpenedMap(draw: (container: HTMLDivElement) => Promise<MapHandle>): OpenedMap {
  const [state, setState] = useState<OpenedMapState>('closed');
  const container = useRef<HTMLDivElement>(null);
  const map = useRef<MapHandle>(null);

  useEffect(() => {
    if (state !== 'loading' || !container.current) return;
    draw(container.current).then(
      (handle) => {
        map.current = handle;
        setState('open');
      },
      () => setState('failed'),
    );
  }, [state]);
  useEffect(() => () => map.current?.close(), []);

  return { state, container, map, open: () => setState(canDrawMaps() ? 'loading' : 'cannot') };
}

interface ClosedProps {
  words: Messages['placeMap'];
  opened: OpenedMap;
  label: string;
  icon: MapIconName;
  isWide?: boolean;
}

/** What stands in the form until the map is asked for: the button for it, or why there is none. */
export function ClosedPicker({ words, opened, label, icon, isWide = false }: ClosedProps) {
  if (opened.state === 'cannot') return <p class="quiet">{words.cannotDraw}</p>;
  return (
    <div class="place-picker-closed">
      {opened.state === 'failed' && <p role="alert">{words.failed}</p>}
      <button type="button" class={isWide ? 'button second wide' : 'button second'} onClick={opened.open}>
        <MapIcon name={icon} /> {label}
      </button>
    </div>
  );
}

/** Nearer and farther, by finger. */
export function ZoomButtons({ words, map }: { words: Messages['placeMap']; map: RefObject<MapHandle> }) {
  return (
    <>
      <button type="button" aria-label={words.zoomIn} onClick={() => map.current?.zoomBy(1)}>
        <MapIcon name="plus" />
      </button>
      <button type="button" aria-label={words.zoomOut} onClick={() => map.current?.zoomBy(-1)}>
        <MapIcon name="minus" />
      </button>
    </>
  );
}
