import { inTransaction } from '../../../../db/client/transaction.ts';
import { requireAdministrator } from '../../../server/access.ts';
import type { Context } from '../../../server/context.ts';
import { notFound } from '../../../server/errors.ts';
import { type MadeKey, makeNextKey } from '../next-key.ts';
import { endKey, endOlderKeys, insertKey } from './source-keys.queries.ts';
import { findSource } from './sources.queries.ts';
import { noteSource } from './sources.service.ts';

/** Makes a source its next key, for administrators. */
export async function makeKey(context: Context, id: string): Promise<MadeKey> {
  requireAdministrator(context.viewer);
  const { zoneId } = (await findSource(context.database, id)) ?? notFound();
  const { now } = context;
  return makeNextKey(context, id, {
    insert: (transaction) => insertKey(transaction, id, now),
    endOlder: (transaction, number, lastEndsAt) => endOlderKeys(transaction, { sourceId: id, number, now, lastEndsAt }),
    note: (transaction, number) =>
      noteSource({ ...context, database: transaction }, { id, zoneId }, 'key-made', { number }),
  });
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
