import type { Geometry, Position } from 'geojson';

/**
 * A geometry in well-known text (POINT, LINESTRING, POLYGON and their MULTI forms, with or without SRID and heights) as
 * GeoJSON, or undefined when it is none of these.
 */
export function parseWkt(text: string): Geometry | undefined {
  const match = /^\s*(?:srid=\d+;)?\s*(multi)?(point|linestring|polygon)\s*(?:z|m|zm)?\s*(\(.*\))\s*$/is.exec(text);
  if (!match) return undefined;
  const coordinates = parseLists(match[3] ?? '');
  if (coordinates === undefined) return undefined;
  const kind = (match[2] ?? '').toLowerCase();
  const isMany = match[1] !== undefined;
  if (kind === 'point') {
    const points = flatten(coordinates);
    const [only] = points;
    if (!only || only.length < 2) return undefined;
    if (isMany) return { type: 'MultiPoint', coordinates: points };
    return points.length === 1 ? { type: 'Point', coordinates: only } : undefined;
  }
  const depth = (kind === 'linestring' ? 1 : 2) + (isMany ? 1 : 0);
  if (depthOf(coordinates) !== depth + 1) return undefined;
  const type = `${isMany ? 'Multi' : ''}${kind === 'linestring' ? 'LineString' : 'Polygon'}`;
  return { type, coordinates } as Geometry;
}

type Nested = number | Nested[];

/** Turns brackets into lists; numbers split by spaces are a position. */
function parseLists(text: string): Nested[] | undefined {
  if (!/^[\s\d().,eE+-]*$/.test(text)) return undefined;
  const json = text
    .replace(/\(/g, '[')
    .replace(/\)/g, ']')
    .replace(
      /[-+]?[\d.]+(?:[eE][-+]?\d+)?(?:\s+[-+]?[\d.]+(?:[eE][-+]?\d+)?)+/g,
      (position) => `[${position.trim().split(/\s+/).map(Number).slice(0, 2).join(',')}]`,
    );
  try {
    return JSON.parse(json) as Nested[];
  } catch {
    return undefined;
  }
}

function depthOf(value: Nested): number {
  return Array.isArray(value) ? 1 + (value[0] === undefined ? 0 : depthOf(value[0])) : 0;
}

function flatten(value: Nested): Position[] {
  if (!Array.isArray(value)) return [];
  return value.every((part) => typeof part === 'number') ? [value as number[]] : value.flatMap(flatten);
}
