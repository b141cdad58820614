import type { Map as MapLibre } from 'maplibre-gl';
import { TerraDraw, TerraDrawPolygonMode } from 'terra-draw';
import { TerraDrawMapLibreGLAdapter } from 'terra-draw-maplibre-gl-adapter';
import type { MapColours } from './colours.ts';
import type { Place } from './types.ts';

/** An area that is being drawn. */
export interface Drawing {
  /** The ring, closed, when it is done; null when it was given up. */
  ring: Promise<Place[] | null>;
  /** Takes the area off the map. */
  forget: () => void;
}

/** Lets the reader draw one area on the map, by pointer or touch. */
export function drawPolygon(map: MapLibre, signal: AbortSignal, { action, actionInk }: MapColours): Drawing {
  const colour = isHex(action) ? action : '#0b6b63';
  const ink = isHex(actionInk) ? actionInk : '#ffffff';
  const draw = new TerraDraw({
    adapter: new TerraDrawMapLibreGLAdapter({ map, coordinatePrecision: 7 }),
    modes: [
      new TerraDrawPolygonMode({
        styles: {
          fillColor: colour,
          fillOpacity: 0.14,
          outlineColor: colour,
          outlineWidth: 3,
          closingPointColor: colour,
          closingPointOutlineColor: ink,
          closingPointWidth: 7,
        },
      }),
    ],
  });
  draw.start();
  draw.setMode('polygon');
  const forget = (): void => {
    if (draw.enabled) draw.stop();
  };
  const ring = new Promise<Place[] | null>((resolve) => {
    const giveUp = (): void => {
      forget();
      resolve(null);
    };
    signal.addEventListener('abort', giveUp, { once: true });
    draw.on('finish', (id) => {
      signal.removeEventListener('abort', giveUp);
      draw.setMode('static');
      const geometry = draw.getSnapshotFeature(id)?.geometry;
      resolve(geometry?.type === 'Polygon' ? (geometry.coordinates[0] ?? []).map(toPlace) : null);
    });
  });
  return { ring, forget };
}

function toPlace([longitude = 0, latitude = 0]: number[]): Place {
  return [longitude, latitude];
}

function isHex(colour: string): colour is `#${string}` {
  return colour.startsWith('#');
}
