import type { Database } from '../../db/client/database.ts';

/** What an administrator has put in about help, by key. */
export async function findHelpSettings(database: Database): Promise<Map<string, unknown>> {
  const rows = await database
    .selectFrom('setting')
    .where('key', 'in', ['help-numbers', 'complaint-address'])
    .select(['key', 'value'])
    .execute();
  return new Map(rows.map((row) => [row.key, row.value]));
}
