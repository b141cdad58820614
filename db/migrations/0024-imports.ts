import { type Kysely, sql } from 'kysely';

/** Imports: what was brought in and how its columns were read; rows wait in `import_row` until they have a zone. */
export async function up(database: Kysely<unknown>): Promise<void> {
  await sql`alter table camera add column heading_written text not null default '' check (length(heading_written) <= 200)`.execute(
    database,
  );
  await sql`
    create table import_profile (
      id uuid primary key,
      target text not null check (target in ('incidents', 'cameras', 'sos-posts', 'areas', 'streets', 'buildings')),
      header_hash text not null,
      options jsonb not null,
      changed_at timestamptz not null,
      unique (target, header_hash)
    )`.execute(database);
  await sql`
    create table import_run (
      id uuid primary key,
      target text not null check (target in ('incidents', 'cameras', 'sos-posts', 'areas', 'streets', 'buildings')),
      state text not null default 'uploaded',
      file_name text not null check (length(file_name) between 1 and 200),
      file_bytes bytea,
      options jsonb not null default '{}',
      progress real not null default 0 check (progress between 0 and 1),
      rows_read integer not null default 0,
      rows_added integer not null default 0,
      rows_changed integer not null default 0,
      rows_same integer not null default 0,
      rows_rejected integer not null default 0,
      rejected_csv text,
      message text not null default '' check (length(message) <= 1000),
      created_by uuid,
      created_at timestamptz not null,
      finished_at timestamptz
    )`.execute(database);
  await sql`
    insert into state_arrow (subject, from_state, to_state) values
      ('import', '', 'uploaded'), ('import', 'uploaded', 'running'), ('import', 'uploaded', 'cancelled'),
      ('import', 'running', 'done'), ('import', 'running', 'failed'), ('import', 'running', 'cancelled')`.execute(
    database,
  );
  await sql`
    create trigger import_run_state before insert or update of state on import_run
    for each row execute function check_state_arrow('import')`.execute(database);
  // Rows on their way in: worth nothing after a crash, because the import is run again.
  await sql`
    create unlogged table import_row (
      run_id uuid not null,
      ordinal integer not null,
      line integer not null,
      id uuid not null,
      source_key text not null,
      geometry geometry(Geometry, 4326),
      zone_id uuid,
      fields jsonb not null,
      primary key (run_id, ordinal)
    )`.execute(database);
}

export async function down(database: Kysely<unknown>): Promise<void> {
  await sql`drop table import_row, import_run, import_profile`.execute(database);
  await sql`delete from state_arrow where subject = 'import'`.execute(database);
  await sql`alter table camera drop column heading_written`.execute(database);
}
