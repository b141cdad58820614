import { sql } from 'kysely';
import type { Database } from '../../../db/client/database.ts';
import type { Position } from '../../compute/geometry/position.ts';

type GeoRings = Position[][];

/** Buildings on which a device could hang without asking, and those whose owner can be asked. */
const publicKinds = ['office', 'pavilion', 'police', 'hospital', 'government', 'community'];
const ownedKinds = ['school', 'temple', 'market', 'condominium'];
const openReportDays = 365;

/** Walls of the public and of those who may be asked, in the zone. */
export async function listWallsToHangOn(
  database: Database,
  zoneId: string,
): Promise<{ id: string; isPublic: boolean; rings: GeoRings }[]> {
  const { rows } = await sql<{ id: string; isPublic: boolean; rings: GeoRings }>`
    select id, kind = any(${publicKinds}) as is_public, st_asgeojson(outline, 8)::jsonb -> 'coordinates' as rings
    from building where zone_id = ${zoneId} and kind = any(${[...publicKinds, ...ownedKinds]}) order by id
  `.execute(database);
  return rows;
}

/** Lamp posts in the zone, whether or not their lamp works. */
export async function listLampPosts(database: Database, zoneId: string): Promise<{ id: string; place: Position }[]> {
  const { rows } = await sql<{ id: string; longitude: number; latitude: number }>`
    select lamp.id, st_x(lamp.place) as longitude, st_y(lamp.place) as latitude
    from street_lamp as lamp join zone on zone.id = lamp.zone_id and st_intersects(lamp.place, zone.boundary)
    where lamp.zone_id = ${zoneId} order by lamp.id`.execute(database);
  return rows.map(({ id, longitude, latitude }) => ({ id, place: [longitude, latitude] }));
}

/** Where something was reported in the last twelve months that officers may know of. Sensitive reports count for nobody here. */
export async function listReportPlaces(database: Database, zoneId: string, now: Date): Promise<Position[]> {
  const since = new Date(now.getTime() - openReportDays * 86_400_000);
  const { rows } = await sql<{ longitude: number; latitude: number }>`
    select st_x(place) as longitude, st_y(place) as latitude from report
    where zone_id = ${zoneId} and created_at >= ${since} and not is_sensitive and state not in ('duplicate', 'withdrawn')
    order by id`.execute(database);
  return rows.map(({ longitude, latitude }) => [longitude, latitude]);
}

/** Streets of the zone itself, beside which something new could stand, and whether they are closed. */
export async function listOwnStreets(
  database: Database,
  zoneId: string,
): Promise<{ id: string; points: Position[]; isClosed: boolean }[]> {
  const { rows } = await sql<{ id: string; points: Position[]; isClosed: boolean }>`
    select street.id, st_asgeojson(street.line, 8)::jsonb -> 'coordinates' as points,
      exists (select from street_closure as closure where closure.street_id = street.id and closure.ended_at is null)
        as is_closed
    from street where street.zone_id = ${zoneId} order by street.id`.execute(database);
  return rows;
}
