import { sql } from 'kysely';
import { mercatorCircumferenceMeters } from '../../compute/geometry/tiles.ts';
import { publicRiskAreaStates } from '../../server/access.ts';
import { box, holds, isAmong, isWantedZone, type LayerRequest, type LayerRows } from './layer-request.ts';

/** Risk areas that are confirmed, treated or watched; proposed ones where the viewer may know of them. */
export function riskAreaRows(request: LayerRequest): LayerRows {
  return sql`
    select id::text as id, level, state, name_th, name_en, ${holds(request, sql`st_pointonsurface(boundary)`)} as is_named,
      boundary as shape
    from risk_area
    where boundary && ${box(request)} and ${isWantedZone('zone_id', request.filters)}
      and (state in ('confirmed', 'treated', 'watched')
        or (state = 'proposed' and ${isAmong('zone_id', request.rights.riskAreaZones)}))
    order by level desc, id`;
}

/**
 * Reports: ordinary ones at public places for all, other ordinary ones for those who work on them, sensitive ones only
 * for the unit that they are addressed to. What was withdrawn or doubled is not shown.
 */
export function reportRows(request: LayerRequest): LayerRows {
  return sql`
    select id::text as id, tracking_number as number, category, state,
      (is_public_place and not is_sensitive) as is_public, place as shape
    from report
    where place && ${box(request)} and state not in ('withdrawn', 'duplicate')
      and ${isWantedZone('zone_id', request.filters)}
      and case when is_sensitive then ${isAmong('addressed_to', request.rights.policeUnits)}
        else is_public_place or ${isAmong('zone_id', request.rights.reportZones)} end
    order by created_at desc, id`;
}

/** Where a thing is linked to an area that not everybody knows of, it must not tell where that is. */
const isKnownRiskArea = sql<boolean>`risk_area.state in (${sql.join([...publicRiskAreaStates])})`;

/** Proposals that are not drafts; those for cameras stand at their risk area, never where a camera is meant to be. */
export function proposalRows(request: LayerRequest): LayerRows {
  return sql`
    select id::text as id, number, kind, state, shape from (
      select proposal.id, proposal.number, proposal.kind, proposal.state, proposal.changed_at,
        case when proposal.kind in ('camera', 're-aim-camera') then st_pointonsurface(risk_area.boundary)
          else proposal.place end as shape
      from proposal left join risk_area on risk_area.id = proposal.risk_area_id and ${isKnownRiskArea}
      where proposal.state <> 'draft' and ${isWantedZone('proposal.zone_id', request.filters)}
    ) as placed
    where shape && ${box(request)} order by changed_at desc, id`;
}

/** Projects; those for cameras stand at the area that they treat. One without any such area is not on the map. */
export function projectRows(request: LayerRequest): LayerRows {
  return sql`
    select id::text as id, number, kind, state, shape from (
      select project.id, project.number, project.kind, project.state, project.changed_at,
        case when project.kind in ('camera', 're-aim-camera')
          then st_pointonsurface(coalesce(risk_area.boundary, project.treated_area)) else project.place end as shape
      from project left join risk_area on risk_area.id = project.risk_area_id and ${isKnownRiskArea}
      where ${isWantedZone('project.zone_id', request.filters)}
    ) as placed
    where shape && ${box(request)} order by changed_at desc, id`;
}

export function sosPostRows(request: LayerRequest): LayerRows {
  return sql`
    select id::text as id, code, condition, nullif(name_th, '') as name_th, nullif(name_en, '') as name_en,
      place as shape
    from sos_post where place && ${box(request)} and ${isWantedZone('zone_id', request.filters)} order by code, id`;
}

/** Cells in which planners see cameras counted are this fine at most, some three hundred metres, however near they look. */
export const finestCameraLevel = 17;

/**
 * Cameras: exact for officers of the zone and for their owners, counted by cell for planners, else nothing. One that
 * waits to be accepted is its owner's alone.
 */
export function cameraRows(request: LayerRequest): LayerRows {
  const { rights, filters, zoom } = request;
  const isOwn = isAmong('organisation_id', rights.cameraOrganisations);
  const isExact = sql`(accepted_at is not null and ${isAmong('zone_id', rights.cameraZones)} or ${isOwn})`;
  const size = mercatorCircumferenceMeters / 2 ** Math.min(finestCameraLevel, zoom + 4);
  const column = sql`floor(st_x(st_transform(place, 3857)) / ${sql.lit(size)})`;
  const row = sql`floor(st_y(st_transform(place, 3857)) / ${sql.lit(size)})`;
  return sql`
    select id, code, condition, heading, fov, range, link, count, shape from (
      select id::text as id, code, condition, coalesce(round(heading_degrees)::integer, -1) as heading,
        round(field_of_view_degrees)::integer as fov, round(range_meters)::integer as range, link,
        null::integer as count, place as shape
      from camera
      where place && ${box(request)} and condition <> 'removed' and ${isWantedZone('zone_id', filters)} and ${isExact}
      union all
      select null, null, null, null, null, null, null, count(*)::integer,
        st_transform(st_setsrid(st_makepoint((${column} + 0.5) * ${size}, (${row} + 0.5) * ${size}), 3857), 4326)
      from camera
      where condition <> 'removed' and accepted_at is not null and ${isAmong('zone_id', rights.cameraCellZones)}
        and ${isWantedZone('zone_id', filters)} and not ${isExact}
      group by ${column}, ${row}
    ) as seen
    where shape && ${box(request)} order by code, count desc`;
}
