import { type Kysely, sql } from 'kysely';

/** The town itself: what the map is drawn from and what a place is called by. */
export async function up(database: Kysely<unknown>): Promise<void> {
  await sql`
    create table street (
      id uuid primary key,
      zone_id uuid not null references zone (id),
      kind text not null check (kind in ('main', 'secondary', 'local', 'lane', 'path')),
      name_th text not null default '',
      name_en text not null default '',
      line geometry(LineString, 4326) not null,
      source text not null,
      source_key text not null,
      unique (zone_id, source, source_key)
    )`.execute(database);
  await sql`create index street_line on street using gist (line)`.execute(database);
  await sql`
    create table building (
      id uuid primary key,
      zone_id uuid not null references zone (id),
      kind text not null default 'house',
      homes integer not null default 1 check (homes between 0 and 5000),
      outline geometry(Polygon, 4326) not null,
      height_meters real check (height_meters between 1 and 900),
      source text not null,
      source_key text not null,
      unique (zone_id, source, source_key)
    )`.execute(database);
  await sql`create index building_outline on building using gist (outline)`.execute(database);
  await sql`
    create table land (
      id uuid primary key,
      zone_id uuid not null references zone (id),
      kind text not null check (kind in ('park', 'grass', 'wood', 'water', 'canal', 'school', 'temple', 'market', 'square')),
      name_th text not null default '',
      name_en text not null default '',
      outline geometry(MultiPolygon, 4326) not null,
      source text not null,
      source_key text not null,
      unique (zone_id, source, source_key)
    )`.execute(database);
  await sql`create index land_outline on land using gist (outline)`.execute(database);
  await sql`
    create table landmark (
      id uuid primary key,
      zone_id uuid not null references zone (id),
      kind text not null check (kind in ('market', 'school', 'temple', 'park', 'bus-stop', 'police', 'hospital', 'shop', 'canal', 'community', 'other')),
      name_th text not null check (length(name_th) between 1 and 200),
      name_en text not null check (length(name_en) between 1 and 200),
      place geometry(Point, 4326) not null,
      source text not null,
      source_key text not null,
      unique (zone_id, source, source_key)
    )`.execute(database);
  await sql`create index landmark_place on landmark using gist (place)`.execute(database);
  await sql`
    create table street_lamp (
      id uuid primary key,
      zone_id uuid not null references zone (id),
      is_working boolean not null default true,
      place geometry(Point, 4326) not null,
      source text not null,
      source_key text not null,
      unique (zone_id, source, source_key)
    )`.execute(database);
  await sql`create index street_lamp_place on street_lamp using gist (place)`.execute(database);
}

export async function down(database: Kysely<unknown>): Promise<void> {
  await sql`drop table street_lamp, landmark, land, building, street`.execute(database);
}
