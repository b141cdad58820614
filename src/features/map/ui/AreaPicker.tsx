import { signal } from '@preact/signals';
import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import type { Locale } from '../../../i18n/locale.ts';
import type { Messages } from '../../../i18n/th.ts';
import type { LayerName } from '../../../ui/map/layer-names.ts';
import { canDrawMaps, loadMap } from '../../../ui/map/load-map.ts';
import { MapIcon } from '../../../ui/map/map-icons.tsx';
import type { BaseMapChoice, MapHandle } from '../../../ui/map/types.ts';
import { boundsOfShape, readShape, type Shape, writeShape } from './area-input.ts';
import { useAlive } from './use-alive.ts';
import { zoneBounds } from './zone-bounds.ts';

interface Props {
  words: Messages['placeMap'];
  locale: Locale;
  /** Id of the text area that holds the area as GeoJSON, and stays the way to give it without a map. */
  input: string;
  /** What the area is, for those who do not see the map. */
  label: string;
  /** The zone that the map begins with when there is no area yet; empty for all of them. */
  zone: string;
  base?: BaseMapChoice;
}

type State = 'closed' | 'loading' | 'open' | 'drawing' | 'failed' | 'cannot';

const around = signal<ReadonlySet<LayerName>>(new Set<LayerName>(['zones', 'risk-areas']));
const noQuery = signal('');
const nothingSelected = signal(null);

/**
 * The reader sees the area of a form on a map, and draws it anew. MapLibre and Terra Draw are fetched only when the
 * reader asks for them.
 */
export function AreaPicker({ words, locale, input, label, zone, base = {} }: Props) {
  const isAlive = useAlive();
  const [state, setState] = useState<State>('closed');
  const area = useMemo(() => signal<Shape | null>(null), []);
  const container = useRef<HTMLDivElement>(null);
  const map = useRef<MapHandle>(null);
  const giveUp = useRef<AbortController>(null);

  const draw = async (element: HTMLDivElement): Promise<void> => {
    const bounds = area.value ? boundsOfShape(area.value) : await zoneBounds(zone);
    map.current = await loadMap({
      container: element,
      locale,
      base,
      label,
      view: { bounds },
      visible: around,
      tileQuery: noQuery,
      selected: nothingSelected,
      area,
    });
    setState('open');
  };

  useEffect(() => {
    if (state === 'loading' && container.current) draw(container.current).catch(() => setState('failed'));
  }, [state]);

  useEffect(() => {
    const field = fieldOf(input);
    const read = (): void => {
      area.value = readShape(field?.value ?? '');
    };
    read();
    field?.addEventListener('input', read);
    return () => {
      field?.removeEventListener('input', read);
      map.current?.close();
    };
  }, [input]);

  const drawAnew = async (): Promise<void> => {
    if (giveUp.current) return giveUp.current.abort();
    giveUp.current = new AbortController();
    setState('drawing');
    const ring = (await map.current?.drawArea(giveUp.current.signal)) ?? null;
    giveUp.current = null;
    map.current?.clearArea();
    if (ring) writeField(input, writeShape(ring));
    setState('open');
  };

  if (!isAlive) return <div class="place-picker-closed" />;
  if (state === 'cannot') return <p class="quiet">{words.cannotDraw}</p>;
  if (state === 'closed' || state === 'failed')
    return (
      <div class="place-picker-closed">
        {state === 'failed' && <p role="alert">{words.failed}</p>}
        <button type="button" class="button second" onClick={() => setState(canDrawMaps() ? 'loading' : 'cannot')}>
          <MapIcon name="pentagon" /> {words.pickArea}
        </button>
      </div>
    );
  const isDrawing = state === 'drawing';
  return (
    <div class="place-picker">
      <div class="place-picker-map" ref={container} />
      <div class="map-buttons">
        <button type="button" aria-label={words.zoomIn} onClick={() => map.current?.zoomBy(1)}>
          <MapIcon name="plus" />
        </button>
        <button type="button" aria-label={words.zoomOut} onClick={() => map.current?.zoomBy(-1)}>
          <MapIcon name="minus" />
        </button>
      </div>
      <div class="place-picker-card">
        <span role="status">{messageOf(words, state, area.value)}</span>
        {state !== 'loading' && (
          <button type="button" class="button second" aria-pressed={isDrawing} onClick={() => void drawAnew()}>
            <MapIcon name={isDrawing ? 'close' : 'pentagon'} /> {isDrawing ? words.stopDrawing : words.drawArea}
          </button>
        )}
      </div>
    </div>
  );
}

function messageOf(words: Messages['placeMap'], state: State, shape: Shape | null): string {
  if (state === 'loading') return words.loading;
  if (state === 'drawing') return words.drawHint;
  return shape ? words.areaChosen : words.areaNone;
}

function fieldOf(id: string): HTMLTextAreaElement | null {
  const element = document.getElementById(id);
  return element instanceof HTMLTextAreaElement ? element : null;
}

/** Writes as if the reader had typed it, so that whoever listens hears of it. */
function writeField(id: string, text: string): void {
  const field = fieldOf(id);
  if (!field) return;
  field.value = text;
  field.dispatchEvent(new Event('input', { bubbles: true }));
}
