import { type Kysely, sql } from 'kysely';

/** Values of a camera that a plan may change, with the bounds that the registry has. Tilt is below the horizon. */
const values = (prefix: string) => `
  ${prefix}place geometry(Point, 4326),
  ${prefix}heading_degrees real check (${prefix}heading_degrees >= 0 and ${prefix}heading_degrees < 360),
  ${prefix}tilt_degrees real check (${prefix}tilt_degrees between -90 and 90),
  ${prefix}height_meters real check (${prefix}height_meters between 0.5 and 100),
  ${prefix}field_degrees real check (${prefix}field_degrees > 0 and ${prefix}field_degrees <= 360),
  ${prefix}image_width_pixels integer check (${prefix}image_width_pixels between 100 and 20000),
  ${prefix}image_height_pixels integer check (${prefix}image_height_pixels between 100 and 20000),
  ${prefix}range_meters real check (${prefix}range_meters between 1 and 2000)`;

/**
 * Plans: cameras turned, added or taken away on paper, with what that would change. A change holds only what is to be
 * different; `was_` keeps what the camera had when the plan was made, to turn it back to.
 */
export async function up(database: Kysely<unknown>): Promise<void> {
  await sql`
    create table plan (
      id uuid primary key,
      zone_id uuid not null references zone (id),
      title text not null check (length(title) between 3 and 200),
      purpose text not null check (purpose in ('detect', 'observe', 'recognise', 'identify')),
      scope text not null check (scope in ('linked', 'all')),
      state text not null default 'draft' check (state in ('draft', 'handed-over')),
      event_name text check (length(event_name) between 1 and 200),
      turn_back_on date,
      proposal_id uuid references proposal (id),
      version integer not null default 1 check (version >= 1),
      sure_before real not null check (sure_before between 0 and 1),
      likely_before real not null check (likely_before between sure_before and 1),
      sure_after real not null check (sure_after between 0 and 1),
      likely_after real not null check (likely_after between sure_after and 1),
      gaps_before integer not null check (gaps_before >= 0),
      gaps_after integer not null check (gaps_after >= 0),
      gap_square_meters_before real not null check (gap_square_meters_before >= 0),
      gap_square_meters_after real not null check (gap_square_meters_after >= 0),
      computed_at timestamptz not null,
      created_by uuid not null references account (id),
      created_at timestamptz not null,
      changed_at timestamptz not null,
      check (turn_back_on is null or event_name is not null)
    )`.execute(database);
  await sql`create index plan_zone on plan (zone_id, changed_at desc)`.execute(database);
  await sql`
    insert into state_arrow (subject, from_state, to_state) values ('plan', '', 'draft'), ('plan', 'draft', 'handed-over')`.execute(
    database,
  );
  await sql`
    create trigger plan_state before insert or update of state on plan
    for each row execute function check_state_arrow('plan')`.execute(database);
  await sql`
    create table plan_change (
      plan_id uuid not null references plan (id) on delete cascade,
      ordinal integer not null check (ordinal between 1 and 1000),
      kind text not null check (kind in ('aim', 'add', 'remove')),
      camera_id uuid references camera (id) on delete cascade,
      ${sql.raw(values(''))},
      ${sql.raw(values('was_'))},
      reason text not null default '' check (length(reason) <= 1000),
      primary key (plan_id, ordinal),
      unique (plan_id, camera_id),
      check ((kind = 'add') = (camera_id is null)),
      check (kind <> 'add' or (place is not null and heading_degrees is not null)),
      check (kind <> 'aim' or num_nonnulls(place, heading_degrees, tilt_degrees, height_meters, field_degrees,
        image_width_pixels, image_height_pixels, range_meters) > 0)
    )`.execute(database);
  await sql`create index plan_change_camera on plan_change (camera_id)`.execute(database);
  await sql`
    create table plan_area_cover (
      plan_id uuid not null references plan (id) on delete cascade,
      risk_area_id uuid not null references risk_area (id) on delete cascade,
      ground_square_meters real not null check (ground_square_meters >= 0),
      sure_before real not null check (sure_before between 0 and 1),
      likely_before real not null check (likely_before between sure_before and 1),
      sure_after real not null check (sure_after between 0 and 1),
      likely_after real not null check (likely_after between sure_after and 1),
      gaps_before integer not null check (gaps_before >= 0),
      gaps_after integer not null check (gaps_after >= 0),
      gap_square_meters_before real not null check (gap_square_meters_before >= 0),
      gap_square_meters_after real not null check (gap_square_meters_after >= 0),
      primary key (plan_id, risk_area_id)
    )`.execute(database);
}

export async function down(database: Kysely<unknown>): Promise<void> {
  await sql`drop table plan_area_cover, plan_change, plan`.execute(database);
  await sql`delete from state_arrow where subject = 'plan'`.execute(database);
}
