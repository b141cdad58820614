import { type Kysely, sql } from 'kysely';

/** Unsafe spots that somebody flagged. Who flagged them stands apart, in `report_contact`. */
export async function up(database: Kysely<unknown>): Promise<void> {
  await sql`
    create table report (
      id uuid primary key,
      zone_id uuid not null references zone (id),
      tracking_number text not null unique,
      follow_hash text not null unique,
      idempotency_key uuid not null unique,
      state text not null default 'received',
      category text not null check (category in (
        'lonely', 'dark', 'broken-light', 'overgrown', 'blind-corner', 'abandoned-building', 'camera', 'sos-post',
        'live-wires', 'flooding', 'crossing', 'dogs', 'theft', 'other',
        'harassment', 'drugs', 'gang', 'police')),
      is_sensitive boolean not null generated always as (category in ('harassment', 'drugs', 'gang', 'police')) stored,
      addressed_to uuid references police_unit (id),
      place geometry(Point, 4326) not null,
      place_name text not null default '' check (length(place_name) <= 200),
      is_public_place boolean not null default true,
      words text not null default '' check (length(words) <= 2000),
      words_moderation text not null default 'pending' check (words_moderation in ('pending', 'visible', 'hidden')),
      words_public text not null default '' check (length(words_public) <= 2000),
      account_id uuid references account (id),
      filed_by_organisation_id uuid references organisation (id),
      assigned_organisation_id uuid references organisation (id),
      duplicate_of uuid references report (id),
      referred_to text not null default '' check (length(referred_to) <= 200),
      reason text not null default '' check (length(reason) <= 1000),
      risk_area_id uuid references risk_area (id),
      created_at timestamptz not null,
      changed_at timestamptz not null,
      check ((category in ('harassment', 'drugs', 'gang', 'police')) = (addressed_to is not null)),
      check (state <> 'duplicate' or duplicate_of is not null),
      check (state <> 'referred' or referred_to <> ''),
      check (state <> 'cannot-fix' or reason <> ''),
      check (duplicate_of is null or duplicate_of <> id)
    )`.execute(database);
  await sql`create index report_zone_state on report (zone_id, state)`.execute(database);
  await sql`create index report_place on report using gist (place)`.execute(database);
  await sql`create index report_account on report (account_id)`.execute(database);
  await sql`
    create table report_contact (
      report_id uuid primary key references report (id) on delete cascade,
      email text check (length(email) <= 254),
      phone text check (length(phone) <= 40),
      locale text not null default 'th' check (locale in ('th', 'en')),
      keep_until date not null
    )`.execute(database);
  await sql`
    create table report_photo (
      id uuid primary key,
      report_id uuid not null references report (id),
      file_id uuid not null references file (id),
      moderation text not null default 'pending' check (moderation in ('pending', 'visible', 'hidden')),
      created_at timestamptz not null
    )`.execute(database);
  await sql`create index report_photo_report on report_photo (report_id)`.execute(database);
  // One person counts once: by account, or by the signed token of a browser.
  await sql`
    create table report_me_too (
      report_id uuid not null references report (id),
      person text not null,
      created_at timestamptz not null,
      primary key (report_id, person)
    )`.execute(database);
  await sql`
    create table report_answer (
      id uuid primary key,
      report_id uuid not null references report (id),
      account_id uuid references account (id),
      words text not null check (length(words) between 1 and 2000),
      is_public boolean not null default true,
      created_at timestamptz not null
    )`.execute(database);
  await sql`create index report_answer_report on report_answer (report_id)`.execute(database);
  await sql`
    insert into state_arrow (subject, from_state, to_state)
    select 'report', f, t
    from unnest(array['received', 'triaged', 'planned', 'in-progress', 'fixed']) with ordinality as a (f, i),
      unnest(array['received', 'triaged', 'planned', 'in-progress', 'fixed']) with ordinality as b (t, j)
    where i < j`.execute(database);
  await sql`
    insert into state_arrow (subject, from_state, to_state)
    select 'report', f, t
    from unnest(array['received', 'triaged', 'planned', 'in-progress', 'reopened']) as f,
      unnest(array['duplicate', 'referred', 'cannot-fix', 'withdrawn']) as t`.execute(database);
  await sql`
    insert into state_arrow (subject, from_state, to_state) values
      ('report', '', 'received'), ('report', 'fixed', 'reopened'), ('report', 'reopened', 'triaged')`.execute(database);
  await sql`
    create trigger report_state before insert or update of state on report
    for each row execute function check_state_arrow('report')`.execute(database);
}

export async function down(database: Kysely<unknown>): Promise<void> {
  await sql`drop table report_answer, report_me_too, report_photo, report_contact, report`.execute(database);
  await sql`delete from state_arrow where subject = 'report'`.execute(database);
}
