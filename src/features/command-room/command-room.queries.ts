import { sql } from 'kysely';
import type { Database } from '../../../db/client/database.ts';

/** The box around all of these zones together: `[west, south, east, north]`. */
export async function findBounds(
  database: Database,
  zoneIds: readonly string[],
): Promise<[number, number, number, number] | undefined> {
  const { rows } = await sql<{ west: number | null; south: number; east: number; north: number }>`
    select st_xmin(box) as west, st_ymin(box) as south, st_xmax(box) as east, st_ymax(box) as north
    from (select st_extent(boundary) as box from zone where id = any(${zoneIds}::uuid[])) as together`.execute(
    database,
  );
  const [box] = rows;
  return box && box.west !== null ? [box.west, box.south, box.east, box.north] : undefined;
}
