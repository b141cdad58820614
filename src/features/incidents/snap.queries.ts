import { sql, type Transaction } from 'kysely';
import type { Database } from '../../../db/client/database.ts';
import type { DB } from '../../../db/types.ts';
import type { Dwelling, SnapPoint } from '../../compute/geometry/snap-points.ts';
import { newId } from '../../server/identifiers.ts';

const pointsPerInsert = 5_000;

/** Waits until nobody else makes or uses the zone's points, and keeps others out until the transaction ends. */
export async function lockSnapPoints(transaction: Transaction<DB>, zoneId: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtext('snap_point'), hashtext(${zoneId}))`.execute(transaction);
}

/** Waits until nobody makes the points of the incidents' zones anew, and keeps them until the transaction ends. */
export async function shareSnapPoints(transaction: Transaction<DB>, incidentIds: readonly string[]): Promise<void> {
  await sql`
    select pg_advisory_xact_lock_shared(hashtext('snap_point'), hashtext(zone_id::text))
    from (
      select distinct zone_id from incident where id = any(${incidentIds}::uuid[]) order by zone_id
    ) as touched`.execute(transaction);
}

/** The zone's buildings that have homes, each at the middle of its outline. */
export async function listDwellings(database: Database, zoneId: string): Promise<Dwelling[]> {
  const { rows } = await sql<{ longitude: number; latitude: number; homes: number }>`
    select st_x(middle) as longitude, st_y(middle) as latitude, homes
    from (select st_centroid(outline) as middle, homes from building where zone_id = ${zoneId} and homes > 0) as dwelling
  `.execute(database);
  return rows.map(({ longitude, latitude, homes }) => ({ place: [longitude, latitude], homes }));
}

/** The generation that the zone's incidents are shown at; 0 before the first. Undefined when there is no such zone. */
export async function findSnapGeneration(database: Database, zoneId: string): Promise<number | undefined> {
  const row = await database.selectFrom('zone').where('id', '=', zoneId).select('snapGeneration').executeTakeFirst();
  return row?.snapGeneration;
}

export async function insertSnapPoints(
  database: Database,
  zoneId: string,
  generation: number,
  points: readonly SnapPoint[],
): Promise<void> {
  for (let start = 0; start < points.length; start += pointsPerInsert) {
    const some = points.slice(start, start + pointsPerInsert);
    await sql`
      insert into snap_point (id, zone_id, generation, place, homes)
      select made.id, ${zoneId}, ${generation}, st_setsrid(st_makepoint(made.longitude, made.latitude), 4326), made.homes
      from unnest(
        ${some.map(() => newId())}::uuid[], ${some.map(({ place }) => place[0])}::float8[],
        ${some.map(({ place }) => place[1])}::float8[], ${some.map(({ homes }) => homes)}::integer[]
      ) as made (id, longitude, latitude, homes)`.execute(database);
  }
}

/**
 * Puts up to `limit` of the zone's incidents, in order of id after `afterId`, at their nearest point of the
 * generation, or at none when it has none. Returns the last id that was reached, undefined at the end.
 */
export async function moveIncidentsToPoints(
  database: Database,
  move: { zoneId: string; generation: number; afterId: string; limit: number },
): Promise<string | undefined> {
  const { rows } = await sql<{ id: string }>`
    select id from incident where zone_id = ${move.zoneId} and id > ${move.afterId}::uuid order by id limit ${move.limit}
  `.execute(database);
  const last = rows.at(-1)?.id;
  if (last === undefined) return undefined;
  await sql`
    update incident
    set snap_point_id = (
      select snap_point.id from snap_point
      where snap_point.zone_id = ${move.zoneId} and snap_point.generation = ${move.generation}
      order by snap_point.place <-> incident.place limit 1
    )
    where zone_id = ${move.zoneId} and id > ${move.afterId}::uuid and id <= ${last}::uuid`.execute(database);
  return last;
}

/** Puts each incident at the nearest point of its zone's generation, or at none when there is none. */
export async function updateSnapPoints(database: Database, incidentIds: readonly string[]): Promise<void> {
  await sql`
    update incident
    set snap_point_id = (
      select snap_point.id from snap_point
      join zone on zone.id = snap_point.zone_id and zone.snap_generation = snap_point.generation
      where snap_point.zone_id = incident.zone_id
      order by snap_point.place <-> incident.place limit 1
    )
    where id = any(${incidentIds}::uuid[])`.execute(database);
}

/** Publishes the generation and takes older points away. */
export async function publishSnapGeneration(database: Database, zoneId: string, generation: number): Promise<void> {
  await database.deleteFrom('snapPoint').where('zoneId', '=', zoneId).where('generation', '<', generation).execute();
  await sql`update zone set snap_generation = ${generation} where id = ${zoneId}`.execute(database);
}
