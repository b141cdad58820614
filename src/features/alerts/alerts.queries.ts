import { sql } from 'kysely';
import type { Database } from '../../../db/client/database.ts';
import type { AlertState } from './alerts.states.ts';

const alertColumns = [
  'alert.id',
  'alert.zoneId',
  'alert.watchEntryId',
  'alert.cameraId',
  'alert.state',
  'alert.likelihood',
  'alert.hits',
  'alert.firstSeenAt',
  'alert.lastSeenAt',
  'alert.incidentId',
  'alert.reason',
] as const;

/** An alert as the live stream tells of it. */
export function findToldAlert(database: Database, id: string) {
  return database
    .selectFrom('alert')
    .innerJoin('watchEntry', 'watchEntry.id', 'alert.watchEntryId')
    .innerJoin('camera', 'camera.id', 'alert.cameraId')
    .where('alert.id', '=', id)
    .select(['alert.id', 'alert.zoneId', 'alert.state', 'alert.likelihood', 'alert.lastSeenAt'])
    .select(['watchEntry.kind', 'camera.code'])
    .executeTakeFirst();
}

function withWhatItIsAbout(database: Database) {
  return database
    .selectFrom('alert')
    .innerJoin('watchEntry', 'watchEntry.id', 'alert.watchEntryId')
    .innerJoin('camera', 'camera.id', 'alert.cameraId')
    .innerJoin('zone', 'zone.id', 'alert.zoneId')
    .select(alertColumns)
    .select(['watchEntry.kind', 'watchEntry.watched', 'watchEntry.caseNumber', 'watchEntry.legalBasis'])
    .select(['watchEntry.threshold', 'camera.code', 'camera.name as cameraName'])
    .select(['zone.nameTh', 'zone.nameEn', 'zone.slug', 'zone.timeZone', 'zone.isDemonstration']);
}

/** Alerts of these zones: those that wait first, the latest first. */
export function listAlerts(database: Database, zoneIds: readonly string[], limit: number) {
  return withWhatItIsAbout(database)
    .where(sql<boolean>`alert.zone_id = any(${[...zoneIds]}::uuid[])`)
    .orderBy(sql`alert.state in ('new', 'confirmed')`, 'desc')
    .orderBy('alert.lastSeenAt', 'desc')
    .limit(limit)
    .execute();
}

export function findAlert(database: Database, id: string) {
  return withWhatItIsAbout(database)
    .where('alert.id', '=', id)
    .select([sql<number>`st_x(camera.place)`.as('longitude'), sql<number>`st_y(camera.place)`.as('latitude')])
    .executeTakeFirst();
}

/** Where the stream of hits of an alert stands: when each was seen and what was read, the latest first. */
export function listHits(database: Database, alertId: string, limit: number) {
  return database
    .selectFrom('alertHit')
    .where('alertId', '=', alertId)
    .select(['id', 'seenAt', 'receivedAt', 'likelihood', 'readText', 'source'])
    .orderBy('seenAt', 'desc')
    .limit(limit)
    .execute();
}

/** What happened to an alert and who opened it, the latest first. */
export async function listAlertHistory(database: Database, id: string, limit: number) {
  const { rows } = await sql<{ type: string; at: Date; displayName: string | null; reason: string }>`
    select what.type, what.at, account.display_name, what.reason from (
      select type, occurred_at as at, actor_id, '' as reason
      from event where subject_id = ${id} and subject = 'alert'
      union all
      select 'opened', recorded_at, account_id, reason from audit_log
      where subject_id = ${id} and action = 'alert-opened'
    ) as what left join account on account.id = what.actor_id
    order by what.at desc limit ${limit}`.execute(database);
  return rows;
}

/** Keeps an alert as it is until the transaction ends, and returns how it stands. */
export async function lockAlert(
  database: Database,
  id: string,
): Promise<{ state: string; zoneId: string } | undefined> {
  return database.selectFrom('alert').where('id', '=', id).select(['state', 'zoneId']).forUpdate().executeTakeFirst();
}

export async function updateAlert(
  database: Database,
  id: string,
  change: { state: AlertState; changedAt: Date; incidentId?: string; reason?: string },
): Promise<void> {
  await database.updateTable('alert').set(change).where('id', '=', id).execute();
}

/** Deletes what was dismissed before a moment, with all its hits; returns how many. */
export async function deleteDismissed(database: Database, before: Date): Promise<number> {
  const { numDeletedRows } = await database
    .deleteFrom('alert')
    .where('state', '=', 'dismissed')
    .where('changedAt', '<', before)
    .executeTakeFirst();
  return Number(numDeletedRows);
}

/** For how many days dismissed alerts are kept, where the administrator has decided. */
export async function findKeptDays(database: Database, key: string): Promise<number | undefined> {
  const row = await database.selectFrom('setting').where('key', '=', key).select('value').executeTakeFirst();
  return typeof row?.value === 'number' ? row.value : undefined;
}
