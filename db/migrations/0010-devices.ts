import { type Kysely, sql } from 'kysely';

/** Cameras of every owner and SOS posts. An unknown heading is null, never a guess. */
export async function up(database: Kysely<unknown>): Promise<void> {
  await sql`
    create table camera (
      id uuid primary key,
      zone_id uuid not null references zone (id),
      organisation_id uuid not null references organisation (id),
      code text not null check (length(code) between 1 and 60),
      name text not null default '' check (length(name) <= 200),
      place geometry(Point, 4326) not null,
      mounting_height_meters real check (mounting_height_meters between 0.5 and 100),
      heading_degrees real check (heading_degrees >= 0 and heading_degrees < 360),
      tilt_degrees real check (tilt_degrees between -90 and 90),
      field_of_view_degrees real check (field_of_view_degrees > 0 and field_of_view_degrees <= 360),
      model text not null default '' check (length(model) <= 120),
      image_width_pixels integer check (image_width_pixels between 100 and 20000),
      image_height_pixels integer check (image_height_pixels between 100 and 20000),
      range_meters real check (range_meters between 1 and 2000),
      functions text[] not null default '{plain}' check (functions <@ array['plain', 'face', 'plate']),
      link text not null default 'unlinked' check (link in ('linked', 'unlinked', 'paused')),
      condition text not null default 'working' check (condition in ('working', 'faulty', 'offline', 'removed')),
      source text not null,
      source_key text not null,
      created_at timestamptz not null,
      changed_at timestamptz not null,
      unique (zone_id, source, source_key)
    )`.execute(database);
  await sql`create index camera_zone on camera (zone_id)`.execute(database);
  await sql`create index camera_place on camera using gist (place)`.execute(database);
  await sql`
    create table sos_post (
      id uuid primary key,
      zone_id uuid not null references zone (id),
      code text not null check (length(code) between 1 and 60),
      name_th text not null default '' check (length(name_th) <= 200),
      name_en text not null default '' check (length(name_en) <= 200),
      place geometry(Point, 4326) not null,
      condition text not null default 'working' check (condition in ('working', 'silent', 'faulty')),
      last_heartbeat_at timestamptz,
      source text not null,
      source_key text not null,
      created_at timestamptz not null,
      changed_at timestamptz not null,
      unique (zone_id, source, source_key)
    )`.execute(database);
  await sql`create index sos_post_place on sos_post using gist (place)`.execute(database);
}

export async function down(database: Kysely<unknown>): Promise<void> {
  await sql`drop table sos_post, camera`.execute(database);
}
