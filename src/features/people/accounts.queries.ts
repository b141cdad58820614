import { sql } from 'kysely';
import type { Database } from '../../../db/client/database.ts';

const mostListed = 100;

/** Accounts by name or address, with the roles that each holds today. */
export function searchAccounts(database: Database, words: string) {
  let query = database
    .selectFrom('account')
    .where('erasedAt', 'is', null)
    .select(['id', 'displayName', 'verification', 'isAdministrator', 'isDisabled', 'isDemonstration'])
    .select(
      sql<string[]>`array(select distinct m.role from membership m where m.account_id = account.id
        and (m.valid_to is null or m.valid_to >= current_date) order by 1)`.as('roles'),
    );
  if (words) {
    const pattern = `%${words.replaceAll(/[\\%_]/g, '\\$&')}%`;
    query = query.where((row) =>
      row.or([
        row('displayName', 'ilike', pattern),
        row(
          'id',
          'in',
          row
            .selectFrom('accountContact')
            .where('kind', '=', 'email')
            .where('value', '=', words.toLowerCase())
            .select('accountId'),
        ),
      ]),
    );
  }
  return query.orderBy(sql`is_administrator desc`).orderBy(sql`display_name collate th`).limit(mostListed).execute();
}

export function findAccountForAdministrator(database: Database, id: string) {
  return database
    .selectFrom('account')
    .where('id', '=', id)
    .where('erasedAt', 'is', null)
    .select(['id', 'displayName', 'verification', 'isAdministrator', 'isDisabled', 'isDemonstration', 'createdAt'])
    .executeTakeFirst();
}

export async function setDisabled(database: Database, id: string, isDisabled: boolean): Promise<void> {
  await database.updateTable('account').set({ isDisabled }).where('id', '=', id).execute();
}

export async function setAdministrator(database: Database, id: string, isAdministrator: boolean): Promise<void> {
  await database.updateTable('account').set({ isAdministrator }).where('id', '=', id).execute();
}

/** Organisations to appoint somebody to, by name. */
export function listOrganisationNames(database: Database) {
  return database
    .selectFrom('organisation')
    .where('isDisabled', '=', false)
    .select(['id', 'nameTh', 'nameEn'])
    .orderBy(sql`name_th collate th`)
    .limit(2000)
    .execute();
}
