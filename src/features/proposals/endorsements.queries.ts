import { sql } from 'kysely';
import type { Database } from '../../../db/client/database.ts';

export async function insertEndorsement(
  database: Database,
  row: { proposalId: string; accountId: string; createdAt: Date },
): Promise<boolean> {
  const written = await database
    .insertInto('proposalEndorsement')
    .values(row)
    .onConflict((conflict) => conflict.doNothing())
    .returning('accountId')
    .executeTakeFirst();
  return written !== undefined;
}

export async function deleteEndorsement(database: Database, proposalId: string, accountId: string): Promise<boolean> {
  const gone = await database
    .deleteFrom('proposalEndorsement')
    .where('proposalId', '=', proposalId)
    .where('accountId', '=', accountId)
    .returning('accountId')
    .executeTakeFirst();
  return gone !== undefined;
}

/** Those who backed one proposal back the other too, each once. */
export async function copyEndorsements(database: Database, from: string, to: string): Promise<void> {
  await database
    .insertInto('proposalEndorsement')
    .columns(['proposalId', 'accountId', 'createdAt'])
    .expression(
      database
        .selectFrom('proposalEndorsement')
        .where('proposalId', '=', from)
        .select([sql<string>`${to}::uuid`.as('proposalId'), 'accountId', 'createdAt']),
    )
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}
