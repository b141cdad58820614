import { type RawBuilder, sql } from 'kysely';
import { mercatorCircumferenceMeters } from '../../compute/geometry/tiles.ts';
import { firstCover } from './cover-filter.ts';
import { finestCameraLevel } from './data-layers.queries.ts';
import { box, holds, isAmong, isWantedZone, type LayerRequest, type LayerRows } from './layer-request.ts';

/** Whether a row of coverage is for the purpose, and the cameras, that are asked for. */
function isWantedCover({ filters }: LayerRequest, table: string): RawBuilder<boolean> {
  return sql<boolean>`${sql.ref(`${table}.purpose`)} = ${filters.purpose ?? firstCover.purpose}
    and ${sql.ref(`${table}.scope`)} = ${filters.scope ?? firstCover.scope}`;
}

/** What working cameras see of the ground, for officers of the zone; where nobody knows the heading, what they might. */
export function cameraViewRows(request: LayerRequest): LayerRows {
  const { rights, filters } = request;
  const isCounted = filters.scope === 'all' ? sql`true` : sql`camera.link = 'linked'`;
  return sql`
    select view.is_known, view.area as shape
    from camera_view as view join camera on camera.id = view.camera_id
    where view.area && ${box(request)} and view.purpose = ${filters.purpose ?? firstCover.purpose}
      and ${isAmong('view.zone_id', rights.cameraZones)} and ${isWantedZone('view.zone_id', filters)} and ${isCounted}
    order by view.is_known desc, view.camera_id`;
}

/**
 * Gaps in cover: exact for officers of the zone, the one with the most at risk first, by cell for planners, else
 * nothing. A gap counts in the cell of its middle. The shade goes up to 5 with the risk, beside the zone's worst gap.
 */
export function coverageGapRows(request: LayerRequest): LayerRows {
  const { rights, filters, zoom } = request;
  const isExact = isAmong('gap.zone_id', rights.cameraZones);
  const size = mercatorCircumferenceMeters / 2 ** Math.min(finestCameraLevel, zoom + 4);
  const column = sql`floor(st_x(st_transform(gap.label, 3857)) / ${sql.lit(size)})`;
  const row = sql`floor(st_y(st_transform(gap.label, 3857)) / ${sql.lit(size)})`;
  const isAsked = sql`${isWantedCover(request, 'gap')} and ${isWantedZone('gap.zone_id', filters)}`;
  const shadeOf = (risk: RawBuilder<unknown>): RawBuilder<unknown> =>
    sql`greatest(1, ceil(5 * sqrt(${risk} / nullif(max(${risk}) over (), 0))))::integer`;
  return sql`
    select id, rank, shade, square_meters, people, count, is_named, shape from (
      select gap.id::text as id, row_number() over (partition by gap.zone_id order by gap.risk desc, gap.id)::integer as rank,
        ${shadeOf(sql`gap.risk`)} as shade, round(gap.square_meters)::integer as square_meters,
        round(gap.people)::integer as people, null::integer as count,
        ${holds(request, sql`gap.label`)} as is_named, gap.area as shape
      from coverage_gap as gap where ${isAsked} and ${isExact}
      union all
      select null, null, ${shadeOf(sql`cell.risk`)}, cell.square_meters, cell.people, cell.count, null,
        st_transform(st_makeenvelope(cell.x * ${sql.lit(size)}, cell.y * ${sql.lit(size)}, (cell.x + 1) * ${sql.lit(size)},
          (cell.y + 1) * ${sql.lit(size)}, 3857), 4326)
      from (
        select ${column} as x, ${row} as y, sum(gap.risk) as risk, round(sum(gap.square_meters))::integer as square_meters,
          round(sum(gap.people))::integer as people, count(*)::integer as count
        from coverage_gap as gap
        where ${isAsked} and ${isAmong('gap.zone_id', rights.cameraCellZones)} and not ${isExact}
        group by 1, 2
      ) as cell
    ) as seen
    where shape && ${box(request)} order by rank, shade desc, square_meters desc`;
}

/** Streets from which a working SOS post is reached on foot within one, two or three minutes, for everybody. */
export function sosReachRows(request: LayerRequest): LayerRows {
  return sql`
    select minutes::integer as minutes, line as shape from sos_reach
    where line && ${box(request)} and ${isWantedZone('zone_id', request.filters)} order by minutes desc, zone_id`;
}
