import { inTransaction } from '../../../../db/client/transaction.ts';
import type { Context } from '../../../server/context.ts';
import { missSources } from './hearing.queries.ts';
import { noteSilence } from './tell-silence.ts';

/**
 * Takes sources that have been silent for longer than they may be for missed, and says so to the officers of their
 * zones. For the system itself (the job `source.watch`), so there is no viewer to check. Returns how many were missed.
 */
export function watchSources(context: Pick<Context, 'database' | 'now'>): Promise<number> {
  return inTransaction(context.database, async (transaction) => {
    const missed = await missSources(transaction, context.now);
    // In one order of zones for everybody, because telling holds the zone's stream.
    const ordered = missed.toSorted((a, b) => (a.zoneId < b.zoneId ? -1 : 1));
    for (const source of ordered) await noteSilence(context, transaction, source);
    return missed.length;
  });
}
