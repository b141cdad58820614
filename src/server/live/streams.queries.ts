import { sql, type Transaction } from 'kysely';
import type { Database } from '../../../db/client/database.ts';
import type { DB, JsonObject } from '../../../db/types.ts';
import type { Audience, StreamKey } from './audience.ts';

/** The channel on which positions are notified. */
export const liveChannel = 'live';

/**
 * Appends one entry to each stream, in the order given, and notifies the positions. Must be the last statement of its
 * transaction: it holds the streams' rows until commit, which is what makes positions dense and in commit order.
 */
export async function insertEntries(
  transaction: Transaction<DB>,
  zoneId: string,
  entries: readonly { audience: Audience; payload: JsonObject }[],
  recordedAt: Date,
): Promise<void> {
  await sql`
    with told (audience, payload) as (
      select * from unnest(${entries.map((entry) => entry.audience)}::text[],
        ${entries.map((entry) => JSON.stringify(entry.payload))}::text[])
    ), next as (
      insert into stream (zone_id, audience, position)
      select ${zoneId}::uuid, told.audience, 1 from told order by told.audience
      on conflict (zone_id, audience) do update set position = stream.position + 1
      returning zone_id, audience, position
    ), entry as (
      insert into stream_entry (zone_id, audience, position, recorded_at, payload)
      select next.zone_id, next.audience, next.position, ${recordedAt}, told.payload::jsonb
      from next join told on told.audience = next.audience
    )
    select pg_notify(${liveChannel}, zone_id || ' ' || audience || ' ' || position) from next`.execute(transaction);
}

/** An entry as it is stored; `payload` is JSON text, which goes out as it is. */
export interface StoredEntry extends StreamKey {
  position: number;
  payload: string;
  kind: string;
  recordedAt: Date;
}

/** Entries after each stream's given position, at most `limit` of each, in order of position. */
export async function listEntriesAfter(
  database: Database,
  streams: readonly (StreamKey & { position: number })[],
  limit: number,
): Promise<StoredEntry[]> {
  const { rows } = await sql<StoredEntry>`
    select entry.zone_id, entry.audience, entry.position, entry.payload::text as payload,
      coalesce(entry.payload ->> 'kind', '') as kind, entry.recorded_at
    from unnest(${streams.map((stream) => stream.zoneId)}::uuid[], ${streams.map((stream) => stream.audience)}::text[],
      ${streams.map((stream) => stream.position)}::bigint[]) as wanted (zone_id, audience, position)
    cross join lateral (
      select * from stream_entry
      where stream_entry.zone_id = wanted.zone_id and stream_entry.audience = wanted.audience
        and stream_entry.position > wanted.position
      order by stream_entry.position limit ${limit}
    ) as entry
    order by entry.zone_id, entry.audience, entry.position`.execute(database);
  return rows;
}

/** Where each stream stands; 0 where nothing was ever told. */
export async function listPositions(
  database: Database,
  streams: readonly StreamKey[],
): Promise<(StreamKey & { position: number })[]> {
  const { rows } = await sql<StreamKey & { position: number }>`
    select wanted.zone_id, wanted.audience, coalesce(stream.position, 0) as position
    from unnest(${streams.map((stream) => stream.zoneId)}::uuid[],
      ${streams.map((stream) => stream.audience)}::text[]) with ordinality as wanted (zone_id, audience, place)
    left join stream on stream.zone_id = wanted.zone_id and stream.audience = wanted.audience
    order by wanted.place`.execute(database);
  return rows;
}

/** Forgets entries from before `moment`. */
export async function deleteEntriesBefore(database: Database, moment: Date): Promise<void> {
  await database.deleteFrom('streamEntry').where('recordedAt', '<', moment).execute();
}

/** Zones by id or slug, in the order asked for; what does not exist is left out. Without a list, every zone by slug. */
export async function listZoneIds(database: Database, wanted: readonly string[] | null): Promise<string[]> {
  if (wanted === null) {
    const all = await database.selectFrom('zone').select('id').orderBy('slug').execute();
    return all.map((zone) => zone.id);
  }
  const { rows } = await sql<{ id: string }>`
    select zone.id from unnest(${wanted}::text[]) with ordinality as asked (name, place)
    join zone on zone.slug = asked.name or zone.id::text = asked.name
    group by zone.id order by min(asked.place)`.execute(database);
  return rows.map((row) => row.id);
}

/**
 * What each session may see depends on, as one value by token hash: it changes when a membership, organisation or
 * station that gives its account a territory does. A session that ended or whose account is disabled is left out.
 */
export async function listSessionPrints(
  database: Database,
  tokenHashes: readonly string[],
  now: Date,
): Promise<Map<string, string>> {
  const { rows } = await sql<{ tokenHash: string; print: string }>`
    select session.token_hash, coalesce(md5(string_agg(
      concat_ws(' ', m.organisation_id, m.role, o.is_disabled, o.police_unit_id, o.network_station_id,
        o.territory_area_id, o.territory_station_id, o.territory_zone_id), ',' order by m.id)), '') as print
    from session
    join account on account.id = session.account_id and not account.is_disabled and account.erased_at is null
    left join membership m on m.account_id = account.id and m.valid_from <= ${now}::timestamptz::date
      and (m.valid_to is null or m.valid_to >= ${now}::timestamptz::date)
    left join organisation o on o.id = m.organisation_id
    where session.token_hash = any(${tokenHashes}::text[]) and least(session.expires_at, session.ends_at) > ${now}
    group by session.token_hash`.execute(database);
  return new Map(rows.map((row) => [row.tokenHash, row.print]));
}
