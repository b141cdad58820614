import type { Database } from '../../../db/client/database.ts';

/** Forgets how to reach whoever filed the account's reports; the reports themselves stay and stay counted. */
export async function deleteContactsOfReporter(database: Database, accountId: string): Promise<void> {
  await database
    .deleteFrom('reportContact')
    .where('reportId', 'in', (from) => from.selectFrom('report').where('accountId', '=', accountId).select('id'))
    .execute();
}
