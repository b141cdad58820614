import { sql } from 'kysely';
import type { Database } from '../../../db/client/database.ts';
import { keySettingName } from '../../server/key-secret.ts';
import { type DeviceKind, deviceKinds } from './conditions.ts';
import type { DeviceReference } from './signals.queries.ts';

/** What a device's messages are checked with: its kind, and the numbers of the keys that are good now. */
export interface KnownDevice {
  kind: DeviceKind;
  serverSecret: string;
  numbers: number[];
}

/** What is needed to check a message of this device; undefined when it has no key that is good now. */
export async function findKnownDevice(database: Database, id: string, now: Date): Promise<KnownDevice | undefined> {
  const rows = await database
    .selectFrom('deviceKey')
    .innerJoin('setting', (join) => join.on('setting.key', '=', keySettingName))
    .where('deviceKey.deviceId', '=', id)
    .where((row) => row.or([row('endsAt', 'is', null), row('endsAt', '>', now)]))
    .select(['deviceKey.kind', 'deviceKey.number', 'setting.value'])
    .orderBy('deviceKey.number', 'desc')
    .execute();
  const [first] = rows;
  const kind = deviceKinds.find((name) => name === first?.kind);
  if (!first || !kind) return undefined;
  return { kind, serverSecret: String(first.value), numbers: rows.map(({ number }) => number) };
}

/** A device's keys, the newest first; those that ended long ago are left out. */
export function listKeys(database: Database, deviceId: string, endedAfter: Date) {
  return database
    .selectFrom('deviceKey')
    .where('deviceId', '=', deviceId)
    .where((row) => row.or([row('endsAt', 'is', null), row('endsAt', '>', endedAfter)]))
    .select(['number', 'createdAt', 'endsAt'])
    .orderBy('number', 'desc')
    .execute();
}

/** Adds a device's next key and returns its number. Two at once break on the key of the table. */
export async function insertKey(database: Database, { kind, id }: DeviceReference, createdAt: Date): Promise<number> {
  const { rows } = await sql<{ number: number }>`
    insert into device_key (device_id, kind, number, created_at)
    select ${id}, ${kind}, coalesce(max(number), 0) + 1, ${createdAt} from device_key where device_id = ${id}
    returning number`.execute(database);
  return rows[0]?.number ?? 1;
}

/** Keys before `number` end: the last one then, those before it now. */
export async function endOlderKeys(
  database: Database,
  key: { deviceId: string; number: number; now: Date; lastEndsAt: Date },
): Promise<void> {
  await sql`
    update device_key set ends_at = least(ends_at, case when number = ${key.number - 1}
      then ${key.lastEndsAt}::timestamptz else ${key.now}::timestamptz end)
    where device_id = ${key.deviceId} and number < ${key.number}`.execute(database);
}

/** Ends a key now; false when there is none of that number that is still good. */
export async function endKey(database: Database, deviceId: string, number: number, now: Date): Promise<boolean> {
  const result = await database
    .updateTable('deviceKey')
    .set({ endsAt: now })
    .where('deviceId', '=', deviceId)
    .where('number', '=', number)
    .where((row) => row.or([row('endsAt', 'is', null), row('endsAt', '>', now)]))
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}
