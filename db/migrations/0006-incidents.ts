import { type Kysely, sql } from 'kysely';

/**
 * Incidents are facts; one that is being worked on also has an `incident_response`. The public sees an incident at
 * its snap point only: a fixed place that stands for at least eight homes.
 */
export async function up(database: Kysely<unknown>): Promise<void> {
  await sql`
    create table incident_kind (
      code text primary key check (code ~ '^[a-z]+(-[a-z]+)*$'),
      category text not null check (category in ('crime', 'call', 'alarm')),
      name_th text not null,
      name_en text not null,
      is_sensitive boolean not null default false,
      default_priority smallint not null default 3 check (default_priority between 1 and 4)
    )`.execute(database);
  await sql`
    insert into incident_kind (code, category, name_th, name_en, is_sensitive, default_priority) values
      ('sos-press', 'alarm', 'กดปุ่ม SOS', 'SOS post pressed', false, 1),
      ('assault', 'crime', 'ทำร้ายร่างกาย', 'Assault', false, 2),
      ('robbery', 'crime', 'ชิงทรัพย์', 'Robbery', false, 2),
      ('snatching', 'crime', 'วิ่งราวทรัพย์', 'Snatching', false, 2),
      ('burglary', 'crime', 'ลักทรัพย์ในเคหสถาน', 'Burglary', false, 3),
      ('vehicle-theft', 'crime', 'โจรกรรมรถ', 'Vehicle theft', false, 3),
      ('theft', 'crime', 'ลักทรัพย์', 'Theft', false, 3),
      ('damage', 'crime', 'ทำให้เสียทรัพย์', 'Damage to property', false, 4),
      ('drugs', 'crime', 'ยาเสพติด', 'Drugs', false, 3),
      ('sexual', 'crime', 'ความผิดเกี่ยวกับเพศ', 'Sexual offence', true, 1),
      ('domestic', 'crime', 'ความรุนแรงในครอบครัว', 'Domestic violence', true, 1),
      ('child', 'crime', 'เหตุเกี่ยวกับเด็ก', 'Harm to a child', true, 1),
      ('quarrel', 'call', 'ทะเลาะวิวาท', 'Quarrel', false, 3),
      ('noise', 'call', 'เสียงดังรบกวน', 'Noise', false, 4),
      ('suspicious', 'call', 'บุคคลต้องสงสัย', 'Suspicious person', false, 3),
      ('traffic', 'call', 'อุบัติเหตุจราจร', 'Traffic accident', false, 2),
      ('fire', 'call', 'เพลิงไหม้', 'Fire', false, 1),
      ('medical', 'call', 'เจ็บป่วยฉุกเฉิน', 'Medical emergency', false, 1),
      ('animal', 'call', 'สัตว์รบกวน', 'Animal', false, 4),
      ('lost', 'call', 'ของหายหรือคนหาย', 'Lost person or thing', false, 4),
      ('other', 'call', 'อื่น ๆ', 'Other', false, 4)`.execute(database);
  await sql`
    create table snap_point (
      id uuid primary key,
      zone_id uuid not null references zone (id),
      generation integer not null,
      place geometry(Point, 4326) not null,
      homes integer not null check (homes >= 8)
    )`.execute(database);
  await sql`create index snap_point_zone on snap_point (zone_id, generation)`.execute(database);
  await sql`create index snap_point_place on snap_point using gist (place)`.execute(database);
  await sql`
    create table incident (
      id uuid primary key,
      zone_id uuid not null references zone (id),
      kind text not null references incident_kind (code),
      occurred_from timestamptz not null,
      occurred_to timestamptz not null,
      place geometry(Point, 4326) not null,
      snap_point_id uuid references snap_point (id),
      source text not null check (source in ('sos', 'alert', 'call', 'patrol', 'resident', 'feed')),
      source_name text not null default '' check (length(source_name) <= 120),
      source_key text check (length(source_key) <= 200),
      summary text not null default '' check (length(summary) <= 2000),
      recorded_at timestamptz not null,
      check (occurred_to >= occurred_from),
      unique (zone_id, source_name, source_key)
    )`.execute(database);
  await sql`create index incident_place on incident using gist (place)`.execute(database);
  await sql`create index incident_zone_time on incident (zone_id, occurred_from)`.execute(database);
  await sql`create index incident_snap_point on incident (snap_point_id)`.execute(database);
  await sql`
    create table incident_response (
      incident_id uuid primary key references incident (id) on delete cascade,
      zone_id uuid not null references zone (id),
      state text not null default 'new',
      priority smallint not null check (priority between 1 and 4),
      number integer generated always as identity,
      daily_log_number text check (length(daily_log_number) <= 60),
      handed_to text check (handed_to in ('191', '1669')),
      patrol_unit_id uuid references patrol_unit (id),
      merged_into uuid references incident (id),
      reason text not null default '' check (length(reason) <= 1000),
      changed_at timestamptz not null
    )`.execute(database);
  await sql`create index incident_response_open on incident_response (zone_id, state)`.execute(database);
  await sql`
    insert into state_arrow (subject, from_state, to_state)
    select 'incident', f, t
    from unnest(array['new', 'acknowledged', 'assigned', 'on-scene', 'resolved', 'closed']) with ordinality as a (f, i),
      unnest(array['new', 'acknowledged', 'assigned', 'on-scene', 'resolved', 'closed']) with ordinality as b (t, j)
    where i < j`.execute(database);
  await sql`
    insert into state_arrow (subject, from_state, to_state)
    select 'incident', f, t
    from unnest(array['new', 'acknowledged', 'assigned', 'on-scene', 'resolved']) as f,
      unnest(array['merged', 'false-alarm']) as t`.execute(database);
  await sql`
    insert into state_arrow (subject, from_state, to_state) values
      ('incident', '', 'new'), ('incident', 'resolved', 'assigned'), ('incident', 'closed', 'assigned')`.execute(
    database,
  );
  await sql`
    create trigger incident_response_state before insert or update of state on incident_response
    for each row execute function check_state_arrow('incident')`.execute(database);
}

export async function down(database: Kysely<unknown>): Promise<void> {
  await sql`drop table incident_response, incident, snap_point, incident_kind`.execute(database);
  await sql`delete from state_arrow where subject = 'incident'`.execute(database);
}
