import { type Kysely, sql } from 'kysely';

/**
 * Coverage is announced as due only when something is: a statement that finds nothing to change used to wake whoever
 * works it out, whose own such statement woke it again, and so on without an end.
 */
export async function up(database: Kysely<unknown>): Promise<void> {
  await announceWith(database, sql`if exists (select from made) then perform pg_notify('coverage_due', ''); end if;`);
  await sql`
    create or replace trigger coverage_due_announced after insert on coverage_due
    referencing new table as made for each statement execute function announce_coverage_due()`.execute(database);
}

export async function down(database: Kysely<unknown>): Promise<void> {
  await announceWith(database, sql`perform pg_notify('coverage_due', '');`);
  await sql`
    create or replace trigger coverage_due_announced after insert on coverage_due
    for each statement execute function announce_coverage_due()`.execute(database);
}

async function announceWith(database: Kysely<unknown>, body: ReturnType<typeof sql>): Promise<void> {
  await sql`
    create or replace function announce_coverage_due() returns trigger language plpgsql as $$
    begin
      ${body}
      return null;
    end $$`.execute(database);
}
