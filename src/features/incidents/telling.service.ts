import type { Transaction } from 'kysely';
import { inTransaction } from '../../../db/client/transaction.ts';
import type { DB } from '../../../db/types.ts';
import type { Context } from '../../server/context.ts';
import { tell } from '../../server/live/streams.ts';
import { findLive, type LiveRow, listDueForPublic, lockResponses, updateResponse } from './incidents.queries.ts';
import { commandView, exactView, isForPublic, publicView } from './incidents.views.ts';

/**
 * Tells a new or changed incident to everybody who may hear of it. The last thing in its transaction, because it holds
 * the zone's streams until commit.
 */
export async function tellIncident(
  context: Pick<Context, 'jobs' | 'now'>,
  transaction: Transaction<DB>,
  incidentId: string,
): Promise<void> {
  const row = await findLive(transaction, incidentId);
  if (!row) return;
  const mustWithdraw = row.publishedAt !== null && !isForPublic(row);
  if (mustWithdraw) await updateResponse(transaction, row.id, { publishedAt: null });
  const isPublishedNow = await publishOrQueue(context, transaction, row);
  await tell(
    transaction,
    row.zoneId,
    [
      { audience: 'officer', payload: exactView(row) },
      { audience: 'commander', payload: commandView(row) },
      ...(mustWithdraw || isPublishedNow
        ? [{ audience: 'public' as const, payload: publicView(row, mustWithdraw) }]
        : []),
    ],
    context.now,
  );
}

/** Of a new incident, decides what the public hears: at once where the zone has no delay, else by a job; or nothing. */
async function publishOrQueue(
  context: Pick<Context, 'jobs' | 'now'>,
  transaction: Transaction<DB>,
  row: LiveRow,
): Promise<boolean> {
  if (row.state !== 'new' || !isForPublic(row)) return false;
  if (row.publicDelayMinutes === 0) {
    await updateResponse(transaction, row.id, { publishedAt: context.now });
    return true;
  }
  const startAfter = new Date(context.now.getTime() + row.publicDelayMinutes * 60_000);
  await context.jobs.send(transaction, 'incident.publish', { incidentId: row.id, change: 'recorded' }, { startAfter });
  return false;
}

/**
 * Tells the public of an incident whose delay is over: the job `incident.publish`. Does nothing when it has been told
 * already, or must not be: it is grave, sensitive, merged or a false alarm by now.
 */
export function publishIncident(context: Pick<Context, 'database' | 'now'>, incidentId: string): Promise<void> {
  return inTransaction(context.database, async (transaction) => {
    await lockResponses(transaction, [incidentId]);
    const row = await findLive(transaction, incidentId);
    if (!row || row.publishedAt !== null || !isForPublic(row)) return;
    await updateResponse(transaction, incidentId, { publishedAt: context.now });
    await tell(transaction, row.zoneId, [{ audience: 'public', payload: publicView(row, false) }], context.now);
  });
}

/**
 * Tells the public of every incident whose delay is over and that no job of its own tells of, as those that were
 * brought in or seeded within the delay. For the system itself (the job `incident.keep-counts`).
 */
export async function publishDueIncidents(context: Pick<Context, 'database' | 'now'>): Promise<void> {
  for (const incidentId of await listDueForPublic(context.database, context.now)) {
    await publishIncident(context, incidentId);
  }
}
