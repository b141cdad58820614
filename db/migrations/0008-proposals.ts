import { type Kysely, sql } from 'kysely';

/** Proposals, what people say of them, and the ballots that recommend among them. */
export async function up(database: Kysely<unknown>): Promise<void> {
  await sql`
    create table proposal (
      id uuid primary key,
      zone_id uuid not null references zone (id),
      number integer generated always as identity,
      state text not null default 'draft',
      kind text not null check (kind in (
        'light', 'camera', 're-aim-camera', 'sos-post', 'landscape', 'street-layout', 'patrol', 'community-activity')),
      author_id uuid not null references account (id),
      organisation_id uuid references organisation (id),
      version integer not null default 1 check (version >= 1),
      title text not null check (length(title) between 3 and 200),
      problem text not null check (length(problem) between 3 and 4000),
      fix text not null check (length(fix) between 3 and 4000),
      place geometry(Point, 4326) not null,
      place_name text not null default '' check (length(place_name) <= 200),
      risk_area_id uuid references risk_area (id),
      cost_baht bigint check (cost_baht between 0 and 10000000000),
      feasibility text check (feasibility in ('feasible', 'partly', 'not-feasible')),
      feasibility_reason text not null default '' check (length(feasibility_reason) <= 2000),
      spender text check (spender in ('public-road', 'highway', 'private-estate', 'temple', 'school', 'other')),
      merged_into uuid references proposal (id),
      reason text not null default '' check (length(reason) <= 2000),
      created_at timestamptz not null,
      changed_at timestamptz not null,
      check (kind not in ('camera', 're-aim-camera') or risk_area_id is not null),
      check (state <> 'merged' or merged_into is not null),
      check (state <> 'rejected' or reason <> ''),
      check (merged_into is null or merged_into <> id)
    )`.execute(database);
  await sql`create index proposal_zone_state on proposal (zone_id, state)`.execute(database);
  await sql`create index proposal_place on proposal using gist (place)`.execute(database);
  await sql`
    create table proposal_version (
      proposal_id uuid not null references proposal (id),
      version integer not null,
      author_id uuid not null references account (id),
      title text not null,
      problem text not null,
      fix text not null,
      created_at timestamptz not null,
      primary key (proposal_id, version)
    )`.execute(database);
  await sql`
    create table proposal_report (
      proposal_id uuid not null references proposal (id),
      report_id uuid not null references report (id),
      primary key (proposal_id, report_id)
    )`.execute(database);
  await sql`create index proposal_report_report on proposal_report (report_id)`.execute(database);
  await sql`
    create table proposal_endorsement (
      proposal_id uuid not null references proposal (id),
      account_id uuid not null references account (id),
      created_at timestamptz not null,
      primary key (proposal_id, account_id)
    )`.execute(database);
  await sql`
    create table proposal_comment (
      id uuid primary key,
      proposal_id uuid not null references proposal (id),
      account_id uuid not null references account (id),
      stance text not null check (stance in ('for', 'against', 'question')),
      words text not null check (length(words) between 1 and 2000),
      moderation text not null default 'pending' check (moderation in ('pending', 'visible', 'hidden')),
      created_at timestamptz not null
    )`.execute(database);
  await sql`create index proposal_comment_proposal on proposal_comment (proposal_id)`.execute(database);

  await sql`
    create table ballot (
      id uuid primary key,
      zone_id uuid not null references zone (id),
      state text not null default 'scheduled',
      method text not null check (method in ('approval', 'budget')),
      level text not null check (level in ('none', 'contact', 'resident')),
      title text not null check (length(title) between 3 and 200),
      decides text not null check (length(decides) between 3 and 1000),
      budget_baht bigint check (budget_baht between 1 and 10000000000),
      eligible_people integer check (eligible_people > 0),
      opens_at timestamptz not null,
      closes_at timestamptz not null,
      minutes text not null default '' check (length(minutes) <= 20000),
      created_by uuid not null references account (id),
      created_at timestamptz not null,
      closed_at timestamptz,
      published_at timestamptz,
      check (closes_at > opens_at),
      check ((method = 'budget') = (budget_baht is not null))
    )`.execute(database);
  await sql`create index ballot_zone_state on ballot (zone_id, state)`.execute(database);
  await sql`
    create table ballot_option (
      ballot_id uuid not null references ballot (id),
      proposal_id uuid not null references proposal (id),
      cost_baht bigint check (cost_baht between 0 and 10000000000),
      votes integer check (votes >= 0),
      is_chosen boolean,
      primary key (ballot_id, proposal_id)
    )`.execute(database);
  await sql`create index ballot_option_proposal on ballot_option (proposal_id)`.execute(database);
  // The paper's number ties voter to paper while the ballot is open; closing it clears the number on the voter's side.
  await sql`
    create table ballot_paper (
      id uuid primary key,
      ballot_id uuid not null references ballot (id),
      choices uuid[] not null,
      receipt text not null,
      unique (ballot_id, receipt)
    )`.execute(database);
  await sql`
    create table ballot_voter (
      ballot_id uuid not null references ballot (id),
      account_id uuid not null references account (id),
      paper_id uuid unique references ballot_paper (id),
      voted_at timestamptz not null,
      primary key (ballot_id, account_id)
    )`.execute(database);

  await sql`
    insert into state_arrow (subject, from_state, to_state) values
      ('proposal', '', 'draft'), ('proposal', 'draft', 'open'), ('proposal', 'open', 'review'),
      ('proposal', 'review', 'ballot'), ('proposal', 'ballot', 'accepted'), ('proposal', 'accepted', 'delivered'),
      ('proposal', 'review', 'accepted'),
      ('ballot', '', 'scheduled'), ('ballot', 'scheduled', 'open'), ('ballot', 'open', 'closed'),
      ('ballot', 'closed', 'published')`.execute(database);
  await sql`
    insert into state_arrow (subject, from_state, to_state)
    select 'proposal', f, t
    from unnest(array['draft', 'open', 'review', 'ballot', 'accepted']) as f,
      unnest(array['rejected', 'merged', 'withdrawn']) as t`.execute(database);
  await sql`
    create trigger proposal_state before insert or update of state on proposal
    for each row execute function check_state_arrow('proposal')`.execute(database);
  await sql`
    create trigger ballot_state before insert or update of state on ballot
    for each row execute function check_state_arrow('ballot')`.execute(database);
}

export async function down(database: Kysely<unknown>): Promise<void> {
  await sql`
    drop table ballot_voter, ballot_paper, ballot_option, ballot, proposal_comment, proposal_endorsement,
      proposal_report, proposal_version, proposal`.execute(database);
  await sql`delete from state_arrow where subject in ('proposal', 'ballot')`.execute(database);
}
