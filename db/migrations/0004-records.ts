import { type Kysely, sql } from 'kysely';

/** What happened, in order, for ever: events, live streams, the audit log; and uploaded files, which are rows too. */
export async function up(database: Kysely<unknown>): Promise<void> {
  await sql`
    create table event (
      id uuid primary key,
      zone_id uuid references zone (id),
      subject text not null,
      subject_id uuid not null,
      type text not null,
      actor_id uuid,
      occurred_at timestamptz not null,
      recorded_at timestamptz not null,
      payload jsonb not null default '{}'
    )`.execute(database);
  await sql`create index event_subject on event (subject_id, recorded_at)`.execute(database);
  await sql`create index event_zone on event (zone_id, recorded_at)`.execute(database);
  await sql`
    create trigger event_append_only before update or delete on event
    for each row execute function refuse_change()`.execute(database);

  // Positions are dense and in commit order because the row lock on `stream` is held until commit.
  await sql`
    create table stream (
      zone_id uuid not null references zone (id) on delete cascade,
      audience text not null check (audience in ('public', 'commander', 'officer')),
      position bigint not null default 0,
      primary key (zone_id, audience)
    )`.execute(database);
  await sql`
    create table stream_entry (
      zone_id uuid not null,
      audience text not null,
      position bigint not null,
      recorded_at timestamptz not null,
      payload jsonb not null,
      primary key (zone_id, audience, position),
      foreign key (zone_id, audience) references stream (zone_id, audience) on delete cascade
    )`.execute(database);
  await sql`create index stream_entry_age on stream_entry (recorded_at)`.execute(database);

  await sql`
    create table audit_log (
      id uuid primary key,
      account_id uuid not null,
      zone_id uuid references zone (id),
      action text not null,
      subject text not null,
      subject_id uuid,
      reason text not null default '' check (length(reason) <= 500),
      recorded_at timestamptz not null
    )`.execute(database);
  await sql`create index audit_log_account on audit_log (account_id, recorded_at)`.execute(database);
  await sql`create index audit_log_zone on audit_log (zone_id, recorded_at)`.execute(database);
  await sql`
    create trigger audit_log_append_only before update or delete on audit_log
    for each row execute function refuse_change()`.execute(database);

  await sql`
    create table audit_tile_hour (
      account_id uuid not null,
      zone_id uuid not null references zone (id) on delete cascade,
      layer text not null,
      hour timestamptz not null,
      primary key (account_id, zone_id, layer, hour)
    )`.execute(database);

  await sql`
    create table file (
      id uuid primary key,
      zone_id uuid not null references zone (id),
      media_type text not null check (media_type in ('image/webp', 'image/jpeg')),
      width integer not null check (width between 1 and 10000),
      height integer not null check (height between 1 and 10000),
      bytes bytea not null check (octet_length(bytes) <= 4000000),
      thumbnail bytea not null check (octet_length(thumbnail) <= 200000),
      sha256 text not null,
      created_at timestamptz not null
    )`.execute(database);

  await sql`
    create table setting (
      key text primary key,
      value jsonb not null,
      updated_at timestamptz not null
    )`.execute(database);
}

export async function down(database: Kysely<unknown>): Promise<void> {
  await sql`drop table setting, file, audit_tile_hour, audit_log, stream_entry, stream, event`.execute(database);
}
