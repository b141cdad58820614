import { inTransaction } from '../../../db/client/transaction.ts';
import type { Context } from '../../server/context.ts';
import { lostCondition } from './conditions.ts';
import { noteCondition } from './note-condition.ts';
import { deleteExpiredMessages, keepWatch, listMissed, lockMissed } from './signals.queries.ts';

/** More than these at once wait for the next minute. */
const devicesPerRun = 500;

/**
 * Takes devices that were heard before and have missed three intervals for lost: cameras `offline`, posts `silent`.
 * While nobody listened, because the portal itself was away, nobody missed anything. For the system itself (the job
 * `device.watch`), so there is no viewer to check. Returns how many were lost.
 */
export async function watchDevices(context: Context): Promise<number> {
  const { database, now } = context;
  const listeningSince = await keepWatch(database, now);
  await deleteExpiredMessages(database, now);
  const missed = await listMissed(database, { now, listeningSince, limit: devicesPerRun });
  for (const device of missed) {
    // One by one: on the embedded engine an open transaction holds everybody else up.
    await inTransaction(database, async (transaction) => {
      const lastHeardAt = await lockMissed(transaction, device.id, { now, listeningSince });
      if (!lastHeardAt) return;
      const found = { from: 'working', to: lostCondition[device.kind], type: 'signal-lost' };
      const payload = { lastHeardAt: lastHeardAt.toISOString() };
      await noteCondition({ ...context, database: transaction }, device, { ...found, payload });
    });
  }
  return missed.length;
}
