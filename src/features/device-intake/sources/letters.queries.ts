import { type Insertable, sql, type Transaction } from 'kysely';
import type { Database } from '../../../../db/client/database.ts';
import type { DB, DeadLetter } from '../../../../db/types.ts';

/** Of one source so many are kept, the newest: a system gone mad must not fill the disk. */
const mostLetters = 500;

/** Keeps what was refused, once a message, and only the newest of a source. */
export async function insertLetter(database: Database, letter: Insertable<DeadLetter>): Promise<void> {
  await database
    .insertInto('deadLetter')
    .values(letter)
    .onConflict((conflict) => conflict.columns(['sourceId', 'webhookId']).doNothing())
    .execute();
  await sql`
    delete from dead_letter where source_id = ${letter.sourceId} and id < (
      select id from dead_letter where source_id = ${letter.sourceId} order by id desc offset ${mostLetters - 1} limit 1
    )`.execute(database);
}

/** What was refused of a source, the newest first, without what it said. */
export function listLetters(database: Database, sourceId: string, limit: number) {
  return database
    .selectFrom('deadLetter')
    .where('sourceId', '=', sourceId)
    .select(['id', 'receivedAt', 'reason', sql<number>`length(body)`.as('bytes')])
    .orderBy('id', 'desc')
    .limit(limit)
    .execute();
}

export async function countLetters(database: Database, sourceId: string): Promise<number> {
  const letters = database.selectFrom('deadLetter').where('sourceId', '=', sourceId);
  return (await letters.select(sql<number>`count(*)::int`.as('count')).executeTakeFirst())?.count ?? 0;
}

export async function listLetterIds(database: Database, sourceId: string): Promise<string[]> {
  const letters = database.selectFrom('deadLetter').where('sourceId', '=', sourceId).select('id').orderBy('id');
  return (await letters.execute()).map(({ id }) => id);
}

export function findLetter(database: Database, sourceId: string, id: string) {
  return database
    .selectFrom('deadLetter')
    .where('sourceId', '=', sourceId)
    .where('id', '=', id)
    .select(['id', 'receivedAt', 'reason', 'body'])
    .executeTakeFirst();
}

/** A letter that nobody else runs again until the transaction ends; undefined when it has left the list. */
export async function lockLetter(transaction: Transaction<DB>, id: string): Promise<boolean> {
  const row = await transaction
    .selectFrom('deadLetter')
    .where('id', '=', id)
    .select('id')
    .forUpdate()
    .executeTakeFirst();
  return row !== undefined;
}

export async function updateReason(database: Database, id: string, reason: string): Promise<void> {
  await database.updateTable('deadLetter').set({ reason }).where('id', '=', id).execute();
}

export async function deleteLetter(database: Database, id: string): Promise<boolean> {
  const result = await database.deleteFrom('deadLetter').where('id', '=', id).executeTakeFirst();
  return result.numDeletedRows > 0n;
}

/** Forgets what was refused before then, and how often others spoke for a source. */
export async function deleteBefore(database: Database, before: Date): Promise<void> {
  await database.deleteFrom('deadLetter').where('receivedAt', '<', before).execute();
  await database.deleteFrom('sourceRefusal').where('hour', '<', before).execute();
}
