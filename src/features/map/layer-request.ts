import { type RawBuilder, sql } from 'kysely';
import type { Bounds } from '../../compute/geometry/tiles.ts';
import type { Filters } from './map.schema.ts';
import type { MapRights } from './rights.ts';

/** What is wanted of one layer: where, how near, of what, and for whom. */
export interface LayerRequest {
  zoom: number;
  bounds: Bounds;
  /** Of a tile, its own bounds without what it reaches over its edge. */
  inner?: Bounds;
  filters: Filters;
  rights: MapRights;
}

/**
 * A layer's things as a query: the layer's fields as columns and the geometry in degrees as `shape`. Tiles, lists and
 * counts are all made from it, so that none can show what another hides.
 */
export type LayerRows = RawBuilder<unknown>;

/** The bounds as a geometry. */
export const box = ({ bounds: [west, south, east, north] }: Pick<LayerRequest, 'bounds'>): RawBuilder<unknown> =>
  sql`st_makeenvelope(${west}, ${south}, ${east}, ${north}, 4326)`;

/** Whether a shape's middle is in these bounds: of the tiles that the shape is cut into, that one carries its name. */
export const holds = ({ bounds, inner }: LayerRequest, middle: RawBuilder<unknown>): RawBuilder<boolean> =>
  sql<boolean>`st_intersects(${middle}, ${box({ bounds: inner ?? bounds })})`;

/** Whether the zone is the one that was asked for; true when none was. */
export function isWantedZone(zoneId: string, { zone }: Filters): RawBuilder<boolean> {
  if (zone === undefined) return sql<boolean>`true`;
  return sql<boolean>`${sql.ref(zoneId)} = (select wanted.id from zone as wanted where wanted.slug = ${zone})`;
}

/** Whether the column's id is among these. */
export const isAmong = (column: string, ids: readonly string[]): RawBuilder<boolean> =>
  ids.length === 0 ? sql<boolean>`false` : sql<boolean>`${sql.ref(column)} = any(${ids}::uuid[])`;
