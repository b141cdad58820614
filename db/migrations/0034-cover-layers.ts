import { type Kysely, sql } from 'kysely';

/** Tables whose change moves coverage, as 0031 has them, with the column that tells where. */
const causes = {
  camera: 'place',
  building: 'outline',
  risk_area: 'boundary',
  sos_post: 'place',
  street: 'line',
} as const;

/** Columns that say nothing of what is seen: a heartbeat or another name must not start a computation. */
const idle = sql`array['changed_at', 'updated_at', 'created_at', 'last_heartbeat_at', 'name', 'code', 'name_th', 'name_en',
  'notes', 'version', 'returned_reason', 'voice_address']`;

/** Tables with few rows that change often for reasons of no matter; the others are imported by the thousand. */
const watched: readonly string[] = ['camera', 'sos_post', 'risk_area'];

/**
 * Coverage on the map: what changed and why is kept with what is due and with each figure, gaps know what would close
 * them, ground knows by how many and whose cameras it is seen by day and by night, and streets how far a post is.
 */
export async function up(database: Kysely<unknown>): Promise<void> {
  await addColumns(database);
  await createTables(database);
  for (const [table, column] of Object.entries(causes)) await watch(database, table, column);
  await createFunction(database, 'street_lamp', 'place');
  for (const event of ['insert', 'delete'] as const) await createTrigger(database, 'street_lamp', event);
  await watch(database, 'street_lamp', 'place');
  await watchClosures(database);
  await announce(database);
  await sql`insert into coverage_due (zone_id, bounds, cause) select id, st_envelope(boundary), 'zone' from zone`.execute(
    database,
  );
}

async function addColumns(database: Kysely<unknown>): Promise<void> {
  await sql`alter table coverage_due add column cause text not null default 'zone'`.execute(database);
  await sql`alter table zone_cover add column causes jsonb not null default '{}'`.execute(database);
  await sql`
    alter table coverage_gap
      add column turn_camera_id uuid references camera (id) on delete set null,
      add column turn_heading_degrees real check (turn_heading_degrees >= 0 and turn_heading_degrees < 360),
      add column turn_closes_share real check (turn_closes_share between 0 and 1)`.execute(database);
  // What a view was worked out from, and how far it may reach: where it differs now, the view is worked out anew.
  await sql`
    alter table camera_view
      add column recipe text not null default '',
      add column reach_meters real not null default 0 check (reach_meters >= 0)`.execute(database);
  await sql`create index coverage_gap_area on coverage_gap using gist (area)`.execute(database);
}

async function createTables(database: Kysely<unknown>): Promise<void> {
  await sql`
    create table risk_area_watch (
      risk_area_id uuid not null references risk_area (id) on delete cascade,
      zone_id uuid not null references zone (id) on delete cascade,
      purpose text not null check (purpose in ('detect', 'observe', 'recognise', 'identify')),
      scope text not null check (scope in ('linked', 'all')),
      time text not null check (time in ('day', 'night')),
      owner_kind text not null,
      none_share real not null check (none_share between 0 and 1),
      one_share real not null check (one_share between 0 and 1),
      two_share real not null check (two_share between 0 and 1),
      more_share real not null check (more_share between 0 and 1),
      primary key (risk_area_id, purpose, scope, time, owner_kind)
    )`.execute(database);
  await sql`create index risk_area_watch_zone on risk_area_watch (zone_id)`.execute(database);
  // What the last computation took for granted of the zone, and how far any of its cameras reached.
  await sql`
    create table coverage_frame (
      zone_id uuid primary key references zone (id) on delete cascade,
      frame text not null,
      reach_meters real not null check (reach_meters >= 0)
    )`.execute(database);
  await sql`
    create table sos_reach (
      zone_id uuid not null references zone (id) on delete cascade,
      minutes smallint not null check (minutes between 1 and 3),
      line geometry(MultiLineString, 4326) not null,
      primary key (zone_id, minutes)
    )`.execute(database);
  await sql`create index sos_reach_line on sos_reach using gist (line)`.execute(database);
  await sql`
    create table street_closure (
      id uuid primary key,
      zone_id uuid not null references zone (id) on delete cascade,
      street_id uuid not null references street (id) on delete cascade,
      kind text not null check (kind in ('closed', 'flooded')),
      until_on date not null,
      created_at timestamptz not null,
      ended_at timestamptz
    )`.execute(database);
  await sql`create unique index street_closure_open on street_closure (street_id) where ended_at is null`.execute(
    database,
  );
  await sql`create index street_closure_zone on street_closure (zone_id) where ended_at is null`.execute(database);
}

/** What an insert or a delete makes due. */
async function createFunction(database: Kysely<unknown>, table: string, column: string): Promise<void> {
  await sql`
    create or replace function ${sql.ref(`${table}_moves_coverage`)}() returns trigger language plpgsql as $$
    begin
      insert into coverage_due (zone_id, bounds, cause)
      select zone_id, st_envelope(st_collect(${sql.ref(column)})), ${sql.lit(table)} from changed
      where exists (select from zone where zone.id = changed.zone_id)
      group by zone_id;
      return null;
    end $$`.execute(database);
}

async function createTrigger(database: Kysely<unknown>, table: string, event: 'insert' | 'delete'): Promise<void> {
  const rows = event === 'insert' ? 'new' : 'old';
  await sql`
    create trigger ${sql.ref(`${table}_coverage_${event}`)} after ${sql.raw(event)} on ${sql.table(table)}
    referencing ${sql.raw(rows)} table as changed for each statement
    execute function ${sql.ref(`${table}_moves_coverage`)}()`.execute(database);
}

/** An update makes due the place that is left and the one that is taken, if anything that matters is different. */
async function watch(database: Kysely<unknown>, table: string, column: string): Promise<void> {
  await createFunction(database, table, column);
  for (const event of ['update', 'left'])
    await sql`drop trigger if exists ${sql.ref(`${table}_coverage_${event}`)} on ${sql.table(table)}`.execute(database);
  const isMoved = watched.includes(table)
    ? sql`to_jsonb(before) - ${idle} is distinct from to_jsonb(after) - ${idle}`
    : sql`true`;
  await sql`
    create function ${sql.ref(`${table}_turns_coverage`)}() returns trigger language plpgsql as $$
    begin
      insert into coverage_due (zone_id, bounds, cause)
      select zone_id, st_envelope(st_collect(shape)), ${sql.lit(table)} from (
        select place.zone_id, place.shape from before join after using (id),
          lateral (values (before.zone_id, before.${sql.ref(column)}), (after.zone_id, after.${sql.ref(column)}))
            as place (zone_id, shape)
        where ${isMoved}
      ) as moved
      where exists (select from zone where zone.id = moved.zone_id)
      group by zone_id;
      return null;
    end $$`.execute(database);
  await sql`
    create trigger ${sql.ref(`${table}_coverage_update`)} after update on ${sql.table(table)}
    referencing old table as before new table as after for each statement
    execute function ${sql.ref(`${table}_turns_coverage`)}()`.execute(database);
}

async function watchClosures(database: Kysely<unknown>): Promise<void> {
  await sql`
    create function street_closure_moves_coverage() returns trigger language plpgsql as $$
    begin
      insert into coverage_due (zone_id, bounds, cause)
      select street.zone_id, st_envelope(st_collect(street.line)), 'street_closure'
      from changed join street on street.id = changed.street_id
      group by street.zone_id;
      return null;
    end $$`.execute(database);
  for (const event of ['insert', 'update'])
    await sql`
      create trigger ${sql.ref(`street_closure_coverage_${event}`)} after ${sql.raw(event)} on street_closure
      referencing new table as changed for each statement
      execute function street_closure_moves_coverage()`.execute(database);
}

/** Whoever works coverage out hears at once that something is due, and whoever keeps tiles that they are old. */
async function announce(database: Kysely<unknown>): Promise<void> {
  await sql`
    create function announce_coverage_due() returns trigger language plpgsql as $$
    begin
      perform pg_notify('coverage_due', '');
      return null;
    end $$`.execute(database);
  await sql`
    create trigger coverage_due_announced after insert on coverage_due
    for each statement execute function announce_coverage_due()`.execute(database);
  for (const [table, layer] of Object.entries(layersOfTable))
    await sql`
      create trigger ${sql.ref(`${table}_map`)} after insert or update or delete or truncate on ${sql.table(table)}
      for each statement execute function notify_map_layers(${sql.lit(layer)})`.execute(database);
}

const layersOfTable = { camera_view: 'camera-views', coverage_gap: 'coverage-gaps', sos_reach: 'sos-reach' } as const;

export async function down(database: Kysely<unknown>): Promise<void> {
  for (const table of Object.keys(layersOfTable))
    await sql`drop trigger ${sql.ref(`${table}_map`)} on ${sql.table(table)}`.execute(database);
  await sql`drop trigger coverage_due_announced on coverage_due`.execute(database);
  await sql`drop function announce_coverage_due`.execute(database);
  await sql`drop table street_closure, sos_reach, coverage_frame, risk_area_watch`.execute(database);
  await sql`drop function street_closure_moves_coverage`.execute(database);
  for (const event of ['insert', 'update', 'delete'])
    await sql`drop trigger ${sql.ref(`street_lamp_coverage_${event}`)} on street_lamp`.execute(database);
  await sql`drop function street_lamp_moves_coverage, street_lamp_turns_coverage`.execute(database);
  await sql`drop index coverage_gap_area`.execute(database);
  await sql`alter table camera_view drop column recipe, drop column reach_meters`.execute(database);
  await sql`
    alter table coverage_gap drop column turn_camera_id, drop column turn_heading_degrees,
      drop column turn_closes_share`.execute(database);
  await sql`alter table zone_cover drop column causes`.execute(database);
  await sql`alter table coverage_due drop column cause`.execute(database);
  for (const [table, column] of Object.entries(causes)) await restore(database, table, column);
}

/** The triggers as 0031 made them. */
async function restore(database: Kysely<unknown>, table: string, column: string): Promise<void> {
  await sql`drop trigger ${sql.ref(`${table}_coverage_update`)} on ${sql.table(table)}`.execute(database);
  await sql`drop function ${sql.ref(`${table}_turns_coverage`)}`.execute(database);
  await sql`
    create or replace function ${sql.ref(`${table}_moves_coverage`)}() returns trigger language plpgsql as $$
    begin
      insert into coverage_due (zone_id, bounds)
      select zone_id, st_envelope(st_collect(${sql.ref(column)})) from changed
      where exists (select from zone where zone.id = changed.zone_id)
      group by zone_id;
      return null;
    end $$`.execute(database);
  for (const [event, rows] of [
    ['update', 'new'],
    ['left', 'old'],
  ] as const)
    await sql`
      create trigger ${sql.ref(`${table}_coverage_${event}`)} after update on ${sql.table(table)}
      referencing ${sql.raw(rows)} table as changed for each statement
      execute function ${sql.ref(`${table}_moves_coverage`)}()`.execute(database);
}
