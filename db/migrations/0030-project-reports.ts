import { type Kysely, sql } from 'kysely';

/** Reports that a project mends without a proposal in between: it was begun for them, or took them up on the way. */
export async function up(database: Kysely<unknown>): Promise<void> {
  await sql`
    create table project_report (
      project_id uuid not null references project (id),
      report_id uuid not null references report (id),
      linked_at timestamptz not null,
      primary key (project_id, report_id)
    )`.execute(database);
  await sql`create index project_report_report on project_report (report_id)`.execute(database);
}

export async function down(database: Kysely<unknown>): Promise<void> {
  await sql`drop table project_report`.execute(database);
}
