import { sql } from 'kysely';
import type { Database } from '../../../db/client/database.ts';
import { endedStates } from './incidents.states.ts';

/** A camera near an incident, and how well it sees the spot: `purpose` is null when it only stands near. */
export interface NearCamera {
  id: string;
  code: string;
  name: string;
  meters: number;
  link: string;
  headingDegrees: number | null;
  /** The finest use that its picture of the spot is good for. */
  purpose: string | null;
  /** Whether everything that this was worked out from is known, and nothing assumed. */
  isKnown: boolean;
  /** How far, in degrees, the spot lies off where the camera looks; null when nobody knows where that is. */
  offDegrees: number | null;
}

/** Uses of a picture, the finest first. */
const finestFirst = ['identify', 'recognise', 'discern', 'observe', 'outline', 'detect'];

/** Working cameras that see the incident's spot, those that see it best and from nearest first. */
export async function listSeeingCameras(database: Database, incidentId: string, limit: number): Promise<NearCamera[]> {
  const { rows } = await sql<NearCamera>`
    with spot as (select place, zone_id from incident where id = ${incidentId}),
    seen as (
      select distinct on (view.camera_id) view.camera_id, view.purpose, view.is_known,
        array_position(${finestFirst}::text[], view.purpose) as rank
      from spot join camera_view as view on view.zone_id = spot.zone_id and st_covers(view.area, spot.place)
      where view.purpose = any(${finestFirst}::text[])
      order by view.camera_id, array_position(${finestFirst}::text[], view.purpose)
    )
    select camera.id, camera.code, camera.name, camera.link, camera.heading_degrees, seen.purpose, seen.is_known,
      st_distance(camera.place::geography, spot.place::geography) as meters, null::real as off_degrees
    from seen join camera on camera.id = seen.camera_id cross join spot
    where camera.condition = 'working' and camera.accepted_at is not null
    order by seen.rank, meters limit ${limit}`.execute(database);
  return rows;
}

/** Working cameras around the incident, those that look towards it first, then the nearest. */
export async function listNearCameras(
  database: Database,
  incidentId: string,
  { reachMeters, limit }: { reachMeters: number; limit: number },
): Promise<NearCamera[]> {
  const { rows } = await sql<NearCamera>`
    with near as (
      select camera.id, camera.code, camera.name, camera.link, camera.heading_degrees,
        coalesce(camera.field_of_view_degrees, 60) as field,
        st_distance(camera.place::geography, incident.place::geography) as meters,
        abs(mod((degrees(st_azimuth(camera.place::geography, incident.place::geography))
          - camera.heading_degrees + 540)::numeric, 360) - 180)::real as off_degrees
      from incident join camera on camera.zone_id = incident.zone_id and camera.condition = 'working'
        -- What nobody has accepted into the registry is its owner's alone.
        and camera.accepted_at is not null
        and st_dwithin(camera.place::geography, incident.place::geography, ${reachMeters})
      where incident.id = ${incidentId}
    )
    select id, code, name, link, heading_degrees, null as purpose, false as is_known, meters, off_degrees
    from near order by coalesce(off_degrees <= field / 2, false) desc, meters limit ${limit}`.execute(database);
  return rows;
}

/** Incidents within the reach of this one and since then, counted by kind, the most frequent first. */
export async function countPastIncidents(database: Database, incidentId: string, since: Date, reachMeters: number) {
  const { rows } = await sql<{ kind: string; nameTh: string; nameEn: string; count: number; lastAt: Date }>`
    select other.kind, kind.name_th, kind.name_en, count(*)::int as count, max(other.occurred_from) as last_at
    from incident join incident as other on other.zone_id = incident.zone_id and other.id <> incident.id
      and st_dwithin(other.place::geography, incident.place::geography, ${reachMeters})
    join incident_kind as kind on kind.code = other.kind
    left join incident_response as response on response.incident_id = other.id
    where incident.id = ${incidentId} and other.occurred_from >= ${since} and other.occurred_from < incident.occurred_from
      and coalesce(response.state, '') not in ('merged', 'false-alarm')
    group by other.kind, kind.name_th, kind.name_en
    order by count(*) desc, other.kind`.execute(database);
  return rows;
}

/** The last of the same. */
export async function listPastIncidents(
  database: Database,
  incidentId: string,
  since: Date,
  { reachMeters, limit }: { reachMeters: number; limit: number },
) {
  const { rows } = await sql<{ id: string; nameTh: string; nameEn: string; occurredFrom: Date; meters: number }>`
    select other.id, kind.name_th, kind.name_en, other.occurred_from,
      st_distance(other.place::geography, incident.place::geography) as meters
    from incident join incident as other on other.zone_id = incident.zone_id and other.id <> incident.id
      and st_dwithin(other.place::geography, incident.place::geography, ${reachMeters})
    join incident_kind as kind on kind.code = other.kind
    left join incident_response as response on response.incident_id = other.id
    where incident.id = ${incidentId} and other.occurred_from >= ${since} and other.occurred_from < incident.occurred_from
      and coalesce(response.state, '') not in ('merged', 'false-alarm')
    order by other.occurred_from desc limit ${limit}`.execute(database);
  return rows;
}

/** Other open incidents around, of the same kind first and then the nearest: the same matter, perhaps. */
export async function listSimilarIncidents(
  database: Database,
  incidentId: string,
  { reachMeters, limit }: { reachMeters: number; limit: number },
) {
  const { rows } = await sql<{
    id: string;
    number: number;
    nameTh: string;
    nameEn: string;
    meters: number;
    state: string;
  }>`
    select other.id, response.number, response.state, kind.name_th, kind.name_en,
      st_distance(other.place::geography, incident.place::geography) as meters
    from incident join incident as other on other.zone_id = incident.zone_id and other.id <> incident.id
      and st_dwithin(other.place::geography, incident.place::geography, ${reachMeters})
    join incident_response as response on response.incident_id = other.id
    join incident_kind as kind on kind.code = other.kind
    where incident.id = ${incidentId} and response.state not in (${sql.join(endedStates)})
    order by other.kind = incident.kind desc, meters limit ${limit}`.execute(database);
  return rows;
}
