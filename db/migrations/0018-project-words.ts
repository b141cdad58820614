import { type Kysely, sql } from 'kysely';

/**
 * What a neighbour says of a finished project is public only after moderation, like every free text; the row has an id, so
 * that it can be moderated without naming whose it is.
 */
export async function up(database: Kysely<unknown>): Promise<void> {
  await sql`
    alter table project_confirmation
      add column id uuid not null unique default gen_random_uuid(),
      add column words_moderation text not null default 'pending'
        check (words_moderation in ('pending', 'visible', 'hidden'))`.execute(database);
}

export async function down(database: Kysely<unknown>): Promise<void> {
  await sql`alter table project_confirmation drop column words_moderation, drop column id`.execute(database);
}
