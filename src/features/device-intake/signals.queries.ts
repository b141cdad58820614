import { sql } from 'kysely';
import type { Database } from '../../../db/client/database.ts';
import { type DeviceKind, missedIntervals } from './conditions.ts';

/** Camera or SOS post, and which. */
export interface DeviceReference {
  kind: DeviceKind;
  id: string;
}

/** A device of a row that names one, with what is the same of both kinds. */
const device = sql`(
  select id, 'camera' as kind, condition, heartbeat_minutes from camera
  union all select id, 'sos-post', condition, heartbeat_minutes from sos_post
) as device`;

/**
 * Takes a message of a device and notes that it was heard, at once. Undefined when the message was taken before; else
 * the fault that it has told of until now, null without one.
 */
export async function hearDevice(
  database: Database,
  { kind, id }: DeviceReference,
  message: { id: string; expiresAt: Date; now: Date },
): Promise<{ fault: string | null } | undefined> {
  const { rows } = await sql<{ fault: string | null }>`
    with fresh as (
      insert into device_message (device_id, webhook_id, expires_at)
      values (${id}, ${message.id}, ${message.expiresAt}) on conflict do nothing returning device_id
    )
    insert into device_signal (device_id, kind, last_heard_at) select device_id, ${kind}, ${message.now} from fresh
    on conflict (device_id) do update
      set last_heard_at = greatest(device_signal.last_heard_at, excluded.last_heard_at)
    returning fault`.execute(database);
  return rows[0];
}

export async function updateFault(database: Database, id: string, fault: string | null): Promise<void> {
  await database.updateTable('deviceSignal').set({ fault }).where('deviceId', '=', id).execute();
}

export async function findCondition(database: Database, { kind, id }: DeviceReference): Promise<string | undefined> {
  const table = kind === 'camera' ? 'camera' : 'sosPost';
  const row = await database.selectFrom(table).where('id', '=', id).select('condition').executeTakeFirst();
  return row?.condition;
}

/** How a device was last heard; undefined when it never was. */
export async function findSignal(database: Database, id: string) {
  return database
    .selectFrom('deviceSignal')
    .where('deviceId', '=', id)
    .select(['lastHeardAt', 'fault'])
    .executeTakeFirst();
}

const pauseMinutes = 2;

/**
 * Notes that somebody listens, and returns since when without a pause: while nobody did, no device can have missed
 * anything.
 */
export async function keepWatch(database: Database, now: Date): Promise<Date> {
  const { rows } = await sql<{ listeningSince: Date }>`
    insert into device_watch (listening_since, last_run_at) values (${now}, ${now})
    on conflict (is_only) do update
      set listening_since = case when excluded.last_run_at - device_watch.last_run_at
          > make_interval(mins => ${pauseMinutes}) then excluded.listening_since else device_watch.listening_since end,
        last_run_at = excluded.last_run_at
    returning listening_since`.execute(database);
  return rows[0]?.listeningSince ?? now;
}

const isMissed = (now: Date, listeningSince: Date) =>
  sql<boolean>`device.condition = 'working' and greatest(signal.last_heard_at, ${listeningSince}::timestamptz)
    < ${now}::timestamptz - ${missedIntervals} * make_interval(mins => device.heartbeat_minutes)`;

/** Devices that work, as far as is known, were heard before, and have missed too much since; the longest first. */
export async function listMissed(
  database: Database,
  when: { now: Date; listeningSince: Date; limit: number },
): Promise<DeviceReference[]> {
  const { rows } = await sql<DeviceReference>`
    select signal.device_id as id, signal.kind
    from device_signal as signal join ${device} on device.id = signal.device_id and device.kind = signal.kind
    where ${isMissed(when.now, when.listeningSince)}
    order by signal.last_heard_at, signal.device_id limit ${when.limit}`.execute(database);
  return rows;
}

/** When a missed device was last heard, and keeps it from being heard until the transaction ends; undefined when it is heard now. */
export async function lockMissed(
  database: Database,
  id: string,
  when: { now: Date; listeningSince: Date },
): Promise<Date | undefined> {
  const { rows } = await sql<{ lastHeardAt: Date }>`
    select last_heard_at from device_signal where device_id = ${id} for update skip locked`.execute(database);
  if (!rows[0]) return undefined;
  const { rows: missed } = await sql<{ id: string }>`
    select signal.device_id as id
    from device_signal as signal join ${device} on device.id = signal.device_id and device.kind = signal.kind
    where signal.device_id = ${id} and ${isMissed(when.now, when.listeningSince)}`.execute(database);
  return missed[0] && rows[0].lastHeardAt;
}

/** Forgets messages that are too old to come again. */
export async function deleteExpiredMessages(database: Database, now: Date): Promise<void> {
  await database.deleteFrom('deviceMessage').where('expiresAt', '<', now).execute();
}
