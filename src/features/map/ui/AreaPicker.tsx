import { signal } from '@preact/signals';
import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import type { Locale } from '../../../i18n/locale.ts';
import type { Messages } from '../../../i18n/th.ts';
import type { LayerName } from '../../../ui/map/layer-names.ts';
import { loadMap } from '../../../ui/map/load-map.ts';
import { MapIcon } from '../../../ui/map/map-icons.tsx';
import type { BaseMapChoice } from '../../../ui/map/types.ts';
import { boundsOfShape, readShape, type Shape, writeShape } from './area-input.ts';
import { ClosedPicker, type OpenedMapState, useOpenedMap, ZoomButtons } from './opened-map.tsx';
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

const around = signal<ReadonlySet<LayerName>>(new Set<LayerName>(['zones', 'risk-areas']));
const noQuery = signal('');
const nothingSelected = signal(null);

/**
 * The reader sees the area of a form on a map, and draws it anew. MapLibre and Terra Draw are fetched only when the
 * reader asks for them.
 */
export function AreaPicker({ words, locale, input, label, zone, base = {} }: Props) {
  const [isDrawing, setDrawing] = useState(false);
  const area = useMemo(() => signal<Shape | null>(null), []);
  const giveUp = useRef<AbortController>(null);

  const opened = useOpenedMap(async (container) => {
    const bounds = area.value ? boundsOfShape(area.value) : await zoneBounds(zone);
    return loadMap({
      container,
      locale,
      base,
      label,
      view: { bounds },
      visible: around,
      tileQuery: noQuery,
      selected: nothingSelected,
      area,
    });
  });
  const { state, container, map } = opened;

  useEffect(() => {
    const field = fieldOf(input);
    const read = (): void => {
      area.value = readShape(field?.value ?? '');
    };
    read();
    field?.addEventListener('input', read);
    return () => field?.removeEventListener('input', read);
  }, [input]);

  const drawAnew = async (): Promise<void> => {
    if (giveUp.current) return giveUp.current.abort();
    giveUp.current = new AbortController();
    setDrawing(true);
    const ring = (await map.current?.drawArea(giveUp.current.signal)) ?? null;
    giveUp.current = null;
    map.current?.clearArea();
    if (ring) writeField(input, writeShape(ring));
    setDrawing(false);
  };

  if (state !== 'loading' && state !== 'open')
    return <ClosedPicker words={words} opened={opened} label={words.pickArea} icon="pentagon" />;
  return (
    <div class="place-picker">
      <div class="place-picker-map" ref={container} />
      <div class="map-buttons">
        <ZoomButtons words={words} map={map} />
      </div>
      <div class="place-picker-card">
        <span role="status">{messageOf(words, state, isDrawing, area.value)}</span>
        {state !== 'loading' && (
          <button type="button" class="button second" aria-pressed={isDrawing} onClick={() => void drawAnew()}>
            <MapIcon name={isDrawing ? 'close' : 'pentagon'} /> {isDrawing ? words.stopDrawing : words.drawArea}
          </button>
        )}
      </div>
    </div>
  );
}

function messageOf(
  words: Messages['placeMap'],
  state: OpenedMapState,
  isDrawing: boolean,
  shape: Shape | null,
): string {
  if (state === 'loading') return words.loading;
  if (isDrawing) return words.drawHint;
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
