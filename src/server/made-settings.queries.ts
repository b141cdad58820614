import type { Database } from '../../db/client/database.ts';

/** The value of a setting that is made once: what is there already wins over what is offered. */
export async function findOrInsertSetting(
  database: Database,
  setting: { key: string; value: string; updatedAt: Date },
): Promise<unknown> {
  await database
    .insertInto('setting')
    .values({ ...setting, value: JSON.stringify(setting.value) })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  const row = await database
    .selectFrom('setting')
    .where('key', '=', setting.key)
    .select('value')
    .executeTakeFirstOrThrow();
  return row.value;
}
