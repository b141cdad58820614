import { type Kysely, sql } from 'kysely';

/** Tables that are kept by what a picture has to be good for. */
const byPurpose = ['camera_view', 'risk_area_cover', 'coverage_gap', 'zone_cover', 'risk_area_watch'] as const;
const before = `'detect', 'observe', 'recognise', 'identify'`;
const now = `${before}, 'outline', 'discern', 'plate-slow', 'plate-moving'`;

/**
 * Water is no ground to walk on, SOS posts are seen or not, and coverage is kept for the uses of both editions of the
 * standard and for reading number plates. All of it is worked out anew, and the history says why.
 */
export async function up(database: Kysely<unknown>): Promise<void> {
  await allowPurposes(database, now);
  // Null until it has been worked out; the second also where no street runs through the area.
  await sql`
    alter table risk_area_walk
      add column sight_share real check (sight_share between 0 and 1),
      add column street_sight_share real check (street_sight_share between 0 and 1)`.execute(database);
  await sql`
    create function land_moves_coverage() returns trigger language plpgsql as $$
    begin
      insert into coverage_due (zone_id, bounds, cause)
      select zone_id, st_envelope(st_collect(outline)), 'land' from changed
      where kind in ('water', 'canal') and exists (select from zone where zone.id = changed.zone_id)
      group by zone_id;
      return null;
    end $$`.execute(database);
  for (const [name, event, rows] of triggers)
    await sql`
      create trigger ${sql.ref(`land_coverage_${name}`)} after ${sql.raw(event)} on land
      referencing ${sql.raw(rows)} table as changed for each statement execute function land_moves_coverage()`.execute(
      database,
    );
  await sql`insert into coverage_due (zone_id, bounds, cause) select id, st_envelope(boundary), 'ground' from zone`.execute(
    database,
  );
}

const triggers = [
  ['insert', 'insert', 'new'],
  ['update', 'update', 'new'],
  ['left', 'update', 'old'],
  ['delete', 'delete', 'old'],
] as const;

async function allowPurposes(database: Kysely<unknown>, purposes: string): Promise<void> {
  for (const table of byPurpose) {
    const check = sql.ref(`${table}_purpose_check`);
    await sql`alter table ${sql.table(table)} drop constraint ${check}`.execute(database);
    await sql`
      alter table ${sql.table(table)} add constraint ${check} check (purpose in (${sql.raw(purposes)}))`.execute(
      database,
    );
  }
}

export async function down(database: Kysely<unknown>): Promise<void> {
  for (const [name] of triggers) await sql`drop trigger ${sql.ref(`land_coverage_${name}`)} on land`.execute(database);
  await sql`drop function land_moves_coverage`.execute(database);
  await sql`alter table risk_area_walk drop column sight_share, drop column street_sight_share`.execute(database);
  for (const table of byPurpose)
    await sql`delete from ${sql.table(table)} where purpose not in (${sql.raw(before)})`.execute(database);
  await allowPurposes(database, before);
}
