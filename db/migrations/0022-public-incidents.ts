import { type Kysely, sql } from 'kysely';

/**
 * What the public is told of a live incident, and when. The key is random, because an id would tell the millisecond in
 * which the incident was made.
 */
export async function up(database: Kysely<unknown>): Promise<void> {
  await sql`
    alter table incident_response
      add public_key uuid not null unique default gen_random_uuid(),
      add published_at timestamptz`.execute(database);
}

export async function down(database: Kysely<unknown>): Promise<void> {
  await sql`alter table incident_response drop public_key, drop published_at`.execute(database);
}
