import { type Kysely, sql } from 'kysely';

/**
 * Questions about where devices should go, which take a while: what was asked, how far the work is, and the answer. One
 * that is being worked on says so every second (`worked_at`), so that one whose server has died is known.
 */
export async function up(database: Kysely<unknown>): Promise<void> {
  await sql`
    create table siting_run (
      id uuid primary key,
      zone_id uuid not null references zone (id) on delete cascade,
      kind text not null check (kind in ('angles', 'cameras', 'sos-posts')),
      request jsonb not null,
      state text not null default 'waiting',
      stage text not null default '' check (stage in ('', 'reading', 'looking', 'searching')),
      progress real not null default 0 check (progress between 0 and 1),
      best double precision,
      bound double precision,
      answer jsonb,
      failure text check (length(failure) between 1 and 60),
      failure_values jsonb not null default '{}',
      tries integer not null default 0 check (tries >= 0),
      plan_id uuid references plan (id) on delete set null,
      created_by uuid not null references account (id),
      created_at timestamptz not null,
      worked_at timestamptz,
      finished_at timestamptz,
      check ((state = 'done') = (answer is not null)),
      check ((state = 'failed') = (failure is not null)),
      check ((state in ('waiting', 'working')) = (finished_at is null)),
      check (state <> 'working' or worked_at is not null)
    )`.execute(database);
  await sql`create index siting_run_zone on siting_run (zone_id, created_at desc)`.execute(database);
  await sql`create index siting_run_open on siting_run (state) where state in ('waiting', 'working')`.execute(database);
  await sql`
    insert into state_arrow (subject, from_state, to_state) values
      ('siting', '', 'waiting'), ('siting', 'waiting', 'working'), ('siting', 'waiting', 'failed'),
      ('siting', 'waiting', 'cancelled'), ('siting', 'working', 'done'), ('siting', 'working', 'failed'),
      ('siting', 'working', 'cancelled')`.execute(database);
  await sql`
    create trigger siting_run_state before insert or update of state on siting_run
    for each row execute function check_state_arrow('siting')`.execute(database);
}

export async function down(database: Kysely<unknown>): Promise<void> {
  await sql`drop table siting_run`.execute(database);
  await sql`delete from state_arrow where subject = 'siting'`.execute(database);
}
