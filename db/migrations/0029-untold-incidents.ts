import { type Kysely, sql } from 'kysely';

/** Every minute somebody asks which live incidents the public has not been told of: these are few, and found at once. */
export async function up(database: Kysely<unknown>): Promise<void> {
  await sql`create index incident_response_untold on incident_response (changed_at) where published_at is null`.execute(
    database,
  );
}

export async function down(database: Kysely<unknown>): Promise<void> {
  await sql`drop index incident_response_untold`.execute(database);
}
