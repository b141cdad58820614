import { sql } from 'kysely';
import type { Database } from '../../../db/client/database.ts';
import type { Position } from '../../compute/geometry/position.ts';
import { pointOf } from '../../server/places.queries.ts';

/** The zone that covers a point, with what a report there needs of it. */
export function findZoneAt(database: Database, point: Position) {
  return database
    .selectFrom('zone')
    .innerJoin('policeUnit as station', 'station.id', 'zone.stationId')
    .where(sql<boolean>`st_covers(zone.boundary, ${pointOf(point)})`)
    .orderBy('zone.isDemonstration')
    .orderBy('zone.id')
    .select(['zone.id', 'zone.stationId', 'station.parentId as unitAboveId'])
    .executeTakeFirst();
}

/**
 * The point that "this lane, near that landmark" means: on the lane, nearest the landmark; the lane's middle without a
 * landmark; the landmark itself without a lane. A lane is every street of one name in one zone. Undefined when they do
 * not exist or lie in different zones.
 */
export async function findNamedPlace(
  database: Database,
  names: { streetId: string | undefined; landmarkId: string | undefined },
): Promise<Position | undefined> {
  const { rows } = await sql<{ longitude: number; latitude: number }>`
    with lane as (
      select street.zone_id, st_collect(part.line) as lines,
        (array_agg(part.line order by st_length(part.line) desc))[1] as longest
      from street join street part on part.zone_id = street.zone_id and part.name_th = street.name_th
      where street.id = ${names.streetId ?? null}::uuid
      group by street.zone_id
    ), spot as (
      select zone_id, place from landmark where id = ${names.landmarkId ?? null}::uuid
    ), answer as (
      select st_closestpoint(lane.lines, spot.place) as place from lane join spot on spot.zone_id = lane.zone_id
      union all
      select st_lineinterpolatepoint(longest, 0.5) from lane where ${names.landmarkId ?? null}::uuid is null
      union all
      select place from spot where ${names.streetId ?? null}::uuid is null
    )
    select st_x(place) as longitude, st_y(place) as latitude from answer`.execute(database);
  const [row] = rows;
  return row && [row.longitude, row.latitude];
}

/** What people would call a point: the nearest lane with a name, and the nearest landmark. */
export async function findNamesNear(database: Database, zoneId: string, point: Position) {
  const { rows } = await sql<{ streetTh: string | null; landmarkTh: string | null }>`
    select (
      select name_th from street
      where zone_id = ${zoneId} and name_th <> '' and st_dwithin(line, ${pointOf(point)}, 0.0006)
      order by st_distance(line, ${pointOf(point)}) limit 1
    ) as street_th, (
      select name_th from landmark
      where zone_id = ${zoneId} and st_dwithin(place, ${pointOf(point)}, 0.0015)
      order by st_distance(place, ${pointOf(point)}) limit 1
    ) as landmark_th`.execute(database);
  return rows[0] ?? { streetTh: null, landmarkTh: null };
}

/** The zones that one can report in, by name. */
export function listReportZones(database: Database) {
  return database
    .selectFrom('zone')
    .select(['id', 'slug', 'nameTh', 'nameEn', 'isDemonstration'])
    .orderBy(sql`name_th collate th`)
    .execute();
}

/** The named lanes of a zone, each once. */
export function listLanes(database: Database, zoneId: string) {
  return database
    .selectFrom('street')
    .where('zoneId', '=', zoneId)
    .where('nameTh', '<>', '')
    .distinctOn(sql`name_th collate th`)
    .orderBy(sql`name_th collate th`)
    .orderBy('id')
    .select(['id', 'nameTh', 'nameEn'])
    .execute();
}

/** The landmarks of a zone, by name. */
export function listLandmarks(database: Database, zoneId: string) {
  return database
    .selectFrom('landmark')
    .where('zoneId', '=', zoneId)
    .orderBy(sql`name_th collate th`)
    .select(['id', 'nameTh', 'nameEn'])
    .execute();
}
