import type { Transaction } from 'kysely';
import { inTransaction } from '../../../db/client/transaction.ts';
import type { DB } from '../../../db/types.ts';
import { writeWebhookKey } from '../../formats/standard-webhooks.ts';
import type { Context } from '../../server/context.ts';
import { AppError } from '../../server/errors.ts';
import { newSecret } from '../../server/identifiers.ts';
import { deriveKey, keySettingName } from '../../server/key-secret.ts';
import { findOrInsertSetting } from '../../server/made-settings.queries.ts';
import { breaksUnique } from '../../server/unique.ts';

/** How long the key before a new one is good, for somebody to bring the new one to where it is used. */
export const rotationHours = 24;

/** A key as it is told, once: `whsec_` and base64. */
export interface MadeKey {
  number: number;
  key: string;
}

/** Where a sender's keys are kept, and how it is noted that there is one more. */
interface KeyBook {
  /** Adds the next key and returns its number. */
  insert(transaction: Transaction<DB>): Promise<number>;
  /** Ends every key before this one: the last at `lastEndsAt`, others now. */
  endOlder(transaction: Transaction<DB>, number: number, lastEndsAt: Date): Promise<void>;
  note(transaction: Transaction<DB>, number: number): Promise<void>;
}

/**
 * Makes a sender its next key and returns it, as it is written for people: the one time that it is told. The key before
 * stays good for a day, older ones end. For whoever has already seen to it that the viewer may.
 * @throws AppError `conflict` when another key was made at the same moment
 */
export async function makeNextKey({ database, now }: Context, senderId: string, book: KeyBook): Promise<MadeKey> {
  const setting = { key: keySettingName, value: newSecret(), updatedAt: now };
  const serverSecret = String(await findOrInsertSetting(database, setting));
  const lastEndsAt = new Date(now.getTime() + rotationHours * 3_600_000);
  const number = await inTransaction(database, async (transaction) => {
    const made = await book.insert(transaction).catch(asConflict);
    await book.endOlder(transaction, made, lastEndsAt);
    await book.note(transaction, made);
    return made;
  });
  return { number, key: writeWebhookKey(deriveKey(serverSecret, senderId, number)) };
}

function asConflict(error: unknown): never {
  if (breaksUnique(error)) throw new AppError('conflict', 'another key was made at the same moment');
  throw error;
}
