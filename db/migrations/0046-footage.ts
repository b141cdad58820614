import { type Kysely, sql } from 'kysely';

const arrows = [
  ['', 'asked'],
  ['asked', 'preserved'],
  ['preserved', 'granted'],
  ['preserved', 'refused'],
  ['granted', 'handed-over'],
] as const;

/** Requests for what cameras recorded of an incident: one for an incident and some minutes, answered camera by camera. */
export async function up(database: Kysely<unknown>): Promise<void> {
  await sql`
    create table footage_request (
      id uuid primary key,
      number integer generated always as identity unique,
      zone_id uuid not null references zone (id),
      incident_id uuid not null references incident (id),
      from_at timestamptz not null,
      to_at timestamptz not null,
      -- For the owners of the cameras: what to look for, without names.
      note text not null default '' check (length(note) <= 1000),
      requested_by uuid not null references account (id),
      created_at timestamptz not null,
      constraint footage_request_time check (to_at > from_at and to_at <= from_at + interval '24 hours')
    )`.execute(database);
  await sql`create index footage_request_zone on footage_request (zone_id, created_at)`.execute(database);
  await sql`create index footage_request_incident on footage_request (incident_id)`.execute(database);
  await sql`
    create table footage_ask (
      id uuid primary key,
      request_id uuid not null references footage_request (id) on delete cascade,
      zone_id uuid not null references zone (id),
      camera_id uuid not null references camera (id) on delete cascade,
      state text not null default 'asked',
      reason text not null default '' check (length(reason) <= 500),
      changed_at timestamptz not null,
      unique (request_id, camera_id),
      constraint footage_ask_refused check (state <> 'refused' or reason <> '')
    )`.execute(database);
  await sql`create index footage_ask_camera on footage_ask (camera_id, state)`.execute(database);
  for (const [from, to] of arrows)
    await sql`insert into state_arrow (subject, from_state, to_state) values ('footage', ${from}, ${to})`.execute(
      database,
    );
  await sql`
    create trigger footage_ask_state before insert or update of state on footage_ask
    for each row execute function check_state_arrow('footage')`.execute(database);
}

export async function down(database: Kysely<unknown>): Promise<void> {
  await sql`drop table footage_ask, footage_request`.execute(database);
  await sql`delete from state_arrow where subject = 'footage'`.execute(database);
}
