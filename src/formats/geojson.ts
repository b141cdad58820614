import type { Feature, Geometry, Position } from 'geojson';

/** A file that is no GeoJSON. */
export class GeoJsonError extends Error {
  override name = 'GeoJsonError';
}

export interface GeoJsonFile {
  features: Feature<Geometry | null>[];
  /** The coordinate system that the file names (the old `crs` member), if any. */
  system: string | undefined;
}

/** Reads a FeatureCollection, a Feature or a bare geometry. Geometries are checked as they are used. */
export function readGeoJson(text: string): GeoJsonFile {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new GeoJsonError('not JSON', { cause: error });
  }
  if (!isRecord(value)) throw new GeoJsonError('not an object');
  const system = isRecord(value.crs) && isRecord(value.crs.properties) ? String(value.crs.properties.name) : undefined;
  if (value.type === 'FeatureCollection' && Array.isArray(value.features)) {
    return { features: value.features.filter(isFeature), system };
  }
  if (isFeature(value)) return { features: [value], system };
  throw new GeoJsonError('neither a Feature nor a FeatureCollection');
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isFeature(value: unknown): value is Feature<Geometry | null> {
  return isRecord(value) && value.type === 'Feature';
}

/** The geometry with every position replaced by `change`, or undefined when some position has no replacement. */
export function mapPositions(
  geometry: Geometry,
  change: (position: Position) => Position | undefined,
): Geometry | undefined {
  if (geometry.type === 'GeometryCollection') return undefined;
  const coordinates = mapNested(geometry.coordinates, change);
  return coordinates === undefined ? undefined : ({ type: geometry.type, coordinates } as Geometry);
}

type Nested = number | Nested[];

function mapNested(value: unknown, change: (position: Position) => Position | undefined): Nested | undefined {
  if (!Array.isArray(value)) return undefined;
  if (value.length >= 2 && value.every((part) => typeof part === 'number')) return change(value);
  const parts: Nested[] = [];
  for (const part of value) {
    const mapped = mapNested(part, change);
    if (mapped === undefined) return undefined;
    parts.push(mapped);
  }
  return parts;
}
