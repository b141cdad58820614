import { sql } from 'kysely';
import type { Database } from '../../../db/client/database.ts';
import type { ZoneBox } from './rights.ts';

/** Every zone with the box around its boundary. */
export async function listZoneBoxes(database: Database): Promise<ZoneBox[]> {
  const { rows } = await sql<{ id: string; slug: string; west: number; south: number; east: number; north: number }>`
    select id, slug, st_xmin(boundary) as west, st_ymin(boundary) as south, st_xmax(boundary) as east,
      st_ymax(boundary) as north
    from zone order by slug`.execute(database);
  return rows.map(({ id, slug, west, south, east, north }) => ({ id, slug, bounds: [west, south, east, north] }));
}
