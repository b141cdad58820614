import { type Kysely, sql } from 'kysely';

/**
 * Other systems that tell incidents: each with its zone, how its own words are understood, the keys that it signs with,
 * when it was last heard, how often somebody else tried to speak for it, and what it told that could not be understood.
 */
export async function up(database: Kysely<unknown>): Promise<void> {
  await sql`
    create table source (
      id uuid primary key,
      zone_id uuid not null references zone (id),
      name text not null check (length(name) between 1 and 120),
      kind text not null check (kind in ('dispatch', 'sensor', 'application', 'video', 'other')),
      -- How the system's own names and words are understood; empty for what speaks our form.
      profile jsonb not null default '{}' check (jsonb_typeof(profile) = 'object'),
      -- After so long without a word it is missed; null where silence is usual.
      silence_minutes smallint check (silence_minutes between 1 and 10080),
      messages_per_minute integer not null default 600 check (messages_per_minute between 1 and 60000),
      last_heard_at timestamptz,
      -- Since when it has been missed.
      silent_since timestamptz,
      created_at timestamptz not null,
      unique (zone_id, name)
    )`.execute(database);
  await sql`create index source_silent on source (zone_id) where silent_since is not null`.execute(database);
  // No secret stands here, as with the keys of devices.
  await sql`
    create table source_key (
      source_id uuid not null references source (id) on delete cascade,
      number integer not null check (number > 0),
      created_at timestamptz not null,
      ends_at timestamptz,
      primary key (source_id, number)
    )`.execute(database);
  // Nothing of what was not signed is kept but how often it came: nobody else may fill the disk.
  await sql`
    create table source_refusal (
      source_id uuid not null references source (id) on delete cascade,
      hour timestamptz not null,
      count integer not null check (count > 0),
      primary key (source_id, hour)
    )`.execute(database);
  await sql`
    create table dead_letter (
      id uuid primary key,
      source_id uuid not null references source (id) on delete cascade,
      webhook_id text not null check (length(webhook_id) between 1 and 128),
      received_at timestamptz not null,
      reason text not null,
      -- The bytes as they came, which may be no text at all.
      body bytea not null check (length(body) <= 32768),
      unique (source_id, webhook_id)
    )`.execute(database);
  await sql`create index dead_letter_received on dead_letter (received_at)`.execute(database);
}

export async function down(database: Kysely<unknown>): Promise<void> {
  await sql`drop table dead_letter, source_refusal, source_key, source`.execute(database);
}
