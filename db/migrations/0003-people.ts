import { type Kysely, sql } from 'kysely';

/**
 * Accounts, what they belong to, and how they sign in. Contacts and passwords stand in tables of their own, so that
 * erasing a person is a delete there and leaves every count elsewhere as it was.
 */
export async function up(database: Kysely<unknown>): Promise<void> {
  await sql`
    create table account (
      id uuid primary key,
      display_name text not null check (length(display_name) between 1 and 120),
      verification text not null default 'none' check (verification in ('none', 'contact', 'resident')),
      locale text not null default 'th' check (locale in ('th', 'en')),
      is_administrator boolean not null default false,
      is_disabled boolean not null default false,
      is_demonstration boolean not null default false,
      created_at timestamptz not null,
      erased_at timestamptz
    )`.execute(database);
  await sql`
    create table account_contact (
      id uuid primary key,
      account_id uuid not null references account (id) on delete cascade,
      kind text not null check (kind in ('email', 'phone', 'line')),
      value text not null check (length(value) between 3 and 254),
      verified_at timestamptz,
      unique (kind, value)
    )`.execute(database);
  await sql`create index account_contact_account on account_contact (account_id)`.execute(database);
  await sql`
    create table account_password (
      account_id uuid primary key references account (id) on delete cascade,
      hash text not null,
      changed_at timestamptz not null
    )`.execute(database);
  await sql`
    create table session (
      token_hash text primary key,
      account_id uuid not null references account (id) on delete cascade,
      created_at timestamptz not null,
      expires_at timestamptz not null,
      ends_at timestamptz not null
    )`.execute(database);
  await sql`create index session_account on session (account_id)`.execute(database);
  await sql`
    create table sign_in_code (
      id uuid primary key,
      email text not null check (length(email) <= 254),
      code_hash text not null,
      attempts smallint not null default 0 check (attempts between 0 and 5),
      created_at timestamptz not null,
      expires_at timestamptz not null,
      used_at timestamptz
    )`.execute(database);
  await sql`create index sign_in_code_email on sign_in_code (email, created_at)`.execute(database);

  await sql`
    create table organisation (
      id uuid primary key,
      kind text not null check (kind in (
        'police-unit', 'bangkok', 'pattaya', 'province-administration', 'city-municipality', 'town-municipality',
        'sub-district-municipality', 'sub-district-administration', 'province-office', 'district-office',
        'electricity', 'highways', 'business', 'condominium', 'school', 'temple', 'hospital', 'research',
        'community-committee', 'volunteers', 'oversight-committee')),
      name_th text not null check (length(name_th) between 1 and 200),
      name_en text not null check (length(name_en) between 1 and 200),
      police_unit_id uuid references police_unit (id),
      network_station_id uuid references police_unit (id),
      territory_area_id uuid references area (id),
      territory_station_id uuid references police_unit (id),
      territory_zone_id uuid references zone (id),
      is_disabled boolean not null default false,
      is_demonstration boolean not null default false,
      created_at timestamptz not null,
      check (num_nonnulls(territory_area_id, territory_station_id, territory_zone_id) <= 1),
      check ((kind = 'police-unit') = (police_unit_id is not null))
    )`.execute(database);
  await sql`create unique index organisation_police_unit on organisation (police_unit_id)`.execute(database);

  await sql`
    create table membership (
      id uuid primary key,
      account_id uuid not null references account (id),
      organisation_id uuid not null references organisation (id),
      role text not null check (role in ('partner', 'planner', 'officer', 'supervisor', 'commander')),
      position text not null default '' check (length(position) <= 200),
      is_acting boolean not null default false,
      valid_from date not null,
      valid_to date,
      check (valid_to is null or valid_to >= valid_from)
    )`.execute(database);
  await sql`create index membership_account on membership (account_id)`.execute(database);
  await sql`create index membership_organisation on membership (organisation_id)`.execute(database);
  await sql`
    create unique index membership_open on membership (account_id, organisation_id, role) where valid_to is null`.execute(
    database,
  );

  await sql`
    create table invitation (
      id uuid primary key,
      token_hash text not null unique,
      organisation_id uuid not null references organisation (id),
      role text not null check (role in ('partner', 'planner', 'officer', 'supervisor', 'commander')),
      position text not null default '' check (length(position) <= 200),
      email text not null check (length(email) <= 254),
      invited_by uuid not null references account (id),
      created_at timestamptz not null,
      expires_at timestamptz not null,
      accepted_by uuid references account (id),
      accepted_at timestamptz,
      revoked_at timestamptz
    )`.execute(database);

  await sql`
    create table patrol_unit (
      id uuid primary key,
      station_id uuid not null references police_unit (id),
      call_sign text not null check (length(call_sign) between 1 and 60),
      vehicle text not null default 'motorcycle' check (vehicle in ('motorcycle', 'car', 'bicycle', 'foot')),
      is_demonstration boolean not null default false,
      unique (station_id, call_sign)
    )`.execute(database);
  await sql`
    create table patrol_unit_member (
      patrol_unit_id uuid not null references patrol_unit (id) on delete cascade,
      account_id uuid not null references account (id),
      valid_from date not null,
      valid_to date,
      primary key (patrol_unit_id, account_id, valid_from)
    )`.execute(database);
}

export async function down(database: Kysely<unknown>): Promise<void> {
  await sql`
    drop table patrol_unit_member, patrol_unit, invitation, membership, organisation, sign_in_code, session,
      account_password, account_contact, account`.execute(database);
}
