import type { Geometry } from 'geojson';
import type { Position } from '../../../compute/geometry/position.ts';
import { wallOutlines } from '../../../compute/geometry/wall-outlines.ts';
import type { DayOrder, WallTime } from '../../../formats/thai-dates.ts';

/** The kinds of thing that can be imported. */
export const targetNames = ['incidents', 'cameras', 'sos-posts', 'areas', 'streets', 'buildings'] as const;
export type TargetName = (typeof targetNames)[number];

/** Why a row was refused: a key among the messages of imports that begin with `reason`. */
export type Reason =
  | 'reasonNoPlace'
  | 'reasonImpossiblePlace'
  | 'reasonWrongGeometry'
  | 'reasonNoDate'
  | 'reasonBadDate'
  | 'reasonFuture'
  | 'reasonEndsBefore'
  | 'reasonNoKind'
  | 'reasonNoName'
  | 'reasonTooLong'
  | 'reasonOutside'
  | 'reasonSameKey';

export interface ImportField {
  name: string;
  isRequired: boolean;
  /** Column names, in Thai and English, that usually hold it. */
  synonyms: readonly string[];
}

/** What reading a row needs besides the row. */
export interface ReadingContext {
  now: Date;
  dayOrder: DayOrder;
  toMoment: (wall: WallTime) => Date;
  /** What somebody said a written value means, as `field:value` → meaning. */
  meanings: ReadonlyMap<string, string>;
}

/** A row's mapped fields; '' where there is none. */
export type ReadField = (name: string) => string;

/** What is stored of one thing. */
export type Fields = Record<string, string | number | boolean | null>;

export type ReadResult =
  | {
      ok: true;
      key: string;
      fields: Fields;
      /** Further things that the same row tells of: the other cameras on a pole. */
      others?: readonly Fields[];
    }
  | { ok: false; reason: Reason };

/** How one kind of thing is read from a row. */
export interface ImportTarget {
  name: TargetName;
  geometry: 'point' | 'line' | 'polygon' | 'area';
  /** Areas have no zone; everything else must lie in one. */
  needsZone: boolean;
  fields: readonly ImportField[];
  /** How wide in metres a thing stands that is drawn as a line, where its ground is asked for; undefined where it must not be. */
  widthOfLine?(fields: Fields): number | undefined;
  read(field: ReadField, context: ReadingContext): ReadResult;
}

/** The geometries of the kind that the table holds; an area keeps all of its parts, anything else becomes several. */
export function splitGeometry(
  geometry: Geometry,
  kind: ImportTarget['geometry'],
  widthMeters: number | undefined,
): Geometry[] {
  if (kind === 'point') return geometry.type === 'Point' ? [geometry] : [];
  if (kind === 'line') {
    if (geometry.type === 'LineString') return [geometry];
    if (geometry.type !== 'MultiLineString') return [];
    return geometry.coordinates.map((coordinates) => ({ type: 'LineString', coordinates }));
  }
  if (geometry.type === 'Polygon') return [geometry];
  if (widthMeters !== undefined && (geometry.type === 'LineString' || geometry.type === 'MultiLineString'))
    return splitGeometry(geometry, 'line', undefined).flatMap((line) => standingOn(line, widthMeters));
  if (kind === 'area') return geometry.type === 'MultiPolygon' ? [geometry] : [];
  if (geometry.type !== 'MultiPolygon') return [];
  return geometry.coordinates.map((coordinates) => ({ type: 'Polygon', coordinates }));
}

function standingOn(line: Geometry, widthMeters: number): Geometry[] {
  if (line.type !== 'LineString') return [];
  const positions = line.coordinates.map(([longitude = 0, latitude = 0]): Position => [longitude, latitude]);
  return wallOutlines(positions, widthMeters).map((ring) => ({
    type: 'Polygon',
    coordinates: [ring.map((position) => [...position])],
  }));
}
