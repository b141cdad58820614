import { sql } from 'kysely';
import type { Database } from '../../../db/client/database.ts';
import type { Position } from '../../compute/geometry/position.ts';

/** A polygon as GeoJSON has it: rings that repeat their first point, in degrees. */
type GeoRings = Position[][];

/** Walls further from the zone than this hide nothing from its cameras. */
const marginDegrees = 0.002;
/** Half a kilometre: a post beyond the boundary may be the nearest. */
const walkMarginDegrees = 0.005;

/** Zones in which something has changed since their coverage was worked out, with the last change that is known of. */
export function listDueZones(database: Database, limit: number) {
  return database
    .selectFrom('coverageDue')
    .select(['zoneId', (select) => select.fn.max<number>('id').as('lastId')])
    .groupBy('zoneId')
    .orderBy('lastId')
    .limit(limit)
    .execute();
}

export async function deleteDue(database: Database, zoneId: string, lastId: number): Promise<void> {
  await database.deleteFrom('coverageDue').where('zoneId', '=', zoneId).where('id', '<=', lastId).execute();
}

/** The zone's middle, in degrees, and how many people live in it. */
export async function findZoneFrame(database: Database, zoneId: string) {
  return database
    .selectFrom('zone')
    .where('id', '=', zoneId)
    .select([
      'population',
      sql<number>`st_x(st_centroid(boundary))`.as('longitude'),
      sql<number>`st_y(st_centroid(boundary))`.as('latitude'),
    ])
    .executeTakeFirst();
}

/** Whose view is blocked sees nothing that anybody could count on, however well it works. */
function workingCameras(database: Database, zoneId: string) {
  return database
    .selectFrom('camera')
    .innerJoin('organisation', 'organisation.id', 'camera.organisationId')
    .where('camera.zoneId', '=', zoneId)
    .where('camera.condition', '=', 'working')
    .where('camera.acceptedAt', 'is not', null)
    .where('camera.isOccluded', 'is not', true)
    .select([
      'camera.id',
      'camera.link',
      'organisation.kind as ownerKind',
      'headingDegrees',
      'tiltDegrees',
      'mountingHeightMeters',
      'fieldOfViewDegrees',
      'imageWidthPixels',
      'imageHeightPixels',
      'rangeMeters',
      sql<boolean>`'plate' = any(camera.functions)`.as('readsPlates'),
      sql<number>`st_x(place)`.as('longitude'),
      sql<number>`st_y(place)`.as('latitude'),
    ])
    .orderBy('camera.id');
}

/** The zone's cameras that may show something: they are accepted, work and have a clear view. Unknown values are null. */
export function listWorkingCameras(database: Database, zoneId: string) {
  return workingCameras(database, zoneId).execute();
}

/** The same with what people know them by. */
export function listNamedCameras(database: Database, zoneId: string) {
  return workingCameras(database, zoneId).select(['camera.code', 'camera.name']).execute();
}

/** Buildings in and around the zone, whichever zone they belong to. */
export async function listOutlines(database: Database, zoneId: string): Promise<{ rings: GeoRings; homes: number }[]> {
  const { rows } = await sql<{ rings: GeoRings; homes: number }>`
    select st_asgeojson(building.outline, 8)::jsonb -> 'coordinates' as rings, building.homes
    from zone join building on building.outline && st_expand(zone.boundary, ${marginDegrees}::float8)
    where zone.id = ${zoneId}`.execute(database);
  return rows;
}

/** Where walls can matter to a risk area: no lens that is in use sees further for any purpose. */
const areaReachDegrees = 0.003;
const cameraReachDegrees = 0.002;

/** The buildings that can stand between a camera and a risk area: all of a small zone's, few of a large one's. */
export async function listOutlinesAtRisk(
  database: Database,
  zoneId: string,
): Promise<{ rings: GeoRings; homes: number }[]> {
  const { rows } = await sql<{ rings: GeoRings; homes: number }>`
    select st_asgeojson(building.outline, 8)::jsonb -> 'coordinates' as rings, building.homes
    from zone join building on building.outline && st_expand(zone.boundary, ${marginDegrees}::float8)
    where zone.id = ${zoneId} and (
      exists (select from risk_area where risk_area.zone_id = ${zoneId}
        and building.outline && st_expand(risk_area.boundary, ${areaReachDegrees}::float8))
      or exists (select from camera where camera.zone_id = ${zoneId}
        and building.outline && st_expand(camera.place, ${cameraReachDegrees}::float8)))`.execute(database);
  return rows;
}

/** How many homes there are in and around the zone. */
export async function countHomes(database: Database, zoneId: string): Promise<number> {
  const { rows } = await sql<{ homes: number }>`
    select coalesce(sum(building.homes), 0)::int as homes
    from zone join building on building.outline && st_expand(zone.boundary, ${marginDegrees}::float8)
    where zone.id = ${zoneId}`.execute(database);
  return rows[0]?.homes ?? 0;
}

/** Risk areas whose cover is told: confirmed, being treated or watched. */
export async function listRiskAreasToCover(
  database: Database,
  zoneId: string,
): Promise<{ id: string; level: number; nameTh: string; nameEn: string; rings: GeoRings }[]> {
  const { rows } = await sql<{ id: string; level: number; nameTh: string; nameEn: string; rings: GeoRings }>`
    select id, level, name_th, name_en, st_asgeojson(boundary, 8)::jsonb -> 'coordinates' as rings
    from risk_area where zone_id = ${zoneId} and state in ('confirmed', 'treated', 'watched') order by id
  `.execute(database);
  return rows;
}

/** Half of how wide a way is that crosses water, in degrees: some 3 m. */
const bridgeDegrees = 0.000027;

/** Water in and around the zone, but for the bridges over it: nobody walks there, and no camera is asked to see it. */
export async function listWater(database: Database, zoneId: string): Promise<{ rings: GeoRings }[]> {
  const { rows } = await sql<{ rings: GeoRings }>`
    select st_asgeojson(piece.geom, 8)::jsonb -> 'coordinates' as rings
    from zone join land on land.outline && st_expand(zone.boundary, ${marginDegrees}::float8)
    left join lateral (
      select st_buffer(st_collect(street.line), ${bridgeDegrees}::float8) as ways from street
      where street.line && land.outline
    ) as crossing on true
    cross join lateral st_dump(
      st_difference(land.outline, coalesce(crossing.ways, 'SRID=4326;POLYGON EMPTY'), 1e-9)) as piece
    where zone.id = ${zoneId} and land.kind in ('water', 'canal') and st_dimension(piece.geom) = 2
    order by land.id, piece.path`.execute(database);
  return rows;
}

/** Streets in and around the zone, on which people walk to its posts. Railings and stairs are not known of. */
export async function listStreets(
  database: Database,
  zoneId: string,
): Promise<{ points: Position[]; isClosed: boolean }[]> {
  const { rows } = await sql<{ points: Position[]; isClosed: boolean }>`
    select st_asgeojson(street.line, 8)::jsonb -> 'coordinates' as points,
      exists (select from street_closure as closure where closure.street_id = street.id and closure.ended_at is null)
        as is_closed
    from zone join street on street.line && st_expand(zone.boundary, ${walkMarginDegrees}::float8)
    where zone.id = ${zoneId} order by street.id`.execute(database);
  return rows;
}

/** SOS posts that answer, in and around the zone: whoever needs one does not ask whose it is. */
export async function listWorkingPosts(database: Database, zoneId: string): Promise<Position[]> {
  const { rows } = await sql<{ longitude: number; latitude: number }>`
    select st_x(post.place) as longitude, st_y(post.place) as latitude
    from zone join sos_post as post on post.place && st_expand(zone.boundary, ${walkMarginDegrees}::float8)
    where zone.id = ${zoneId} and post.condition = 'working' order by post.id`.execute(database);
  return rows.map(({ longitude, latitude }) => [longitude, latitude]);
}
