import { type Kysely, sql } from 'kysely';

const arrows = [
  ['', 'new'],
  ['new', 'confirmed'],
  ['confirmed', 'incident'],
  ['new', 'dismissed'],
  ['confirmed', 'dismissed'],
] as const;

/**
 * Alerts: cameras' hits on watched plates and faces. Of everything else that cameras recognise only a count per camera
 * and hour is kept. The incidents that alerts become are never public, as watch-lists are not.
 */
export async function up(database: Kysely<unknown>): Promise<void> {
  await sql`
    create table camera_reading_count (
      camera_id uuid not null references camera (id) on delete cascade,
      hour timestamptz not null,
      messages integer not null check (messages >= 0),
      -- Plates and faces that the messages told of.
      readings integer not null check (readings >= 0),
      primary key (camera_id, hour)
    )`.execute(database);
  await sql`
    insert into incident_kind (code, category, name_th, name_en, is_sensitive, default_priority) values
      ('watched-vehicle', 'alarm', 'พบรถในรายการเฝ้าระวัง', 'Watched vehicle seen', true, 2),
      ('watched-person', 'alarm', 'พบบุคคลในรายการเฝ้าระวัง', 'Watched person seen', true, 2)`.execute(database);
  await sql`
    create table alert (
      id uuid primary key,
      zone_id uuid not null references zone (id),
      watch_entry_id uuid not null references watch_entry (id),
      camera_id uuid not null references camera (id) on delete cascade,
      state text not null default 'new',
      -- Of its likeliest hit, from 0 to 1.
      likelihood real not null check (likelihood between 0 and 1),
      hits integer not null default 1 check (hits > 0),
      first_seen_at timestamptz not null,
      last_seen_at timestamptz not null check (last_seen_at >= first_seen_at),
      incident_id uuid unique references incident (id),
      reason text not null default '' check (length(reason) <= 500),
      created_at timestamptz not null,
      changed_at timestamptz not null,
      constraint alert_incident check ((state = 'incident') = (incident_id is not null)),
      constraint alert_dismissed check (state <> 'dismissed' or reason <> '')
    )`.execute(database);
  await sql`create index alert_zone on alert (zone_id, state, last_seen_at)`.execute(database);
  await sql`create index alert_entry on alert (watch_entry_id, camera_id, last_seen_at)`.execute(database);
  await sql`create index alert_camera on alert (camera_id)`.execute(database);
  await sql`
    create table alert_hit (
      id uuid primary key,
      alert_id uuid not null references alert (id) on delete cascade,
      watch_entry_id uuid not null references watch_entry (id),
      camera_id uuid not null references camera (id) on delete cascade,
      source text not null check (length(source) between 1 and 60),
      -- The sender's own name for the sighting, so that what it sends twice counts once.
      source_key text not null check (length(source_key) between 1 and 200),
      -- What the recogniser read, before it was compared.
      read_text text not null check (length(read_text) <= 120),
      likelihood real not null check (likelihood between 0 and 1),
      seen_at timestamptz not null,
      received_at timestamptz not null,
      unique (watch_entry_id, camera_id, source, source_key)
    )`.execute(database);
  await sql`create index alert_hit_alert on alert_hit (alert_id, seen_at)`.execute(database);
  await sql`create index alert_hit_camera on alert_hit (camera_id)`.execute(database);
  for (const [from, to] of arrows)
    await sql`insert into state_arrow (subject, from_state, to_state) values ('alert', ${from}, ${to})`.execute(
      database,
    );
  await sql`
    create trigger alert_state before insert or update of state on alert
    for each row execute function check_state_arrow('alert')`.execute(database);
}

export async function down(database: Kysely<unknown>): Promise<void> {
  await sql`drop table alert_hit, alert, camera_reading_count`.execute(database);
  await sql`delete from state_arrow where subject = 'alert'`.execute(database);
  await sql`delete from incident_kind where code in ('watched-vehicle', 'watched-person')`.execute(database);
}
