import type { Transaction } from 'kysely';
import { inTransaction } from '../../../db/client/transaction.ts';
import type { DB, JsonObject } from '../../../db/types.ts';
import { may, requireAccount, requireMay, requireSomewhere } from '../../server/access.ts';
import { recordLook, recordTileLook } from '../../server/audit.ts';
import type { Context } from '../../server/context.ts';
import { AppError, notFound } from '../../server/errors.ts';
import { appendEvent } from '../../server/events.ts';
import {
  findWatchEntry,
  listWatchEntries,
  listWatchHistory,
  listWatchLooks,
  lockWatchEntry,
  updateWatchEntry,
} from './watch-list.queries.ts';
import { openWatchStates, type WatchState } from './watch-list.states.ts';
import { maskWatched } from './watched.ts';

const daysShownAfterEnd = 30;
const mostListed = 300;
const mostOfHistory = 50;

/** The layer under which reading the masked list is on record, once an hour per person and zone. */
const auditLayer = 'watch-lists';

/** What the viewer's zones watch for, masked: what waits for approval first, then what runs, then what has ended. */
export async function getWatchLists(context: Context) {
  const { database, viewer, now } = context;
  const zoneIds = requireSomewhere(viewer, 'watch-list.see');
  await recordTileLook(database, { viewer, zoneIds, layer: auditLayer, now });
  const endedAfter = new Date(now.getTime() - daysShownAfterEnd * 86_400_000);
  const entries = await listWatchEntries(database, zoneIds, endedAfter, mostListed);
  return {
    hasManyZones: zoneIds.length > 1,
    isDemonstration: entries.some((entry) => entry.isDemonstration),
    entries: entries.map(({ watched, ...entry }) => ({ ...entry, masked: maskWatched(entry.kind, watched) })),
  };
}

/** One entry, masked, with what happened to it and who opened it; what the viewer may do with it now. */
export async function getWatchEntry(context: Context, id: string) {
  const { database, viewer, now } = context;
  const { watched, ...entry } = (await findWatchEntry(database, id)) ?? notFound();
  requireMay(viewer, 'watch-list.see', entry.zoneId);
  await recordTileLook(database, { viewer, zoneIds: [entry.zoneId], layer: auditLayer, now });
  const [history, looks] = await Promise.all([
    listWatchHistory(database, id, mostOfHistory),
    listWatchLooks(database, id, mostOfHistory),
  ]);
  const isOwn = entry.requestedBy === viewer.account?.id;
  const isWaiting = entry.state === 'requested' && entry.expiresAt > now;
  return {
    ...entry,
    masked: maskWatched(entry.kind, watched),
    isErased: watched === null,
    history,
    looks,
    isOwn,
    canApprove: isWaiting && !isOwn && may(viewer, 'watch-list.approve', entry.zoneId),
    canRevoke: openWatchStates.includes(entry.state),
  };
}

/** What is watched, in full: for an officer who says why. The look is on record before it is told. */
export async function openWatchEntry(context: Context, id: string, reason: string): Promise<string> {
  const { database, viewer, now } = context;
  const { zoneId, watched } = (await findWatchEntry(database, id)) ?? notFound();
  requireMay(viewer, 'watch-list.see', zoneId);
  const look = { action: 'watch-entry-opened', subject: 'watch-entry', subjectId: id };
  await recordLook(database, { ...look, viewer, zoneId, reason, now });
  return watched ?? notFound();
}

/**
 * Approves an entry; one whose hour has come is watched from now on. Refused to whoever asked for it, and when it is
 * no longer waiting.
 */
export async function approveWatch(context: Context, id: string): Promise<void> {
  const { viewer, now } = context;
  const { id: accountId } = requireAccount(viewer);
  await changing(context, id, 'watch-list.approve', async (transaction, entry) => {
    if (entry.requestedBy === accountId) throw new AppError('invalid', 'own request', { approve: 'mistakeOwnRequest' });
    if (entry.state !== 'requested' || entry.expiresAt <= now) throw new AppError('conflict', `it is ${entry.state}`);
    await move({ ...context, database: transaction }, entry, 'approved', { approvedBy: accountId, approvedAt: now });
    if (entry.startsAt <= now)
      await move({ ...context, database: transaction }, { ...entry, state: 'approved' }, 'active');
  });
}

/** Takes an entry back, with a reason: nothing of it is told of from now on. */
export async function revokeWatch(context: Context, id: string, reason: string): Promise<void> {
  await changing(context, id, 'watch-list.see', async (transaction, entry) => {
    if (!openWatchStates.includes(entry.state)) throw new AppError('conflict', `it is ${entry.state}`);
    await move({ ...context, database: transaction }, entry, 'revoked', { endedReason: reason });
  });
}

type LockedEntry = NonNullable<Awaited<ReturnType<typeof lockWatchEntry>>>;

async function changing(
  { database, viewer }: Context,
  id: string,
  action: 'watch-list.see' | 'watch-list.approve',
  change: (transaction: Transaction<DB>, entry: LockedEntry) => Promise<void>,
): Promise<void> {
  await inTransaction(database, async (transaction) => {
    const entry = (await lockWatchEntry(transaction, id)) ?? notFound();
    requireMay(viewer, action, entry.zoneId);
    await change(transaction, entry);
  });
}

/** Takes an entry along one arrow, with its event: never what is watched, nor why. */
export async function move(
  { database, viewer, now }: Context,
  entry: { id: string; zoneId: string; state: string },
  to: WatchState,
  more: { approvedBy?: string; approvedAt?: Date; endedReason?: string } = {},
): Promise<void> {
  await updateWatchEntry(database, entry.id, { state: to, changedAt: now, ...more });
  const payload: JsonObject = { from: entry.state, to };
  await appendEvent(database, {
    zoneId: entry.zoneId,
    subject: 'watch-entry',
    subjectId: entry.id,
    type: to,
    viewer,
    occurredAt: now,
    payload,
  });
}
