import type { Transaction } from 'kysely';
import { inTransaction } from '../../../db/client/transaction.ts';
import type { DB } from '../../../db/types.ts';
import { requireMay, requireSomewhere } from '../../server/access.ts';
import { recordLook, recordTileLook } from '../../server/audit.ts';
import type { Context } from '../../server/context.ts';
import { AppError, notFound } from '../../server/errors.ts';
import { appendEvent } from '../../server/events.ts';
import { encodeEventId } from '../../server/live/event-id.ts';
import { positionsOf } from '../../server/live/streams.ts';
import { dismissedAlertDays } from '../../server/retention-settings.ts';
import {
  deleteDismissed,
  findAlert,
  findKeptDays,
  listAlertHistory,
  listAlerts,
  listHits,
  lockAlert,
  updateAlert,
} from './alerts.queries.ts';
import { type AlertState, waitingAlertStates } from './alerts.states.ts';
import { tellAlert } from './telling.ts';
import { maskWatched } from './watched.ts';

const mostListed = 200;
const mostHits = 100;
const mostOfHistory = 50;

/** The layer under which reading the masked list is on record, once an hour per person and zone. */
const auditLayer = 'alerts';

/** The alerts of the viewer's zones, masked, those that wait first; `eventId` is where the live stream goes on. */
export async function getAlerts(context: Context) {
  const { database, viewer, now } = context;
  const zoneIds = requireSomewhere(viewer, 'alert.work');
  await recordTileLook(database, { viewer, zoneIds, layer: auditLayer, now });
  const eventId = encodeEventId(await positionsOf(context, zoneIds));
  const alerts = await listAlerts(database, zoneIds, mostListed);
  return {
    zoneIds,
    eventId,
    isDemonstration: alerts.some((alert) => alert.isDemonstration),
    alerts: alerts.map(({ watched, ...alert }) => ({ ...alert, masked: maskWatched(alert.kind, watched) })),
  };
}

/** One alert, masked, with its sightings, what happened to it, and who opened it. */
export async function getAlert(context: Context, id: string) {
  const { database, viewer, now } = context;
  const { watched, ...alert } = (await findAlert(database, id)) ?? notFound();
  requireMay(viewer, 'alert.work', alert.zoneId);
  await recordTileLook(database, { viewer, zoneIds: [alert.zoneId], layer: auditLayer, now });
  const [hits, history] = await Promise.all([
    listHits(database, id, mostHits),
    listAlertHistory(database, id, mostOfHistory),
  ]);
  return {
    ...alert,
    masked: maskWatched(alert.kind, watched),
    isErased: watched === null,
    isWaiting: waitingAlertStates.includes(alert.state),
    sightings: hits.map(({ readText: _, ...hit }) => hit),
    history,
  };
}

/** What is watched and what was read of it, in full: for an officer who says why. On record before it is told. */
export async function openAlert(context: Context, id: string, reason: string) {
  const { database, viewer, now } = context;
  const { zoneId, watched } = (await findAlert(database, id)) ?? notFound();
  requireMay(viewer, 'alert.work', zoneId);
  await recordLook(database, { viewer, zoneId, action: 'alert-opened', subject: 'alert', subjectId: id, reason, now });
  const hits = await listHits(database, id, mostHits);
  return { watched: watched ?? '', read: new Map(hits.map((hit) => [hit.id, hit.readText])) };
}

/** Dismisses an alert with a reason: it was not what is watched, or is of no matter. Deleted after some weeks. */
export async function dismissAlert(context: Context, id: string, reason: string): Promise<void> {
  await inTransaction(context.database, async (transaction) => {
    const state = await lockWaiting(context, transaction, id);
    await move({ ...context, database: transaction }, id, state, { to: 'dismissed', reason });
    await tellAlert(context, transaction, id);
  });
}

/**
 * Confirms an alert that waits, in the transaction that is open, and returns what its incident needs to be recorded.
 * `linkIncident` is to follow.
 */
export async function takeForIncident(context: Context, transaction: Transaction<DB>, id: string) {
  const state = await lockWaiting(context, transaction, id);
  if (state === 'new') await move({ ...context, database: transaction }, id, state, { to: 'confirmed' });
  return (await findAlert(transaction, id)) ?? notFound();
}

/** Puts the incident that an alert has become into it, and tells the officers. The last thing in its transaction. */
export async function linkIncident(
  context: Context,
  transaction: Transaction<DB>,
  id: string,
  incidentId: string,
): Promise<void> {
  await move({ ...context, database: transaction }, id, 'confirmed', { to: 'incident', incidentId });
  await tellAlert(context, transaction, id);
}

async function lockWaiting({ viewer }: Context, transaction: Transaction<DB>, id: string): Promise<string> {
  const { state, zoneId } = (await lockAlert(transaction, id)) ?? notFound();
  requireMay(viewer, 'alert.work', zoneId);
  if (!waitingAlertStates.includes(state)) throw new AppError('conflict', `it is ${state} by now`);
  return state;
}

async function move(
  { database, viewer, now }: Context,
  id: string,
  from: string,
  { to, incidentId, reason }: { to: AlertState; incidentId?: string; reason?: string },
): Promise<void> {
  const { zoneId } = (await lockAlert(database, id)) ?? notFound();
  await updateAlert(database, id, {
    state: to,
    changedAt: now,
    ...(incidentId && { incidentId }),
    ...(reason && { reason }),
  });
  const subject = { zoneId, subject: 'alert', subjectId: id } as const;
  // Why it was dismissed may name somebody: it stands in the alert, and goes with it.
  const payload = { from, to, ...(incidentId && { incidentId }) };
  await appendEvent(database, { ...subject, type: to, viewer, occurredAt: now, payload });
}

/** Deletes alerts that were dismissed long enough ago; returns how many. Part of the nightly retention job. */
export async function sweepAlerts({ database, now }: Pick<Context, 'database' | 'now'>): Promise<number> {
  const days = (await findKeptDays(database, dismissedAlertDays.key)) ?? dismissedAlertDays.usual;
  return deleteDismissed(database, new Date(now.getTime() - days * 86_400_000));
}
