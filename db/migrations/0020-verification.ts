import { type Kysely, sql } from 'kysely';

/**
 * What somebody said when they asked for a code to register waits beside the code until the address is proved; tries
 * are counted per address and account, in the database so that every server counts together; and codes that partners
 * and planners hand out at meetings vouch for residents.
 */
export async function up(database: Kysely<unknown>): Promise<void> {
  await sql`
    alter table sign_in_code
      add column display_name text check (length(display_name) between 1 and 120),
      add column password_hash text,
      add column locale text not null default 'th' check (locale in ('th', 'en'))`.execute(database);
  await sql`
    create table sign_in_attempt (
      id uuid primary key,
      kind text not null check (kind in ('password', 'code', 'vouch')),
      subject_hash text not null,
      attempted_at timestamptz not null
    )`.execute(database);
  await sql`create index sign_in_attempt_subject on sign_in_attempt (subject_hash, kind, attempted_at)`.execute(
    database,
  );
  await sql`
    create table vouch_code (
      id uuid primary key,
      code_hash text not null unique,
      zone_id uuid not null references zone (id),
      created_by uuid not null references account (id),
      created_at timestamptz not null,
      expires_at timestamptz not null,
      used_by uuid references account (id),
      used_at timestamptz,
      check ((used_by is null) = (used_at is null))
    )`.execute(database);
  await sql`create index vouch_code_created_by on vouch_code (created_by, created_at)`.execute(database);
}

export async function down(database: Kysely<unknown>): Promise<void> {
  await sql`drop table vouch_code, sign_in_attempt`.execute(database);
  await sql`alter table sign_in_code drop column display_name, drop column password_hash, drop column locale`.execute(
    database,
  );
}
