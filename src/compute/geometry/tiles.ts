import type { Position } from './position.ts';

/** A square of the Web Mercator map: zoom, and column and row counted from the north-west. */
export interface Tile {
  z: number;
  x: number;
  y: number;
}

/** `[west, south, east, north]` in degrees. */
export type Bounds = readonly [number, number, number, number];

/** Units along the side of a tile, as vector tiles count them. */
export const tileExtent = 4096;

/** Metres around the equator of Web Mercator: half of it lies on each side of the origin. */
export const mercatorCircumferenceMeters = 2 * Math.PI * 6_378_137;

const farthestLatitude = 85.05;

/** Whether the three numbers name a tile that exists, down to zoom 22. */
export function isTile({ z, x, y }: Tile): boolean {
  const isWhole = Number.isInteger(z) && Number.isInteger(x) && Number.isInteger(y);
  return isWhole && z >= 0 && z <= 22 && x >= 0 && y >= 0 && x < 2 ** z && y < 2 ** z;
}

/** The tile of this zoom in which the place lies; places near the poles lie in the outermost row. */
export function tileAt([longitude, latitude]: Position, z: number): Tile {
  const bounded = Math.min(farthestLatitude, Math.max(-farthestLatitude, latitude));
  const y = (1 - Math.asinh(Math.tan((bounded * Math.PI) / 180)) / Math.PI) / 2;
  return { z, x: Math.floor(((longitude + 180) / 360) * 2 ** z), y: Math.floor(y * 2 ** z) };
}

/** The edges of the tile, with `margin` (in units of its extent) around it. */
export function boundsOfTile({ z, x, y }: Tile, margin = 0): Bounds {
  const share = margin / tileExtent;
  const west = ((x - share) / 2 ** z) * 360 - 180;
  const east = ((x + 1 + share) / 2 ** z) * 360 - 180;
  return [Math.max(-180, west), latitudeOf(y + 1 + share, z), Math.min(180, east), latitudeOf(y - share, z)];
}

function latitudeOf(row: number, z: number): number {
  return (Math.atan(Math.sinh(Math.PI * (1 - (2 * row) / 2 ** z))) * 180) / Math.PI;
}

/** Turns Web Mercator metres into the tile's units, rows counted downwards; not rounded. */
export function tileUnitsOf({ z, x, y }: Tile): (meters: Position) => [number, number] {
  const unitsPerMeter = (tileExtent * 2 ** z) / mercatorCircumferenceMeters;
  const half = mercatorCircumferenceMeters / 2;
  return ([east, north]) => [
    (east + half) * unitsPerMeter - x * tileExtent,
    (half - north) * unitsPerMeter - y * tileExtent,
  ];
}

/** Whether two boxes have a point in common. */
export function doBoundsMeet(a: Bounds, b: Bounds): boolean {
  return a[0] <= b[2] && b[0] <= a[2] && a[1] <= b[3] && b[1] <= a[3];
}

/** Whether a place lies in a box, its edges included. */
export function isWithin([longitude, latitude]: Position, [west, south, east, north]: Bounds): boolean {
  return longitude >= west && longitude <= east && latitude >= south && latitude <= north;
}
