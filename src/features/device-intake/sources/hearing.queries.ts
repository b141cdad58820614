import { sql, type Transaction } from 'kysely';
import type { Database } from '../../../../db/client/database.ts';
import type { DB } from '../../../../db/types.ts';
import { keySettingName } from '../../../server/key-secret.ts';

/** What a message of a source is checked with and understood by. */
export interface KnownSource {
  id: string;
  zoneId: string;
  profile: unknown;
  messagesPerMinute: number;
  serverSecret: string;
  numbers: number[];
}

/** What is needed to take a message of this source; undefined when it has no key that is good now. */
export async function findKnownSource(database: Database, id: string, now: Date): Promise<KnownSource | undefined> {
  const rows = await database
    .selectFrom('sourceKey')
    .innerJoin('source', 'source.id', 'sourceKey.sourceId')
    .innerJoin('setting', (join) => join.on('setting.key', '=', keySettingName))
    .where('sourceKey.sourceId', '=', id)
    .where((row) => row.or([row('endsAt', 'is', null), row('endsAt', '>', now)]))
    .select(['source.zoneId', 'source.profile', 'source.messagesPerMinute', 'sourceKey.number', 'setting.value'])
    .orderBy('sourceKey.number', 'desc')
    .execute();
  const [first] = rows;
  if (!first) return undefined;
  const { zoneId, profile, messagesPerMinute, value } = first;
  const numbers = rows.map(({ number }) => number);
  return { id, zoneId, profile, messagesPerMinute, serverSecret: String(value), numbers };
}

/** Counts a message that no key of the source had signed; keeps nothing else of it. No row where there is no source. */
export async function countRefusal(database: Database, sourceId: string, hour: Date): Promise<void> {
  await sql`
    insert into source_refusal (source_id, hour, count) select id, ${hour}, 1 from source where id = ${sourceId}
    on conflict (source_id, hour) do update set count = source_refusal.count + 1`.execute(database);
}

/** Within so long it is enough to have noted once that a source was heard: a busy one would wait for itself. */
const freshSeconds = 5;

/** Notes that a source was heard. Returns the zone in which it had been missed until now. */
export async function hearSource(transaction: Transaction<DB>, id: string, now: Date): Promise<string | undefined> {
  const { rows } = await sql<{ zoneId: string; wasSilent: boolean }>`
    with before as (
      select id, silent_since from source
      where id = ${id} and (silent_since is not null or last_heard_at is null
        or last_heard_at < ${now}::timestamptz - make_interval(secs => ${freshSeconds}))
      for update
    )
    update source set last_heard_at = greatest(last_heard_at, ${now}), silent_since = null
    from before where source.id = before.id
    returning source.zone_id, before.silent_since is not null as was_silent`.execute(transaction);
  return rows[0]?.wasSilent ? rows[0].zoneId : undefined;
}

/** A source that is missed: where, and since when. */
export interface MissedSource {
  id: string;
  zoneId: string;
  silentSince: Date;
}

/**
 * Takes sources that were heard before, and not for longer than they may be silent, for missed. While nobody listened,
 * because the portal itself was away, nobody missed anything.
 */
export async function missSources(transaction: Transaction<DB>, now: Date): Promise<MissedSource[]> {
  const { rows } = await sql<MissedSource>`
    update source set silent_since = last_heard_at
    where silent_since is null and silence_minutes is not null
      and greatest(last_heard_at, (select listening_since from device_watch))
        < ${now}::timestamptz - make_interval(mins => silence_minutes)
      and last_heard_at is not null
    returning id, zone_id, silent_since`.execute(transaction);
  return rows;
}
