import { type Kysely, sql } from 'kysely';

/** Where a watched plate or face may go from where. The empty string is where it comes from before it exists. */
const arrows = [
  ['', 'requested'],
  ['requested', 'approved'],
  ['approved', 'active'],
  ['active', 'expired'],
  ['requested', 'revoked'],
  ['approved', 'revoked'],
  ['active', 'revoked'],
] as const;

/**
 * Plates and faces that a station watches for: asked for with a legal basis, approved by somebody else, for a time that
 * ends. What is watched is erased some time after it has ended; that it was watched, by whom and why stays.
 */
export async function up(database: Kysely<unknown>): Promise<void> {
  await sql`
    create table watch_entry (
      id uuid primary key,
      zone_id uuid not null references zone (id),
      kind text not null check (kind in ('plate', 'face')),
      -- A plate as it is written on one line, or what the recogniser knows a face as.
      watched text check (length(watched) between 1 and 120),
      erased_at timestamptz,
      legal_basis text not null check (length(legal_basis) between 3 and 300),
      reason text not null check (length(reason) between 3 and 1000),
      case_number text not null check (length(case_number) between 1 and 60),
      threshold real not null check (threshold between 0.5 and 0.9995),
      state text not null default 'requested',
      requested_by uuid not null references account (id),
      requested_at timestamptz not null,
      approved_by uuid references account (id),
      approved_at timestamptz,
      starts_at timestamptz not null,
      expires_at timestamptz not null,
      ended_reason text not null default '' check (length(ended_reason) <= 500),
      changed_at timestamptz not null,
      constraint watch_entry_two_persons check (approved_by <> requested_by),
      constraint watch_entry_approved check (
        (approved_by is null) = (approved_at is null)
        and (state not in ('approved', 'active', 'expired') or approved_by is not null)
        and (state <> 'requested' or approved_by is null)),
      constraint watch_entry_ends check (expires_at > starts_at and expires_at <= starts_at + interval '367 days'),
      constraint watch_entry_watched check ((watched is null) = (erased_at is not null)
        and (erased_at is null or state in ('expired', 'revoked')))
    )`.execute(database);
  await sql`create index watch_entry_zone on watch_entry (zone_id, state)`.execute(database);
  await sql`create index watch_entry_due on watch_entry (state, starts_at, expires_at)`.execute(database);
  for (const [from, to] of arrows)
    await sql`insert into state_arrow (subject, from_state, to_state) values ('watch-entry', ${from}, ${to})`.execute(
      database,
    );
  await sql`
    create trigger watch_entry_state before insert or update of state on watch_entry
    for each row execute function check_state_arrow('watch-entry')`.execute(database);
}

export async function down(database: Kysely<unknown>): Promise<void> {
  await sql`drop table watch_entry`.execute(database);
  await sql`delete from state_arrow where subject = 'watch-entry'`.execute(database);
}
