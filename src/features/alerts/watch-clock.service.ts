import { inTransaction } from '../../../db/client/transaction.ts';
import type { Context } from '../../server/context.ts';
import { eraseEndedWatches, listDueWatchEntries, lockWatchEntry } from './watch-list.queries.ts';
import { move } from './watch-list.service.ts';

/** More than these at once wait for the next minute. */
const entriesPerRun = 200;

/** For how long it is kept what was watched after it has ended. */
export const keptDaysAfterEnd = 90;

/**
 * Has approved entries watched from their hour on and ends those whose time is over; what nobody approved in time is
 * taken back. For the system itself (the job `watch.clock`). Returns how many were changed.
 */
export async function runWatchClock(context: Context): Promise<number> {
  const { database, now } = context;
  const due = await listDueWatchEntries(database, now, entriesPerRun);
  // One by one: on the embedded engine an open transaction holds everybody else up.
  for (const { id } of due)
    await inTransaction(database, async (transaction) => {
      const entry = await lockWatchEntry(transaction, id);
      if (!entry) return;
      const within = { ...context, database: transaction };
      let { state } = entry;
      if (state === 'approved' && entry.startsAt <= now) {
        await move(within, { ...entry, state }, 'active');
        state = 'active';
      }
      if (entry.expiresAt > now) return;
      if (state === 'active') await move(within, { ...entry, state }, 'expired');
      if (state === 'requested') await move(within, { ...entry, state }, 'revoked');
    });
  return due.length;
}

/** Forgets what was watched, three months after it has ended; returns how many. Part of the nightly retention job. */
export function sweepWatches({ database, now }: Pick<Context, 'database' | 'now'>): Promise<number> {
  return eraseEndedWatches(database, new Date(now.getTime() - keptDaysAfterEnd * 86_400_000), now);
}
