import { sql } from 'kysely';
import type { Database } from '../../../db/client/database.ts';

/**
 * Adds up to `limit` changed counts to the counts of their cells, and returns how many there were. They are taken in
 * the order of the index, which skips what earlier calls have taken; the table itself would be read from its start.
 */
export async function mergeChanges(database: Database, limit: number): Promise<number> {
  const { rows } = await sql<{ merged: number }>`
    with taken as (
      delete from incident_cell_change
      where ctid = any(array(
        select ctid from incident_cell_change order by audience, level, kind, x limit ${limit}
      ))
      returning audience, level, kind, x, y, month, zone_id, count
    ), added as (
      insert into incident_cell (audience, level, kind, x, y, month, zone_id, count)
      select audience, level, kind, x, y, month, zone_id, sum(count)
      from taken group by audience, level, kind, x, y, month, zone_id
      order by audience, level, kind, x, y, month, zone_id
      on conflict (audience, level, kind, x, y, month, zone_id)
      do update set count = incident_cell.count + excluded.count
    )
    select count(*)::integer as merged from taken`.execute(database);
  return rows[0]?.merged ?? 0;
}

/** Takes cells away in which nothing is left. */
export async function deleteEmptyCells(database: Database): Promise<void> {
  await database.deleteFrom('incidentCell').where('count', '=', 0).execute();
}
