import { type Kysely, sql } from 'kysely';

/**
 * What somebody found who stood before a camera: its confirmed view, whether anything is in the way, a picture of it.
 * The camera itself knows whether its view is blocked as it was last found; null: nobody has looked. And how much of the
 * ground at risk each camera may see, as far as that is not sure, so that the ones that matter most are visited first.
 */
export async function up(database: Kysely<unknown>): Promise<void> {
  await sql`alter table camera add column is_occluded boolean`.execute(database);
  await sql`
    create table camera_survey (
      id uuid primary key,
      key uuid not null unique,
      camera_id uuid not null references camera (id) on delete cascade,
      zone_id uuid not null references zone (id),
      account_id uuid references account (id),
      surveyed_at timestamptz not null,
      recorded_at timestamptz not null,
      place geometry(Point, 4326) not null,
      heading_degrees real check (heading_degrees >= 0 and heading_degrees < 360),
      heading_way text check (heading_way in ('compass', 'drawn', 'landmarks', 'typed')),
      mounting_height_meters real check (mounting_height_meters between 0.5 and 100),
      tilt_degrees real check (tilt_degrees between -90 and 90),
      is_occluded boolean,
      condition text not null check (condition in ('working', 'faulty', 'offline', 'removed')),
      corrected text[] not null default '{}',
      photo_id uuid references camera_photo (id) on delete set null,
      notes text not null default '' check (length(notes) <= 2000),
      constraint camera_survey_way check (heading_way is null or heading_degrees is not null),
      constraint camera_survey_view check (is_occluded is not null or condition = 'removed'),
      constraint camera_survey_time check (surveyed_at <= recorded_at)
    )`.execute(database);
  await sql`create index camera_survey_of on camera_survey (camera_id, surveyed_at desc)`.execute(database);
  await sql`
    create table camera_stake (
      camera_id uuid not null references camera (id) on delete cascade,
      risk_area_id uuid not null references risk_area (id) on delete cascade,
      zone_id uuid not null references zone (id) on delete cascade,
      ground_square_meters real not null check (ground_square_meters >= 0),
      alone_square_meters real not null check (alone_square_meters >= 0),
      own_likely real not null check (own_likely >= 0),
      own_squared real not null check (own_squared >= 0),
      likely real not null check (likely >= 0),
      squared real not null check (squared >= 0),
      primary key (camera_id, risk_area_id)
    )`.execute(database);
  await sql`create index camera_stake_zone on camera_stake (zone_id)`.execute(database);
  // What hangs on each camera has never been worked out.
  await sql`insert into coverage_due (zone_id, bounds, cause) select id, st_envelope(boundary), 'zone' from zone`.execute(
    database,
  );
}

export async function down(database: Kysely<unknown>): Promise<void> {
  await sql`drop table camera_stake, camera_survey`.execute(database);
  await sql`alter table camera drop column is_occluded`.execute(database);
}
