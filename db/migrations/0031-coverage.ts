import { type Kysely, sql } from 'kysely';

/** Tables whose change moves what cameras see or how far it is to a post, and the column that tells where. */
const causes = {
  camera: 'place',
  building: 'outline',
  risk_area: 'boundary',
  sos_post: 'place',
  street: 'line',
} as const;

const uses = `'detect', 'observe', 'recognise', 'identify'`;

/**
 * What cameras see and how far it is to an SOS post, worked out from the registry, the buildings and the streets and kept
 * until one of them changes. Tilt counts in
 * degrees below the horizon from here on.
 */
export async function up(database: Kysely<unknown>): Promise<void> {
  await sql`update camera set tilt_degrees = -tilt_degrees where tilt_degrees is not null`.execute(database);
  await sql`
    create table camera_view (
      camera_id uuid not null references camera (id) on delete cascade,
      zone_id uuid not null references zone (id) on delete cascade,
      purpose text not null check (purpose in (${sql.raw(uses)})),
      area geometry(MultiPolygon, 4326) not null,
      is_known boolean not null,
      assumed text[] not null default '{}',
      computed_at timestamptz not null,
      primary key (camera_id, purpose)
    )`.execute(database);
  await sql`create index camera_view_zone on camera_view (zone_id, purpose)`.execute(database);
  await sql`create index camera_view_area on camera_view using gist (area)`.execute(database);
  await sql`
    create table risk_area_cover (
      risk_area_id uuid not null references risk_area (id) on delete cascade,
      zone_id uuid not null references zone (id) on delete cascade,
      purpose text not null check (purpose in (${sql.raw(uses)})),
      scope text not null check (scope in ('linked', 'all')),
      ground_square_meters real not null check (ground_square_meters >= 0),
      sure_share real not null check (sure_share between 0 and 1),
      likely_share real not null check (likely_share between sure_share and 1),
      computed_at timestamptz not null,
      primary key (risk_area_id, purpose, scope)
    )`.execute(database);
  await sql`
    create table coverage_gap (
      id uuid primary key,
      zone_id uuid not null references zone (id) on delete cascade,
      risk_area_id uuid not null references risk_area (id) on delete cascade,
      purpose text not null check (purpose in (${sql.raw(uses)})),
      scope text not null check (scope in ('linked', 'all')),
      area geometry(MultiPolygon, 4326) not null,
      label geometry(Point, 4326) not null,
      square_meters real not null check (square_meters > 0),
      people real not null check (people >= 0),
      risk real not null check (risk >= 0),
      nearest_camera_id uuid references camera (id) on delete set null,
      nearest_camera_meters real,
      computed_at timestamptz not null
    )`.execute(database);
  await sql`create index coverage_gap_zone on coverage_gap (zone_id, purpose, scope, risk desc)`.execute(database);
  await sql`
    create table risk_area_walk (
      risk_area_id uuid primary key references risk_area (id) on delete cascade,
      zone_id uuid not null references zone (id) on delete cascade,
      one_minute_share real not null check (one_minute_share between 0 and 1),
      two_minutes_share real not null check (two_minutes_share between one_minute_share and 1),
      three_minutes_share real not null check (three_minutes_share between two_minutes_share and 1),
      half_meters real check (half_meters >= 0),
      nine_in_ten_meters real check (nine_in_ten_meters >= half_meters),
      computed_at timestamptz not null
    )`.execute(database);
  await sql`
    create table zone_cover (
      zone_id uuid not null references zone (id) on delete cascade,
      purpose text not null check (purpose in (${sql.raw(uses)})),
      scope text not null check (scope in ('linked', 'all')),
      computed_at timestamptz not null,
      sure_share real not null check (sure_share between 0 and 1),
      likely_share real not null check (likely_share between sure_share and 1),
      primary key (zone_id, purpose, scope, computed_at)
    )`.execute(database);
  await createDueTable(database);
}

/** Where something has changed since coverage was last worked out; a statement adds one row a zone. */
async function createDueTable(database: Kysely<unknown>): Promise<void> {
  await sql`
    create table coverage_due (
      id bigint generated always as identity primary key,
      zone_id uuid not null references zone (id) on delete cascade,
      bounds geometry(Geometry, 4326) not null
    )`.execute(database);
  await sql`create index coverage_due_zone on coverage_due (zone_id)`.execute(database);
  for (const [table, column] of Object.entries(causes)) {
    await sql`
      create function ${sql.ref(`${table}_moves_coverage`)}() returns trigger language plpgsql as $$
      begin
        insert into coverage_due (zone_id, bounds)
        select zone_id, st_envelope(st_collect(${sql.ref(column)})) from changed
        where exists (select from zone where zone.id = changed.zone_id)
        group by zone_id;
        return null;
      end $$`.execute(database);
    for (const [event, rows] of [
      ['insert', 'new'],
      ['update', 'new'],
      ['delete', 'old'],
    ] as const) {
      await sql`
        create trigger ${sql.ref(`${table}_coverage_${event}`)} after ${sql.raw(event)} on ${sql.table(table)}
        referencing ${sql.raw(rows)} table as changed for each statement
        execute function ${sql.ref(`${table}_moves_coverage`)}()`.execute(database);
    }
    // An update leaves one place and takes another: the old one is due too.
    await sql`
      create trigger ${sql.ref(`${table}_coverage_left`)} after update on ${sql.table(table)}
      referencing old table as changed for each statement
      execute function ${sql.ref(`${table}_moves_coverage`)}()`.execute(database);
  }
  await sql`insert into coverage_due (zone_id, bounds) select id, st_envelope(boundary) from zone`.execute(database);
}

export async function down(database: Kysely<unknown>): Promise<void> {
  for (const table of Object.keys(causes)) {
    for (const event of ['insert', 'update', 'delete', 'left'])
      await sql`drop trigger ${sql.ref(`${table}_coverage_${event}`)} on ${sql.table(table)}`.execute(database);
    await sql`drop function ${sql.ref(`${table}_moves_coverage`)}`.execute(database);
  }
  await sql`drop table coverage_due, zone_cover, risk_area_walk, coverage_gap, risk_area_cover, camera_view`.execute(
    database,
  );
  await sql`update camera set tilt_degrees = -tilt_degrees where tilt_degrees is not null`.execute(database);
}
