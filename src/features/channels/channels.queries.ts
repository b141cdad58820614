import type { Insertable } from 'kysely';
import type { Database } from '../../../db/client/database.ts';
import type { Message } from '../../../db/types.ts';

/** Adds a message unless one of the same key is there already; returns whether it is new. */
export async function insertMessage(database: Database, message: Insertable<Message>): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await database
    .insertInto('message')
    .values(message)
    .onConflict((conflict) => conflict.column('key').doNothing())
    .executeTakeFirst();
  return numInsertedOrUpdatedRows === 1n;
}

/** A message that has not been sent yet. */
export function findWaitingMessage(database: Database, id: string) {
  return database
    .selectFrom('message')
    .where('id', '=', id)
    .where('sentAt', 'is', null)
    .select(['id', 'channel', 'recipient', 'locale', 'title', 'body', 'linkPath', 'followReportId'])
    .executeTakeFirst();
}

/** Notes that a message was sent, and forgets to whom and what. */
export async function markMessageSent(database: Database, id: string, sentAt: Date): Promise<void> {
  await database.updateTable('message').set({ sentAt, recipient: null, body: '' }).where('id', '=', id).execute();
}

/** Deletes messages of before a moment, sent or given up; returns how many. */
export async function deleteMessagesBefore(database: Database, moment: Date): Promise<number> {
  const { numDeletedRows } = await database.deleteFrom('message').where('createdAt', '<', moment).executeTakeFirst();
  return Number(numDeletedRows);
}
