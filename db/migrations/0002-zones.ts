import { type Kysely, sql } from 'kysely';

/** Areas, the tree of police units, stations' jurisdictions, zones, and the risk areas inside them. */
export async function up(database: Kysely<unknown>): Promise<void> {
  await sql`
    create table area (
      id uuid primary key,
      kind text not null check (kind in ('province', 'district', 'sub-district', 'local-government', 'community')),
      code text unique,
      parent_id uuid references area (id),
      name_th text not null check (length(name_th) between 1 and 200),
      name_en text not null check (length(name_en) between 1 and 200),
      boundary geometry(MultiPolygon, 4326),
      is_demonstration boolean not null default false
    )`.execute(database);
  await sql`create index area_boundary on area using gist (boundary)`.execute(database);

  await sql`
    create table police_unit (
      id uuid primary key,
      kind text not null check (kind in ('station', 'division', 'bureau', 'national')),
      parent_id uuid references police_unit (id),
      name_th text not null check (length(name_th) between 1 and 200),
      name_en text not null check (length(name_en) between 1 and 200),
      phone text check (length(phone) <= 40),
      phase smallint check (phase between 1 and 3),
      jurisdiction geometry(MultiPolygon, 4326),
      is_demonstration boolean not null default false,
      check ((kind = 'national') = (parent_id is null))
    )`.execute(database);
  await sql`create index police_unit_parent on police_unit (parent_id)`.execute(database);

  await sql`
    create table zone (
      id uuid primary key,
      station_id uuid not null references police_unit (id),
      slug text not null unique check (slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$' and length(slug) <= 60),
      name_th text not null check (length(name_th) between 1 and 200),
      name_en text not null check (length(name_en) between 1 and 200),
      summary_th text not null default '' check (length(summary_th) <= 2000),
      summary_en text not null default '' check (length(summary_en) <= 2000),
      boundary geometry(MultiPolygon, 4326) not null,
      time_zone text not null default 'Asia/Bangkok',
      tracking_prefix text not null unique check (tracking_prefix ~ '^[A-Z]{2,4}$'),
      last_tracking_number integer not null default 1000,
      population integer check (population >= 0),
      public_delay_minutes integer not null default 60 check (public_delay_minutes between 0 and 10080),
      snap_generation integer not null default 0,
      is_demonstration boolean not null default false,
      created_at timestamptz not null
    )`.execute(database);
  await sql`create index zone_boundary on zone using gist (boundary)`.execute(database);
  await sql`create index zone_station on zone (station_id)`.execute(database);

  await sql`
    create table zone_community (
      zone_id uuid not null references zone (id) on delete cascade,
      area_id uuid not null references area (id) on delete cascade,
      primary key (zone_id, area_id)
    )`.execute(database);

  await sql`
    create table risk_area (
      id uuid primary key,
      zone_id uuid not null references zone (id),
      state text not null default 'proposed',
      name_th text not null check (length(name_th) between 1 and 200),
      name_en text not null check (length(name_en) between 1 and 200),
      level smallint not null check (level between 1 and 5),
      boundary geometry(Polygon, 4326) not null,
      factors jsonb not null default '[]',
      reason_th text not null default '' check (length(reason_th) <= 2000),
      reason_en text not null default '' check (length(reason_en) <= 2000),
      assessed_on date not null,
      created_at timestamptz not null,
      updated_at timestamptz not null
    )`.execute(database);
  await sql`create index risk_area_zone on risk_area (zone_id)`.execute(database);
  await sql`create index risk_area_boundary on risk_area using gist (boundary)`.execute(database);
  await sql`
    insert into state_arrow (subject, from_state, to_state) values
      ('risk_area', '', 'proposed'),
      ('risk_area', 'proposed', 'confirmed'), ('risk_area', 'confirmed', 'treated'),
      ('risk_area', 'treated', 'watched'), ('risk_area', 'watched', 'closed'),
      ('risk_area', 'proposed', 'dismissed'), ('risk_area', 'confirmed', 'dismissed'),
      ('risk_area', 'watched', 'confirmed')`.execute(database);
  await sql`
    create trigger risk_area_state before insert or update of state on risk_area
    for each row execute function check_state_arrow('risk_area')`.execute(database);
}

export async function down(database: Kysely<unknown>): Promise<void> {
  await sql`drop table risk_area, zone_community, zone, police_unit, area`.execute(database);
  await sql`delete from state_arrow where subject = 'risk_area'`.execute(database);
}
