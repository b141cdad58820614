import { sql } from 'kysely';
import type { Database } from '../../../db/client/database.ts';
import type { Position } from '../../compute/geometry/position.ts';

/** What has changed, and where, in degrees: `[west, south, east, north]`. */
export interface Due {
  cause: string;
  bounds: [number, number, number, number];
}

/** Lamps further from the zone than this light nothing in it. */
const lampMarginDegrees = 0.001;

/** What is due in the zone up to a row of the table; empty when somebody else has done it meanwhile. */
export async function listDue(database: Database, zoneId: string, lastId: number): Promise<Due[]> {
  const { rows } = await sql<{ cause: string; west: number; south: number; east: number; north: number }>`
    select cause, st_xmin(bounds) as west, st_ymin(bounds) as south, st_xmax(bounds) as east, st_ymax(bounds) as north
    from coverage_due where zone_id = ${zoneId} and id <= ${lastId} order by id`.execute(database);
  return rows.map(({ cause, west, south, east, north }) => ({ cause, bounds: [west, south, east, north] }));
}

/** Opens streets again whose closure is over; what that changes is due by itself. */
export async function endClosures(database: Database, now: Date): Promise<void> {
  await sql`
    update street_closure set ended_at = ${now}::timestamptz from zone
    where zone.id = street_closure.zone_id and ended_at is null
      and until_on < (${now}::timestamptz at time zone zone.time_zone)::date`.execute(database);
}

/** What else is known of cameras: whose they are, and whether they see without light (unknown counts as no). */
export async function listEyes(
  database: Database,
  zoneId: string,
): Promise<Map<string, { ownerKind: string; hasInfrared: boolean }>> {
  const { rows } = await sql<{ id: string; ownerKind: string; hasInfrared: boolean }>`
    select camera.id, organisation.kind as owner_kind,
      coalesce(camera.has_infrared, false) as has_infrared
    from camera join organisation on organisation.id = camera.organisation_id
    where camera.zone_id = ${zoneId} and camera.condition = 'working'`.execute(database);
  return new Map(rows.map(({ id, ...eye }) => [id, eye]));
}

/** Street lamps that work, in and around the zone. */
export async function listLitLamps(database: Database, zoneId: string): Promise<Position[]> {
  const { rows } = await sql<{ longitude: number; latitude: number }>`
    select st_x(lamp.place) as longitude, st_y(lamp.place) as latitude
    from zone join street_lamp as lamp on lamp.place && st_expand(zone.boundary, ${lampMarginDegrees}::float8)
    where zone.id = ${zoneId} and lamp.is_working order by lamp.id`.execute(database);
  return rows.map(({ longitude, latitude }) => [longitude, latitude]);
}

/** What the views that are kept were worked out from, by camera. */
export async function listRecipes(
  database: Database,
  zoneId: string,
): Promise<Map<string, { recipe: string; reachMeters: number }>> {
  const rows = await database
    .selectFrom('cameraView')
    .where('zoneId', '=', zoneId)
    .select(['cameraId', 'recipe', 'reachMeters'])
    .distinctOn('cameraId')
    .orderBy('cameraId')
    .execute();
  return new Map(rows.map(({ cameraId, ...known }) => [cameraId, known]));
}

/** What the last computation took for granted; undefined before the first. */
export function findFrame(database: Database, zoneId: string) {
  return database
    .selectFrom('coverageFrame')
    .where('zoneId', '=', zoneId)
    .select(['frame', 'reachMeters'])
    .executeTakeFirst();
}

export async function keepFrame(
  database: Database,
  row: { zoneId: string; frame: string; reachMeters: number },
): Promise<void> {
  await database
    .insertInto('coverageFrame')
    .values(row)
    .onConflict((conflict) => conflict.column('zoneId').doUpdateSet({ frame: row.frame, reachMeters: row.reachMeters }))
    .execute();
}

/** What everybody may know of a zone's coverage, as one value that changes with it. */
export async function printOfPublic(database: Database, zoneId: string): Promise<string> {
  const { rows } = await sql<{ print: string }>`
    select md5(coalesce(string_agg(line, ';' order by line), '')) as print from (
      select concat_ws(',', 'cover', risk_area_id, purpose, scope, ground_square_meters, sure_share, likely_share) as line
      from risk_area_cover where zone_id = ${zoneId}
      union all
      select concat_ws(',', 'watch', risk_area_id, purpose, scope, time, none_share)
      from risk_area_watch where zone_id = ${zoneId} and owner_kind = 'all'
      union all
      select concat_ws(',', 'walk', risk_area_id, one_minute_share, two_minutes_share, three_minutes_share, half_meters,
        nine_in_ten_meters, sight_share, street_sight_share)
      from risk_area_walk where zone_id = ${zoneId}
    ) as told`.execute(database);
  return rows[0]?.print ?? '';
}
