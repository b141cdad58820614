import { type Kysely, sql } from 'kysely';

/** Tables of devices, how they are called where both kinds stand together, and how often one is expected to be heard. */
const devices = { camera: { kind: 'camera', minutes: 15 }, sos_post: { kind: 'sos-post', minutes: 5 } } as const;

/** As 0034 has them: columns that say nothing of what is seen. */
const idleBefore = `'changed_at', 'updated_at', 'created_at', 'last_heartbeat_at', 'name', 'code', 'name_th', 'name_en',
  'notes', 'version', 'returned_reason', 'voice_address'`;
const idleNow = `${idleBefore}, 'heartbeat_minutes', 'moved_since_accepted_at'`;

/**
 * What devices say of themselves: when each was last heard, the keys that they sign with, and the messages that were
 * taken, so that none is taken twice. It stands beside the registry, because a heartbeat must wake neither the map nor
 * coverage. Codes are unique, and an accepted camera remembers that its owner has moved it since.
 */
export async function up(database: Kysely<unknown>): Promise<void> {
  for (const [table, { minutes }] of Object.entries(devices))
    await sql`
      alter table ${sql.table(table)} add column heartbeat_minutes smallint not null default ${sql.lit(minutes)}
        check (heartbeat_minutes between 1 and 1440)`.execute(database);
  await sql`
    alter table camera add column moved_since_accepted_at timestamptz,
      add constraint camera_moved check (moved_since_accepted_at is null or accepted_at is not null)`.execute(database);
  await createTables(database);
  await sql`
    insert into device_signal (device_id, kind, last_heard_at)
    select id, 'sos-post', last_heartbeat_at from sos_post where last_heartbeat_at is not null`.execute(database);
  await sql`alter table sos_post drop column last_heartbeat_at`.execute(database);
  await makeCodesUnique(database);
  await watch(database, idleNow);
}

async function createTables(database: Kysely<unknown>): Promise<void> {
  // The id is that of the camera or post; the columns made from it hold it to be one, whichever it is.
  const device = sql`
    device_id uuid not null,
    kind text not null check (kind in ('camera', 'sos-post')),
    camera_id uuid generated always as (case when kind = 'camera' then device_id end) stored
      references camera (id) on delete cascade,
    sos_post_id uuid generated always as (case when kind = 'sos-post' then device_id end) stored
      references sos_post (id) on delete cascade`;
  await sql`
    create table device_signal (
      ${device},
      last_heard_at timestamptz not null,
      -- The code of the fault that the device itself has told of, empty without one; null while it tells of none.
      fault text check (length(fault) <= 40),
      primary key (device_id)
    )`.execute(database);
  await sql`create index device_signal_heard on device_signal (last_heard_at)`.execute(database);
  // No secret stands here: a key is made from the server's own and these two numbers whenever it is needed.
  await sql`
    create table device_key (
      ${device},
      number integer not null check (number > 0),
      created_at timestamptz not null,
      ends_at timestamptz,
      primary key (device_id, number)
    )`.execute(database);
  for (const table of ['device_signal', 'device_key'])
    for (const column of ['camera_id', 'sos_post_id'])
      await sql`create index ${sql.ref(`${table}_${column}`)} on ${sql.table(table)} (${sql.ref(column)})`.execute(
        database,
      );
  await sql`
    create table device_message (
      device_id uuid not null,
      webhook_id text not null check (length(webhook_id) between 1 and 128),
      expires_at timestamptz not null,
      primary key (device_id, webhook_id)
    )`.execute(database);
  await sql`create index device_message_expires on device_message (expires_at)`.execute(database);
  // One row: since when somebody has been listening, without a pause, for what devices say.
  await sql`
    create table device_watch (
      is_only boolean primary key default true check (is_only),
      listening_since timestamptz not null,
      last_run_at timestamptz not null
    )`.execute(database);
}

/** An owner's cameras in a zone, and a zone's posts, have codes of their own; what was twice there gets a mark. */
async function makeCodesUnique(database: Kysely<unknown>): Promise<void> {
  for (const [table, owner] of [
    ['camera', sql`zone_id, organisation_id`],
    ['sos_post', sql`zone_id`],
  ] as const) {
    await sql`
      update ${sql.table(table)} as device set code = left(device.code, 53) || '-' || left(md5(device.id::text), 6)
      from (select id, row_number() over (partition by ${owner}, code order by created_at, id) as place
        from ${sql.table(table)}) as counted
      where counted.id = device.id and counted.place > 1`.execute(database);
    await sql`
      alter table ${sql.table(table)} add constraint ${sql.ref(`${table}_code`)} unique (${owner}, code)`.execute(
      database,
    );
  }
}

/** An update makes coverage due where anything that matters is different, as 0034 has it. */
async function watch(database: Kysely<unknown>, idle: string): Promise<void> {
  for (const table of Object.keys(devices))
    await sql`
      create or replace function ${sql.ref(`${table}_turns_coverage`)}() returns trigger language plpgsql as $$
      begin
        insert into coverage_due (zone_id, bounds, cause)
        select zone_id, st_envelope(st_collect(shape)), ${sql.lit(table)} from (
          select place.zone_id, place.shape from before join after using (id),
            lateral (values (before.zone_id, before.place), (after.zone_id, after.place)) as place (zone_id, shape)
          where to_jsonb(before) - array[${sql.raw(idle)}] is distinct from to_jsonb(after) - array[${sql.raw(idle)}]
        ) as moved
        where exists (select from zone where zone.id = moved.zone_id)
        group by zone_id;
        return null;
      end $$`.execute(database);
}

export async function down(database: Kysely<unknown>): Promise<void> {
  await watch(database, idleBefore);
  for (const table of Object.keys(devices))
    await sql`alter table ${sql.table(table)} drop constraint ${sql.ref(`${table}_code`)}`.execute(database);
  await sql`alter table sos_post add column last_heartbeat_at timestamptz`.execute(database);
  await sql`
    update sos_post set last_heartbeat_at = last_heard_at from device_signal
    where device_signal.sos_post_id = sos_post.id`.execute(database);
  await sql`drop table device_watch, device_message, device_key, device_signal`.execute(database);
  await sql`
    alter table camera drop column moved_since_accepted_at, drop column heartbeat_minutes`.execute(database);
  await sql`alter table sos_post drop column heartbeat_minutes`.execute(database);
}
