import { sql } from 'kysely';
import type { Database } from '../../db/client/database.ts';
import type { Position } from '../compute/geometry/position.ts';

/** The geometry of a point, for use inside a statement. */
export const pointOf = ([longitude, latitude]: Position) =>
  sql<string>`st_setsrid(st_makepoint(${longitude}::float8, ${latitude}::float8), 4326)`;

export async function isPlaceInZone(database: Database, zoneId: string, place: Position): Promise<boolean> {
  const row = await database
    .selectFrom('zone')
    .where('id', '=', zoneId)
    .where(sql<boolean>`st_intersects(boundary, ${pointOf(place)})`)
    .select('id')
    .executeTakeFirst();
  return row !== undefined;
}
