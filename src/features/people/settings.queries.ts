import type { Database } from '../../../db/client/database.ts';

/** The value of a setting as it was put in, or undefined. */
export async function findSetting(database: Database, key: string): Promise<unknown> {
  const row = await database.selectFrom('setting').where('key', '=', key).select('value').executeTakeFirst();
  return row?.value;
}

export async function saveSetting(database: Database, key: string, value: unknown, updatedAt: Date): Promise<void> {
  const json = JSON.stringify(value);
  await database
    .insertInto('setting')
    .values({ key, value: json, updatedAt })
    .onConflict((conflict) => conflict.column('key').doUpdateSet({ value: json, updatedAt }))
    .execute();
}
