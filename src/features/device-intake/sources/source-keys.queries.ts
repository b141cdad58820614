import { sql } from 'kysely';
import type { Database } from '../../../../db/client/database.ts';

/** A source's keys, the newest first; those that ended long ago are left out. */
export function listKeys(database: Database, sourceId: string, endedAfter: Date) {
  return database
    .selectFrom('sourceKey')
    .where('sourceId', '=', sourceId)
    .where((row) => row.or([row('endsAt', 'is', null), row('endsAt', '>', endedAfter)]))
    .select(['number', 'createdAt', 'endsAt'])
    .orderBy('number', 'desc')
    .execute();
}

/** Adds a source's next key and returns its number. Two at once break on the key of the table. */
export async function insertKey(database: Database, sourceId: string, createdAt: Date): Promise<number> {
  const { rows } = await sql<{ number: number }>`
    insert into source_key (source_id, number, created_at)
    select ${sourceId}, coalesce(max(number), 0) + 1, ${createdAt} from source_key where source_id = ${sourceId}
    returning number`.execute(database);
  return rows[0]?.number ?? 1;
}

/** Keys before `number` end: the last one then, those before it now. */
export async function endOlderKeys(
  database: Database,
  key: { sourceId: string; number: number; now: Date; lastEndsAt: Date },
): Promise<void> {
  await sql`
    update source_key set ends_at = least(ends_at, case when number = ${key.number - 1}
      then ${key.lastEndsAt}::timestamptz else ${key.now}::timestamptz end)
    where source_id = ${key.sourceId} and number < ${key.number}`.execute(database);
}

/** Ends a key now; false when there is none of that number that is still good. */
export async function endKey(database: Database, sourceId: string, number: number, now: Date): Promise<boolean> {
  const result = await database
    .updateTable('sourceKey')
    .set({ endsAt: now })
    .where('sourceId', '=', sourceId)
    .where('number', '=', number)
    .where((row) => row.or([row('endsAt', 'is', null), row('endsAt', '>', now)]))
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}
