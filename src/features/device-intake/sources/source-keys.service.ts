import { inTransaction } from '../../../../db/client/transaction.ts';
import { writeWebhookKey } from '../../../formats/standard-webhooks.ts';
import { requireAdministrator } from '../../../server/access.ts';
import type { Context } from '../../../server/context.ts';
import { AppError, notFound } from '../../../server/errors.ts';
import { newSecret } from '../../../server/identifiers.ts';
import { deriveKey, keySettingName } from '../../../server/key-secret.ts';
import { findOrInsertSetting } from '../../../server/made-settings.queries.ts';
import { breaksUnique } from '../../../server/unique.ts';
import { endKey, endOlderKeys, insertKey } from './source-keys.queries.ts';
import { findSource } from './sources.queries.ts';
import { noteSource } from './sources.service.ts';

/** How long the key before a new one is good, for somebody to bring the new one to the other system. */
export const rotationHours = 24;

/**
 * Makes a source its next key and returns it, as it is written for people: the one time that it is told. The key before
 * stays good for a day, older ones end.
 */
export async function makeKey(context: Context, id: string): Promise<{ number: number; key: string }> {
  requireAdministrator(context.viewer);
  const { database, now } = context;
  const { zoneId } = (await findSource(database, id)) ?? notFound();
  const setting = { key: keySettingName, value: newSecret(), updatedAt: now };
  const serverSecret = String(await findOrInsertSetting(database, setting));
  const lastEndsAt = new Date(now.getTime() + rotationHours * 3_600_000);
  const number = await inTransaction(database, async (transaction) => {
    const made = await insertKey(transaction, id, now).catch(asConflict);
    await endOlderKeys(transaction, { sourceId: id, number: made, now, lastEndsAt });
    await noteSource({ ...context, database: transaction }, { id, zoneId }, 'key-made', { number: made });
    return made;
  });
  return { number, key: writeWebhookKey(deriveKey(serverSecret, id, number)) };
}

/** Ends a key at once: what is signed with it alone is taken no longer. */
export async function revokeKey(context: Context, id: string, { number }: { number: number }): Promise<void> {
  requireAdministrator(context.viewer);
  const { zoneId } = (await findSource(context.database, id)) ?? notFound();
  await inTransaction(context.database, async (transaction) => {
    if (!(await endKey(transaction, id, number, context.now))) notFound();
    await noteSource({ ...context, database: transaction }, { id, zoneId }, 'key-ended', { number });
  });
}

function asConflict(error: unknown): never {
  if (breaksUnique(error)) throw new AppError('conflict', 'another key was made at the same moment');
  throw error;
}
