import { type Kysely, sql } from 'kysely';

/** Works that change a place: milestones, tasks, money by fiscal year, photos, confirmation, and the measured effect. */
export async function up(database: Kysely<unknown>): Promise<void> {
  await sql`
    create table project (
      id uuid primary key,
      zone_id uuid not null references zone (id),
      number integer generated always as identity,
      state text not null default 'planned',
      kind text not null check (kind in (
        'light', 'camera', 're-aim-camera', 'sos-post', 'landscape', 'street-layout', 'patrol', 'community-activity')),
      proposal_id uuid unique references proposal (id),
      organisation_id uuid not null references organisation (id),
      title text not null check (length(title) between 3 and 200),
      summary text not null default '' check (length(summary) <= 4000),
      place geometry(Point, 4326) not null,
      place_name text not null default '' check (length(place_name) <= 200),
      treated_area geometry(Polygon, 4326),
      buffer_area geometry(Polygon, 4326),
      control_area geometry(Polygon, 4326),
      areas_locked_at timestamptz,
      risk_area_id uuid references risk_area (id),
      starts_on date,
      due_on date,
      done_at timestamptz,
      accepted_on date,
      acceptance_reference text not null default '' check (length(acceptance_reference) <= 200),
      reason text not null default '' check (length(reason) <= 2000),
      created_at timestamptz not null,
      changed_at timestamptz not null,
      check (due_on is null or starts_on is null or due_on >= starts_on),
      check (state not in ('underway', 'done', 'evaluated') or areas_locked_at is not null),
      check (areas_locked_at is null or (treated_area is not null and buffer_area is not null and control_area is not null)),
      check (state not in ('done', 'evaluated') or done_at is not null),
      check (state <> 'cancelled' or reason <> '')
    )`.execute(database);
  await sql`create index project_zone_state on project (zone_id, state)`.execute(database);
  await sql`create index project_place on project using gist (place)`.execute(database);
  await sql`
    create table project_milestone (
      id uuid primary key,
      project_id uuid not null references project (id),
      position smallint not null check (position between 1 and 100),
      title text not null check (length(title) between 1 and 200),
      due_on date,
      done_on date,
      unique (project_id, position)
    )`.execute(database);
  await sql`
    create table project_task (
      id uuid primary key,
      project_id uuid not null references project (id),
      milestone_id uuid references project_milestone (id),
      organisation_id uuid references organisation (id),
      account_id uuid references account (id),
      title text not null check (length(title) between 1 and 200),
      due_on date,
      done_on date,
      created_at timestamptz not null
    )`.execute(database);
  await sql`create index project_task_project on project_task (project_id)`.execute(database);
  // The fiscal year is named by the Buddhist year in which it ends: 2570 runs from October 2569 to September 2570.
  await sql`
    create table project_money (
      id uuid primary key,
      project_id uuid not null references project (id),
      fiscal_year smallint not null check (fiscal_year between 2550 and 2700),
      plan_reference text not null default '' check (length(plan_reference) <= 200),
      source text not null check (length(source) between 1 and 200),
      procurement_method text not null default '' check (length(procurement_method) <= 200),
      procurement_number text not null default '' check (length(procurement_number) <= 100),
      planned_baht bigint not null default 0 check (planned_baht between 0 and 10000000000),
      committed_baht bigint not null default 0 check (committed_baht between 0 and 10000000000),
      disbursed_baht bigint not null default 0 check (disbursed_baht between 0 and 10000000000),
      carried_over_baht bigint not null default 0 check (carried_over_baht between 0 and 10000000000),
      unique (project_id, fiscal_year, source),
      check (disbursed_baht <= committed_baht + carried_over_baht)
    )`.execute(database);
  await sql`
    create table project_photo (
      id uuid primary key,
      project_id uuid not null references project (id),
      file_id uuid not null references file (id),
      stage text not null check (stage in ('before', 'during', 'after')),
      spot smallint not null default 1 check (spot between 1 and 20),
      caption text not null default '' check (length(caption) <= 200),
      taken_on date not null,
      created_at timestamptz not null
    )`.execute(database);
  await sql`create index project_photo_project on project_photo (project_id)`.execute(database);
  await sql`
    create table project_confirmation (
      project_id uuid not null references project (id),
      account_id uuid not null references account (id),
      is_better boolean not null,
      words text not null default '' check (length(words) <= 1000),
      created_at timestamptz not null,
      primary key (project_id, account_id)
    )`.execute(database);
  await sql`
    create table project_effect (
      project_id uuid not null references project (id),
      computed_on date not null,
      verdict text not null check (verdict in ('worked', 'no-effect-seen', 'too-early')),
      months_after smallint not null check (months_after >= 0),
      treated_before integer not null, treated_after integer not null,
      control_before integer not null, control_after integer not null,
      buffer_before integer not null, buffer_after integer not null,
      avoided double precision, avoided_low double precision, avoided_high double precision,
      primary key (project_id, computed_on)
    )`.execute(database);
  await sql`
    insert into state_arrow (subject, from_state, to_state) values
      ('project', '', 'planned'), ('project', 'planned', 'funded'), ('project', 'funded', 'underway'),
      ('project', 'underway', 'done'), ('project', 'done', 'evaluated'),
      ('project', 'planned', 'cancelled'), ('project', 'funded', 'cancelled'), ('project', 'underway', 'cancelled')`.execute(
    database,
  );
  await sql`
    create trigger project_state before insert or update of state on project
    for each row execute function check_state_arrow('project')`.execute(database);
  // What an effect is measured against is fixed once it is locked.
  await sql`
    create function keep_locked_areas() returns trigger language plpgsql as $$
    begin
      if old.areas_locked_at is not null and (
        new.areas_locked_at is distinct from old.areas_locked_at
        or not st_equals(new.treated_area, old.treated_area)
        or not st_equals(new.buffer_area, old.buffer_area)
        or not st_equals(new.control_area, old.control_area)
      ) then
        raise exception 'the areas of a project are locked' using errcode = 'check_violation', constraint = 'project_areas_locked';
      end if;
      return new;
    end $$`.execute(database);
  await sql`
    create trigger project_areas before update of treated_area, buffer_area, control_area, areas_locked_at on project
    for each row execute function keep_locked_areas()`.execute(database);
}

export async function down(database: Kysely<unknown>): Promise<void> {
  await sql`
    drop table project_effect, project_confirmation, project_photo, project_money, project_task, project_milestone,
      project`.execute(database);
  await sql`drop function keep_locked_areas`.execute(database);
  await sql`delete from state_arrow where subject = 'project'`.execute(database);
}
