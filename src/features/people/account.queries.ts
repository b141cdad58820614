import { sql } from 'kysely';
import type { Database } from '../../../db/client/database.ts';

/** The account with the hash of its password, when it has one. */
export function findAccount(database: Database, accountId: string) {
  return database
    .selectFrom('account')
    .leftJoin('accountPassword', 'accountPassword.accountId', 'account.id')
    .where('account.id', '=', accountId)
    .select([
      'account.id',
      'account.displayName',
      'account.verification',
      'account.locale',
      'account.isAdministrator',
      'account.createdAt',
      'accountPassword.hash',
    ])
    .executeTakeFirstOrThrow();
}

export function listContacts(database: Database, accountId: string) {
  return database
    .selectFrom('accountContact')
    .where('accountId', '=', accountId)
    .orderBy('kind')
    .select(['kind', 'value', 'verifiedAt'])
    .execute();
}

/** Every membership that the account holds or held, the newest first. */
export function listMemberships(database: Database, accountId: string) {
  return database
    .selectFrom('membership')
    .innerJoin('organisation', 'organisation.id', 'membership.organisationId')
    .where('accountId', '=', accountId)
    .orderBy('membership.validFrom', 'desc')
    .select([
      'membership.id',
      'membership.role',
      'membership.position',
      'membership.isActing',
      'membership.validFrom',
      'membership.validTo',
      'organisation.nameTh',
      'organisation.nameEn',
    ])
    .execute();
}

/** Sessions that are open, the newest first. */
export function listSessions(database: Database, accountId: string, now: Date) {
  return database
    .selectFrom('session')
    .where('accountId', '=', accountId)
    .where('expiresAt', '>', now)
    .orderBy('createdAt', 'desc')
    .select(['tokenHash', 'createdAt', 'expiresAt'])
    .execute();
}

export async function updateProfile(
  database: Database,
  accountId: string,
  profile: { displayName: string; locale: string },
): Promise<void> {
  await database.updateTable('account').set(profile).where('id', '=', accountId).execute();
}

/** Administrators who can still sign in, other than this account; locked, so that two cannot leave at once. */
export async function countOtherAdministrators(database: Database, accountId: string): Promise<number> {
  const rows = await database
    .selectFrom('account')
    .where('isAdministrator', '=', true)
    .where('isDisabled', '=', false)
    .where('erasedAt', 'is', null)
    .orderBy('id')
    .select('id')
    .forUpdate()
    .execute();
  return rows.filter((row) => row.id !== accountId).length;
}

/** Takes the person out of the account: what is counted by the account's id stays counted. */
export async function anonymiseAccount(
  database: Database,
  accountId: string,
  erased: { displayName: string; at: Date },
): Promise<void> {
  await database
    .deleteFrom('signInCode')
    .where('email', 'in', (from) =>
      from.selectFrom('accountContact').where('accountId', '=', accountId).where('kind', '=', 'email').select('value'),
    )
    .execute();
  await database
    .updateTable('invitation')
    .set({ email: '' })
    .where((row) =>
      row.or([
        row('acceptedBy', '=', accountId),
        row('email', 'in', (from) =>
          from
            .selectFrom('accountContact')
            .where('accountId', '=', accountId)
            .where('kind', '=', 'email')
            .select('value'),
        ),
      ]),
    )
    .execute();
  await database.deleteFrom('accountContact').where('accountId', '=', accountId).execute();
  await database.deleteFrom('accountPassword').where('accountId', '=', accountId).execute();
  await database
    .updateTable('membership')
    .set({ position: '', validTo: sql<string>`coalesce(valid_to, greatest(valid_from, ${erased.at}::date))` })
    .where('accountId', '=', accountId)
    .execute();
  await database
    .updateTable('patrolUnitMember')
    .set({ validTo: sql<string>`coalesce(valid_to, greatest(valid_from, ${erased.at}::date))` })
    .where('accountId', '=', accountId)
    .execute();
  await database
    .updateTable('account')
    .set({ displayName: erased.displayName, erasedAt: erased.at, isDisabled: true, isAdministrator: false })
    .where('id', '=', accountId)
    .execute();
}
