import { sql } from 'kysely';
import type { Database } from '../../../db/client/database.ts';

/** Deletes what people's topic keeps no longer than it must; returns how many rows went. */
export async function deleteExpiredPeopleRows(database: Database, now: Date): Promise<number> {
  const daysAgo = (days: number): Date => new Date(now.getTime() - days * 86_400_000);
  const deleted = await Promise.all([
    database.deleteFrom('signInCode').where('expiresAt', '<', daysAgo(1)).executeTakeFirst(),
    database.deleteFrom('signInAttempt').where('attemptedAt', '<', daysAgo(1)).executeTakeFirst(),
    database
      .deleteFrom('invitation')
      .where('acceptedAt', 'is', null)
      .where('expiresAt', '<', daysAgo(30))
      .executeTakeFirst(),
    database
      .deleteFrom('vouchCode')
      .where('usedAt', 'is', null)
      .where('expiresAt', '<', daysAgo(30))
      .executeTakeFirst(),
  ]);
  // Who was invited by which address is of no use once they are members.
  await database
    .updateTable('invitation')
    .set({ email: '' })
    .where('acceptedAt', '<', daysAgo(90))
    .where(sql`email`, '<>', '')
    .execute();
  return deleted.reduce((sum, { numDeletedRows }) => sum + Number(numDeletedRows), 0);
}
