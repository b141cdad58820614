import type { MultiPolygon, Polygon } from 'geojson';
import type { Bounds, Place } from '../../../ui/map/types.ts';

/** A tenth of a metre: nobody draws better. */
const decimals = 6;

/** An area as forms take it. */
export type Shape = Polygon | MultiPolygon;

/** The area in a text of GeoJSON, taken out of a feature or the first of a collection; null when there is none. */
export function readShape(text: string): Shape | null {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return null;
  }
  return shapeIn(value);
}

function shapeIn(value: unknown): Shape | null {
  if (typeof value !== 'object' || value === null) return null;
  if ('features' in value && Array.isArray(value.features)) return shapeIn(value.features[0]);
  if ('geometry' in value) return shapeIn(value.geometry);
  return isShape(value) ? value : null;
}

function isShape(value: object): value is Shape {
  if (!('type' in value && 'coordinates' in value)) return false;
  const isArea = value.type === 'Polygon' || value.type === 'MultiPolygon';
  if (!isArea || !Array.isArray(value.coordinates)) return false;
  const corners = cornersIn(value.coordinates);
  return corners.length >= 4 && corners.every((corner) => corner.every((degrees) => Number.isFinite(degrees)));
}

/** Every position, however deep in rings and parts it lies. */
function cornersIn(nested: readonly unknown[]): number[][] {
  const isCorner = (part: unknown): part is number[] => Array.isArray(part) && typeof part[0] === 'number';
  return nested.flatMap((part) => (isCorner(part) ? [part] : Array.isArray(part) ? cornersIn(part) : [[Number.NaN]]));
}

/** A ring that was drawn, as the text of a polygon. */
export function writeShape(ring: readonly Place[]): string {
  const rounded = ring.map((corner) => corner.map((degrees) => Number(degrees.toFixed(decimals))));
  return JSON.stringify({ type: 'Polygon', coordinates: [rounded] });
}

/** The box around an area. */
export function boundsOfShape({ coordinates }: Shape): Bounds {
  const corners = cornersIn(coordinates);
  const longitudes = corners.map(([longitude = 0]) => longitude);
  const latitudes = corners.map(([, latitude = 0]) => latitude);
  return [Math.min(...longitudes), Math.min(...latitudes), Math.max(...longitudes), Math.max(...latitudes)];
}
