import { createHash } from 'node:crypto';
import type { Geometry } from 'geojson';
import { createProjection, type ToLongitudeLatitude } from '../../formats/coordinate-systems.ts';
import { mapPositions } from '../../formats/geojson.ts';
import { guessDayOrder } from '../../formats/thai-dates.ts';
import { createZoneClock } from '../../formats/time-zone.ts';
import { parseWkt } from '../../formats/wkt.ts';
import type { ImportOptions } from './imports.schema.ts';
import type { Mapping } from './mapping.ts';
import type { Table, TableRow } from './table.ts';
import {
  type Fields,
  type ImportTarget,
  type ReadField,
  type ReadingContext,
  type Reason,
  splitGeometry,
} from './targets/target.ts';

/** A row as it will be stored: its own key, or '' when it has none and is known by its content. */
export interface ReadyRow {
  line: number;
  key: string;
  /** MD5 of everything that the row says, to know it again. */
  hash: string;
  geometries: Geometry[];
  fields: Fields;
  /** Further things that the row tells of, at the same places. */
  others: readonly Fields[];
}

export type RowResult = { ok: true; row: ReadyRow } | { ok: false; line: number; reason: Reason };

/** No projection is known by that name. */
export class UnknownSystemError extends Error {
  override name = 'UnknownSystemError';
}

/** How rows of one file are read: mapping, constants, coordinate system, order of dates. */
export interface RowReader {
  system: string;
  read(row: TableRow): RowResult;
}

/** Makes the reader for a file. `samples` are its first rows, by which the order of day and month is told. */
export function createRowReader(
  target: ImportTarget,
  table: Table,
  mapping: Mapping,
  options: ImportOptions,
  samples: readonly TableRow[],
  now: Date,
): RowReader {
  const system = options.system || table.system || 'EPSG:4326';
  const project = createProjection(system);
  if (!project) throw new UnknownSystemError(system);
  const dates = ['from', 'to'].flatMap((name) => samples.map((row) => row.cells[mapping.get(name) ?? -1] ?? ''));
  const context: ReadingContext = {
    now,
    dayOrder: guessDayOrder(dates),
    toMoment: createZoneClock(options.timeZone),
    meanings: new Map(Object.entries(options.meanings)),
  };
  return { system, read: (row) => readRow(row, target, mapping, options, project, context) };
}

function readRow(
  row: TableRow,
  target: ImportTarget,
  mapping: Mapping,
  options: ImportOptions,
  project: ToLongitudeLatitude,
  context: ReadingContext,
): RowResult {
  const field: ReadField = (name) => options.set[name] ?? row.cells[mapping.get(name) ?? -1] ?? '';
  const result = target.read(field, context);
  if (!result.ok) return { ok: false, line: row.line, reason: result.reason };
  const placed = readPlace(row, field, { target, project, widthMeters: target.widthOfLine?.(result.fields) });
  if (!Array.isArray(placed)) return { ok: false, line: row.line, reason: placed };
  const hash = createHash('md5')
    .update(JSON.stringify([result.fields, placed]))
    .digest('hex');
  return {
    ok: true,
    row: {
      line: row.line,
      key: result.key,
      hash,
      geometries: placed,
      fields: result.fields,
      others: result.others ?? [],
    },
  };
}

function readPlace(
  row: TableRow,
  field: ReadField,
  {
    target,
    project,
    widthMeters,
  }: { target: ImportTarget; project: ToLongitudeLatitude; widthMeters?: number | undefined },
): Geometry[] | Reason {
  const written = row.geometry ?? geometryOfCells(field, target);
  if (!written) return 'reasonNoPlace';
  const [x, y] = written.type === 'Point' ? written.coordinates : [0, 0];
  // Null island and unfilled cells are how systems say that they do not know.
  if (written.type === 'Point' && x === 0 && y === 0) return 'reasonNoPlace';
  const geometry = mapPositions(written, ([east = Number.NaN, north = Number.NaN]) => project(east, north));
  if (!geometry) return 'reasonImpossiblePlace';
  const parts = splitGeometry(geometry, target.geometry, widthMeters).filter(isWhole);
  return parts.length > 0 ? parts : 'reasonWrongGeometry';
}

function geometryOfCells(field: ReadField, target: ImportTarget): Geometry | undefined {
  if (target.geometry !== 'point') return parseWkt(field('wkt'));
  const [longitude, latitude] = [field('longitude'), field('latitude')].map((text) => text.trim().replace(',', '.'));
  if (!longitude || !latitude) return undefined;
  return { type: 'Point', coordinates: [Number(longitude), Number(latitude)] };
}

/** A ring needs four positions and must close; a line needs two. */
function isWhole(geometry: Geometry): boolean {
  if (geometry.type === 'LineString') return geometry.coordinates.length >= 2;
  const polygons =
    geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.type === 'MultiPolygon' ? geometry.coordinates : [];
  return polygons.every((rings) => rings.length > 0 && rings.every(isClosed));
}

function isClosed(ring: number[][]): boolean {
  const [first, last] = [ring[0], ring.at(-1)];
  return ring.length >= 4 && first?.[0] === last?.[0] && first?.[1] === last?.[1];
}
