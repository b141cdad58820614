import { inTransaction } from '../../../db/client/transaction.ts';
import type { JsonObject } from '../../../db/types.ts';
import { anonymous } from '../../server/access.ts';
import type { Context } from '../../server/context.ts';
import { lockCamera, updateCondition } from './cameras.queries.ts';
import { coverMoves, recordChange } from './changes.ts';

/** A condition that a device's signals show, and how its history calls the change. */
export interface FoundCondition {
  from: string;
  to: string;
  type: string;
  payload?: JsonObject;
}

/**
 * Changes a camera's condition as its own signals show it, unless somebody has changed it meanwhile; coverage follows.
 * For the system itself, so there is no viewer to check, and the history names nobody.
 */
export async function noteCameraCondition(
  { database, now, jobs }: Context,
  id: string,
  { from, to, type, payload = {} }: FoundCondition,
): Promise<void> {
  await inTransaction(database, async (transaction) => {
    const camera = await lockCamera(transaction, id);
    if (camera?.condition !== from) return;
    await updateCondition(transaction, id, { condition: to, changedAt: now });
    const context = { database: transaction, viewer: anonymous, now, jobs };
    await recordChange(context, camera, type, { ...payload, changes: { condition: { from, to } } });
    await coverMoves(context, transaction);
  });
}
