import { sql } from 'kysely';
import type { Database } from '../../../db/client/database.ts';
import type { WatchedThing } from './find-hits.ts';

/** What the zone watches for at this moment. */
export function listWatched(database: Database, zoneId: string, now: Date): Promise<WatchedThing[]> {
  return database
    .selectFrom('watchEntry')
    .where('zoneId', '=', zoneId)
    .where('state', '=', 'active')
    .where('startsAt', '<=', now)
    .where('expiresAt', '>', now)
    .select(['id', 'kind', 'watched', 'threshold'])
    .orderBy('id')
    .execute();
}

/** Adds to what a camera has told in an hour: how many messages, and how many plates and faces. */
export async function countHour(
  database: Database,
  count: { cameraId: string; hour: Date; messages: number; readings: number },
): Promise<void> {
  await sql`
    insert into camera_reading_count (camera_id, hour, messages, readings)
    values (${count.cameraId}, ${count.hour}, ${count.messages}, ${count.readings})
    on conflict (camera_id, hour) do update
      set messages = camera_reading_count.messages + excluded.messages,
        readings = camera_reading_count.readings + excluded.readings`.execute(database);
}

/** Keeps the entry as it is until the transaction ends; false when it is no longer watched. */
export async function lockWatched(database: Database, entryId: string, now: Date): Promise<boolean> {
  const row = await database
    .selectFrom('watchEntry')
    .where('id', '=', entryId)
    .where('state', '=', 'active')
    .where('expiresAt', '>', now)
    .select('id')
    .forUpdate()
    .executeTakeFirst();
  return row !== undefined;
}

/** Whether this sighting was told before. */
export async function isKnownHit(
  database: Database,
  hit: { entryId: string; cameraId: string; source: string; sourceKey: string },
): Promise<boolean> {
  const row = await database
    .selectFrom('alertHit')
    .where('watchEntryId', '=', hit.entryId)
    .where('cameraId', '=', hit.cameraId)
    .where('source', '=', hit.source)
    .where('sourceKey', '=', hit.sourceKey)
    .select('id')
    .executeTakeFirst();
  return row !== undefined;
}

/**
 * The alert of this entry and camera that a sighting belongs to: one from so shortly before or after. One that was
 * dismissed takes only what is no likelier than what somebody has looked at.
 */
export async function findAlertToJoin(
  database: Database,
  wanted: { entryId: string; cameraId: string; seenAt: Date; minutes: number; likelihood: number },
): Promise<string | undefined> {
  const { rows } = await sql<{ id: string }>`
    select id from alert
    where watch_entry_id = ${wanted.entryId} and camera_id = ${wanted.cameraId}
      and ${wanted.seenAt}::timestamptz between first_seen_at - make_interval(mins => ${wanted.minutes})
        and last_seen_at + make_interval(mins => ${wanted.minutes})
      and (state <> 'dismissed' or likelihood >= ${wanted.likelihood}::real)
    order by state = 'dismissed', last_seen_at desc limit 1`.execute(database);
  return rows[0]?.id;
}

export interface NewAlert {
  id: string;
  zoneId: string;
  watchEntryId: string;
  cameraId: string;
  likelihood: number;
  firstSeenAt: Date;
  lastSeenAt: Date;
  createdAt: Date;
  changedAt: Date;
}

export async function insertAlert(database: Database, alert: NewAlert): Promise<void> {
  await database.insertInto('alert').values(alert).execute();
}

/** Adds one more sighting to an alert. */
export async function joinAlert(
  database: Database,
  id: string,
  { seenAt, likelihood, now }: { seenAt: Date; likelihood: number; now: Date },
): Promise<void> {
  await sql`
    update alert set hits = hits + 1, likelihood = greatest(likelihood, ${likelihood}::real),
      first_seen_at = least(first_seen_at, ${seenAt}::timestamptz),
      last_seen_at = greatest(last_seen_at, ${seenAt}::timestamptz), changed_at = ${now}
    where id = ${id}`.execute(database);
}

export interface NewHit {
  id: string;
  alertId: string;
  watchEntryId: string;
  cameraId: string;
  source: string;
  sourceKey: string;
  readText: string;
  likelihood: number;
  seenAt: Date;
  receivedAt: Date;
}

export async function insertHit(database: Database, hit: NewHit): Promise<void> {
  await database.insertInto('alertHit').values(hit).execute();
}
