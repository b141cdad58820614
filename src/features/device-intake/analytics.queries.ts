import type { Database } from '../../../db/client/database.ts';

/** The zone of a camera and whether its owner shares it; undefined for one that was removed or is not there. */
export function findReadingCamera(database: Database, id: string) {
  return database
    .selectFrom('camera')
    .where('id', '=', id)
    .where('condition', '<>', 'removed')
    .select(['id', 'zoneId', 'link'])
    .executeTakeFirst();
}

/** Remembers a signed message; false when it was taken before. */
export async function rememberMessage(
  database: Database,
  message: { deviceId: string; webhookId: string; expiresAt: Date },
): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await database
    .insertInto('deviceMessage')
    .values(message)
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  return (numInsertedOrUpdatedRows ?? 0n) > 0n;
}
