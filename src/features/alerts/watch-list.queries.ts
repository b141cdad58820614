import { sql } from 'kysely';
import type { Database } from '../../../db/client/database.ts';
import type { WatchState } from './watch-list.states.ts';

export interface NewWatchEntry {
  id: string;
  zoneId: string;
  kind: string;
  watched: string;
  legalBasis: string;
  reason: string;
  caseNumber: string;
  threshold: number;
  requestedBy: string;
  requestedAt: Date;
  startsAt: Date;
  expiresAt: Date;
  changedAt: Date;
}

export async function insertWatchEntry(database: Database, entry: NewWatchEntry): Promise<void> {
  await database.insertInto('watchEntry').values(entry).execute();
}

const columns = [
  'watchEntry.id',
  'watchEntry.zoneId',
  'watchEntry.kind',
  'watchEntry.watched',
  'watchEntry.legalBasis',
  'watchEntry.reason',
  'watchEntry.caseNumber',
  'watchEntry.threshold',
  'watchEntry.state',
  'watchEntry.requestedBy',
  'watchEntry.requestedAt',
  'watchEntry.approvedBy',
  'watchEntry.approvedAt',
  'watchEntry.startsAt',
  'watchEntry.expiresAt',
  'watchEntry.endedReason',
] as const;

/** Entries of these zones, those that wait or run first, then what ended since a moment. */
export function listWatchEntries(database: Database, zoneIds: readonly string[], endedAfter: Date, limit: number) {
  return database
    .selectFrom('watchEntry')
    .innerJoin('zone', 'zone.id', 'watchEntry.zoneId')
    .where(sql<boolean>`watch_entry.zone_id = any(${[...zoneIds]}::uuid[])`)
    .where((row) =>
      row.or([row('watchEntry.state', 'not in', ['expired', 'revoked']), row('watchEntry.changedAt', '>', endedAfter)]),
    )
    .select([...columns, 'zone.nameTh', 'zone.nameEn', 'zone.timeZone', 'zone.isDemonstration'])
    .select((row) =>
      row
        .selectFrom('alert')
        .whereRef('alert.watchEntryId', '=', 'watchEntry.id')
        .select(({ fn }) => fn.countAll<number>().as('count'))
        .as('alerts'),
    )
    .orderBy(sql`array_position(array['requested', 'active', 'approved', 'expired', 'revoked'], watch_entry.state)`)
    .orderBy('watchEntry.expiresAt')
    .limit(limit)
    .execute();
}

export async function findWatchEntry(database: Database, id: string) {
  return database
    .selectFrom('watchEntry')
    .innerJoin('zone', 'zone.id', 'watchEntry.zoneId')
    .innerJoin('account as requester', 'requester.id', 'watchEntry.requestedBy')
    .leftJoin('account as approver', 'approver.id', 'watchEntry.approvedBy')
    .where('watchEntry.id', '=', id)
    .select([...columns, 'zone.nameTh', 'zone.nameEn', 'zone.timeZone', 'zone.isDemonstration'])
    .select(['requester.displayName as requesterName', 'approver.displayName as approverName'])
    .executeTakeFirst();
}

/** How an entry stands, kept so until the transaction ends. */
export async function lockWatchEntry(database: Database, id: string) {
  return database
    .selectFrom('watchEntry')
    .where('id', '=', id)
    .select(['id', 'zoneId', 'kind', 'state', 'requestedBy', 'startsAt', 'expiresAt'])
    .forUpdate()
    .executeTakeFirst();
}

export async function updateWatchEntry(
  database: Database,
  id: string,
  change: { state: WatchState; changedAt: Date; approvedBy?: string; approvedAt?: Date; endedReason?: string },
): Promise<void> {
  await database.updateTable('watchEntry').set(change).where('id', '=', id).execute();
}

/** Entries whose hour has come to begin or to end; those nobody approved in time too. */
export async function listDueWatchEntries(database: Database, now: Date, limit: number): Promise<{ id: string }[]> {
  return database
    .selectFrom('watchEntry')
    .where((row) =>
      row.or([
        row.and([row('state', '=', 'approved'), row('startsAt', '<=', now)]),
        row.and([row('state', 'in', ['requested', 'active']), row('expiresAt', '<=', now)]),
      ]),
    )
    .select('id')
    .orderBy('expiresAt')
    .limit(limit)
    .execute();
}

/** What happened to an entry, the latest first. */
export function listWatchHistory(database: Database, id: string, limit: number) {
  return database
    .selectFrom('event')
    .leftJoin('account', 'account.id', 'event.actorId')
    .where('event.subjectId', '=', id)
    .where('event.subject', '=', 'watch-entry')
    .select(['event.type', 'event.occurredAt', 'account.displayName'])
    .orderBy('event.recordedAt', 'desc')
    .limit(limit)
    .execute();
}

/** Who opened an entry, and why, the latest first. */
export function listWatchLooks(database: Database, id: string, limit: number) {
  return database
    .selectFrom('auditLog')
    .leftJoin('account', 'account.id', 'auditLog.accountId')
    .where('auditLog.subjectId', '=', id)
    .where('auditLog.action', '=', 'watch-entry-opened')
    .select(['auditLog.reason', 'auditLog.recordedAt', 'account.displayName'])
    .orderBy('auditLog.recordedAt', 'desc')
    .limit(limit)
    .execute();
}

/** How many plates and faces the zone's cameras recognised since a moment. */
export async function countReadings(database: Database, zoneId: string, since: Date): Promise<number> {
  const { total } = await database
    .selectFrom('cameraReadingCount')
    .innerJoin('camera', 'camera.id', 'cameraReadingCount.cameraId')
    .where('camera.zoneId', '=', zoneId)
    .where('hour', '>=', since)
    .select(({ fn }) => fn.coalesce(fn.sum<number>('readings'), sql<number>`0`).as('total'))
    .executeTakeFirstOrThrow();
  return Number(total);
}

/** Forgets what was watched by entries that ended before a moment, and what was read of it; returns how many. */
export async function eraseEndedWatches(database: Database, endedBefore: Date, now: Date): Promise<number> {
  const { numUpdatedRows } = await database
    .updateTable('watchEntry')
    .set({ watched: null, erasedAt: now })
    .where('state', 'in', ['expired', 'revoked'])
    .where('erasedAt', 'is', null)
    .where('changedAt', '<', endedBefore)
    .executeTakeFirst();
  await sql`
    update alert_hit set read_text = '' from watch_entry
    where watch_entry.id = alert_hit.watch_entry_id and watch_entry.erased_at is not null and read_text <> ''`.execute(
    database,
  );
  return Number(numUpdatedRows);
}
