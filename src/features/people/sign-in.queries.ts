import { type Insertable, sql } from 'kysely';
import type { Database } from '../../../db/client/database.ts';
import type { Account, AccountContact, SignInCode } from '../../../db/types.ts';
import { newId } from '../../server/identifiers.ts';

/** The account that may sign in by this address, with its password when it has one. */
export function findAccountByEmail(database: Database, email: string) {
  return database
    .selectFrom('accountContact')
    .innerJoin('account', 'account.id', 'accountContact.accountId')
    .leftJoin('accountPassword', 'accountPassword.accountId', 'account.id')
    .where('accountContact.kind', '=', 'email')
    .where('accountContact.value', '=', email)
    .where('account.erasedAt', 'is', null)
    .select(['account.id', 'account.isDisabled', 'account.isDemonstration', 'account.locale', 'accountPassword.hash'])
    .executeTakeFirst();
}

/** An account of the demonstration that may be signed in to with one press. */
export function findDemonstrationAccount(database: Database, accountId: string) {
  return database
    .selectFrom('account')
    .where('id', '=', accountId)
    .where('isDemonstration', '=', true)
    .where('isDisabled', '=', false)
    .where('erasedAt', 'is', null)
    .select('id')
    .executeTakeFirst();
}

/**
 * Accounts of the demonstration that have a password, one row a membership; those without stand for the crowd. By their
 * address, so that officer@ comes before officer2@ of the other station.
 */
export async function listDemonstrationAccounts(database: Database) {
  const { rows } = await sql<{
    id: string;
    displayName: string;
    role: string;
    nameTh: string | null;
    nameEn: string | null;
  }>`
    select id, display_name, role, name_th, name_en from (
    select distinct on (role, name_th) * from (
      select a.id, a.display_name, split_part(c.value, '@', 1) as mailbox,
        case when a.is_administrator then 'administrator' else coalesce(m.role, 'resident') end as role,
        o.name_th, o.name_en
      from account a
      join account_password p on p.account_id = a.id
      left join account_contact c on c.account_id = a.id and c.kind = 'email'
      left join membership m on m.account_id = a.id and m.valid_to is null
      left join organisation o on o.id = m.organisation_id
      where a.is_demonstration and not a.is_disabled and a.erased_at is null
    ) named order by role, name_th, mailbox) chosen order by mailbox limit 40`.execute(database);
  return rows;
}

export async function insertCode(database: Database, code: Insertable<SignInCode>): Promise<void> {
  await database.insertInto('signInCode').values(code).execute();
}

/** The code, locked until the transaction ends, so that two tries at once count as two. */
export function findCodeForTry(database: Database, id: string, now: Date) {
  return database
    .selectFrom('signInCode')
    .where('id', '=', id)
    .where('usedAt', 'is', null)
    .where('expiresAt', '>', now)
    .where('attempts', '<', 5)
    .select(['id', 'email', 'codeHash', 'attempts', 'displayName', 'passwordHash', 'locale'])
    .forUpdate()
    .executeTakeFirst();
}

/** Codes of an address that were asked for since the moment. */
export async function countCodesSince(database: Database, email: string, since: Date): Promise<number> {
  const { count } = await database
    .selectFrom('signInCode')
    .where('email', '=', email)
    .where('createdAt', '>', since)
    .select(sql<number>`count(*)::int`.as('count'))
    .executeTakeFirstOrThrow();
  return count;
}

export async function countTry(database: Database, id: string): Promise<void> {
  await database
    .updateTable('signInCode')
    .set((row) => ({ attempts: row('attempts', '+', 1) }))
    .where('id', '=', id)
    .execute();
}

/** Uses the code up and forgets what waited beside it. */
export async function markCodeUsed(database: Database, id: string, now: Date): Promise<void> {
  await database
    .updateTable('signInCode')
    .set({ usedAt: now, displayName: null, passwordHash: null })
    .where('id', '=', id)
    .execute();
}

export async function insertAccount(database: Database, account: Insertable<Account>): Promise<void> {
  await database.insertInto('account').values(account).execute();
}

export async function insertContact(database: Database, contact: Insertable<AccountContact>): Promise<void> {
  await database.insertInto('accountContact').values(contact).execute();
}

/** Notes that the address answers, and lifts the account's verification to `contact` when it had none. */
export async function markContactVerified(
  database: Database,
  accountId: string,
  email: string,
  now: Date,
): Promise<void> {
  await database
    .updateTable('accountContact')
    .set({ verifiedAt: now })
    .where('kind', '=', 'email')
    .where('value', '=', email)
    .where('verifiedAt', 'is', null)
    .execute();
  await database
    .updateTable('account')
    .set({ verification: 'contact' })
    .where('id', '=', accountId)
    .where('verification', '=', 'none')
    .execute();
}

export async function savePassword(database: Database, accountId: string, hash: string, now: Date): Promise<void> {
  await database
    .insertInto('accountPassword')
    .values({ accountId, hash, changedAt: now })
    .onConflict((conflict) => conflict.column('accountId').doUpdateSet({ hash, changedAt: now }))
    .execute();
}

export type AttemptKind = 'password' | 'vouch';

export async function countAttemptsSince(
  database: Database,
  kind: AttemptKind,
  subjectHash: string,
  since: Date,
): Promise<number> {
  const { count } = await database
    .selectFrom('signInAttempt')
    .where('kind', '=', kind)
    .where('subjectHash', '=', subjectHash)
    .where('attemptedAt', '>', since)
    .select(sql<number>`count(*)::int`.as('count'))
    .executeTakeFirstOrThrow();
  return count;
}

export async function insertAttempt(
  database: Database,
  kind: AttemptKind,
  subjectHash: string,
  attemptedAt: Date,
): Promise<void> {
  await database.insertInto('signInAttempt').values({ id: newId(), kind, subjectHash, attemptedAt }).execute();
}
