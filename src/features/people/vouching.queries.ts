import { type Insertable, sql } from 'kysely';
import type { Database } from '../../../db/client/database.ts';
import type { VouchCode } from '../../../db/types.ts';

export function listZoneNames(database: Database, zoneIds: readonly string[]) {
  if (zoneIds.length === 0) return Promise.resolve([]);
  return database
    .selectFrom('zone')
    .where('id', 'in', zoneIds)
    .select(['id', 'nameTh', 'nameEn', 'isDemonstration'])
    .orderBy('slug')
    .execute();
}

export async function insertVouchCodes(database: Database, codes: Insertable<VouchCode>[]): Promise<void> {
  await database.insertInto('vouchCode').values(codes).execute();
}

/** How many codes the account handed out, and how many of them were used. */
export function countVouchCodes(database: Database, createdBy: string) {
  return database
    .selectFrom('vouchCode')
    .where('createdBy', '=', createdBy)
    .select([sql<number>`count(*)::int`.as('made'), sql<number>`count(used_at)::int`.as('used')])
    .executeTakeFirstOrThrow();
}

/** Takes the code for the account, if nobody has and it has not expired and is not the account's own. */
export function takeVouchCode(
  database: Database,
  code: { hash: string; accountId: string; now: Date },
): Promise<{ id: string; zoneId: string } | undefined> {
  return database
    .updateTable('vouchCode')
    .set({ usedBy: code.accountId, usedAt: code.now })
    .where('codeHash', '=', code.hash)
    .where('usedAt', 'is', null)
    .where('expiresAt', '>', code.now)
    .where('createdBy', '<>', code.accountId)
    .returning(['id', 'zoneId'])
    .executeTakeFirst();
}

export async function markResident(database: Database, accountId: string): Promise<void> {
  await database.updateTable('account').set({ verification: 'resident' }).where('id', '=', accountId).execute();
}
