import { type Kysely, sql } from 'kysely';

/**
 * Every press of an SOS post, tied to the incident that it made or joined. What the post's own clock said is kept beside
 * when it came, because a clock on a pole may be wrong; null where the post told no time.
 */
export async function up(database: Kysely<unknown>): Promise<void> {
  await sql`
    create table sos_press (
      id uuid primary key,
      zone_id uuid not null references zone (id),
      sos_post_id uuid not null references sos_post (id),
      incident_id uuid not null references incident (id) on delete cascade,
      pressed_at timestamptz,
      received_at timestamptz not null
    )`.execute(database);
  await sql`create index sos_press_post on sos_press (sos_post_id, received_at)`.execute(database);
  await sql`create index sos_press_incident on sos_press (incident_id, received_at)`.execute(database);
}

export async function down(database: Kysely<unknown>): Promise<void> {
  await sql`drop table sos_press`.execute(database);
}
