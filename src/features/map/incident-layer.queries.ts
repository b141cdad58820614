import { type RawBuilder, sql } from 'kysely';
import { type Bounds, mercatorCircumferenceMeters, tileAt } from '../../compute/geometry/tiles.ts';
import { box, isAmong, isWantedZone, type LayerRequest, type LayerRows } from './layer-request.ts';
import { nearestCellZoom } from './layers.ts';
import type { Filters } from './map.schema.ts';

/** Incidents as points near, as counted cells far away. */
export function incidentRows(request: LayerRequest): LayerRows {
  return request.zoom > nearestCellZoom ? pointRows(request) : cellRows(request);
}

const localTime = sql`(incident.occurred_from at time zone zone.time_zone)`;
const month = sql`to_char(${localTime}, 'YYYY-MM')`;

const all = (conditions: RawBuilder<unknown>[]): RawBuilder<unknown> =>
  conditions.length === 0 ? sql`true` : sql.join(conditions, sql` and `);

/** What the kinds and months of the filters ask of `incident`, joined to its `zone`. */
export function isWanted(filters: Filters): RawBuilder<unknown> {
  return all([
    isWantedZone('incident.zone_id', filters),
    ...(filters.kinds ? [sql`incident.kind = any(${filters.kinds})`] : []),
    ...(filters.from ? [sql`${month} >= ${filters.from}`] : []),
    ...(filters.to ? [sql`${month} <= ${filters.to}`] : []),
  ]);
}

/** Whether the filters ask for hours or weekdays. */
export const hasClock = (filters: Filters): boolean => filters.hours !== undefined || filters.weekdays !== undefined;

/** What the hours and weekdays of the filters ask; only ever of incidents that are seen exactly. */
export function isWantedByClock({ hours, weekdays }: Filters): RawBuilder<unknown> {
  const hour = sql`extract(hour from ${localTime})`;
  return all([
    ...(hours && hours.from < hours.to ? [sql`${hour} >= ${hours.from} and ${hour} < ${hours.to}`] : []),
    ...(hours && hours.from > hours.to ? [sql`(${hour} >= ${hours.from} or ${hour} < ${hours.to})`] : []),
    ...(weekdays ? [sql`extract(isodow from ${localTime}) = any(${weekdays}::integer[])`] : []),
  ]);
}

/** Whoever asks for hours or weekdays sees exact incidents only: of the public's points neither is known. */
const seesPublicToo = ({ filters, rights }: LayerRequest): boolean =>
  rights.incidentZones.length === 0 || !hasClock(filters);

/**
 * What the public may see of incidents, by snap point, kind and month: no id, no hour, no sensitive kind, nothing live.
 * A column for each field of the layer, so that exact ones can be added.
 */
function publicPoints({ bounds, filters, rights }: LayerRequest): RawBuilder<unknown> {
  return sql`
    select null::text as id, kind, null::text as occurred, null::text as state, count(*)::integer as count, month, shape
    from (
      select snap_point.place as shape, incident.kind, ${month} as month
      from snap_point
      join zone on zone.id = snap_point.zone_id and zone.snap_generation = snap_point.generation
      join incident on incident.snap_point_id = snap_point.id
      where snap_point.place && ${box({ bounds })} and incident.is_public
        and incident.kind <> all(array(select code from incident_kind where is_sensitive))
        and not ${isAmong('incident.zone_id', rights.incidentZones)} and ${isWanted(filters)}
    ) as shown
    group by shape, kind, month`;
}

function exactPoints({ bounds, filters, rights }: LayerRequest): RawBuilder<unknown> {
  return sql`
    select incident.id::text as id, incident.kind, to_char(${localTime}, 'YYYY-MM-DD"T"HH24') as occurred,
      incident_response.state, null::integer as count, null::text as month, incident.place as shape
    from incident
    join zone on zone.id = incident.zone_id
    left join incident_response on incident_response.incident_id = incident.id
    where incident.place && ${box({ bounds })} and ${isAmong('incident.zone_id', rights.incidentZones)}
      and ${isWanted(filters)} and ${isWantedByClock(filters)}`;
}

function pointRows(request: LayerRequest): LayerRows {
  if (request.rights.incidentZones.length === 0) return sql`${publicPoints(request)} order by count desc`;
  if (!seesPublicToo(request)) return sql`${exactPoints(request)} order by occurred desc, id`;
  return sql`
    select * from (${exactPoints(request)} union all ${publicPoints(request)}) as seen
    order by occurred desc nulls last, count desc, id`;
}

const finestStoredLevel = 17;
const finestStoredExactLevel = 13;

/** The stored level whose cells are as fine as those shown at the zoom, sixteen to a tile's side, or one finer. */
function storedLevel(shownLevel: number): number {
  const level = Math.max(5, shownLevel % 2 === 1 ? shownLevel : shownLevel + 1);
  return Math.min(finestStoredLevel, level);
}

interface Cells {
  /** Stored as fine as this … */
  level: number;
  /** … and shown this many levels coarser. */
  shift: number;
  least: { x: number; y: number };
  most: { x: number; y: number };
}

function cellsOf(zoom: number, [west, south, east, north]: Bounds): Cells {
  const level = storedLevel(zoom + 4);
  const shift = Math.max(0, level - (zoom + 4));
  // A hair inside, because an edge of the bounds is the first cell of the next tile.
  const inset = 1e-9;
  const { x: leastX, y: leastY } = tileAt([west + inset, north - inset], level);
  const { x: mostX, y: mostY } = tileAt([east - inset, south + inset], level);
  return { level, shift, least: { x: leastX, y: leastY }, most: { x: mostX, y: mostY } };
}

/** Which of the stored rows add up to what the filters ask: the ones that tell no more than they must. */
function storedRows(filters: Filters, level: number): RawBuilder<unknown>[] {
  const hasMonths = filters.from !== undefined || filters.to !== undefined;
  const isWhole = level === finestStoredLevel && (hasMonths || filters.kinds !== undefined);
  const everyKind = isWhole ? sql`kind = any(array(select code from incident_kind))` : sql`kind = ''`;
  return [
    filters.kinds ? sql`kind = any(${filters.kinds})` : everyKind,
    hasMonths || isWhole ? sql`month > 0` : sql`month = 0`,
  ];
}

function countedCells(
  { filters }: LayerRequest,
  cells: Cells,
  audience: 'public' | 'exact',
  isZone: RawBuilder<unknown>,
): RawBuilder<unknown> {
  const monthNumber = (text: string): number => Number(text.replace('-', ''));
  const conditions = all([
    sql`audience = ${audience} and level = ${cells.level}`,
    ...storedRows(filters, cells.level),
    sql`x between ${cells.least.x} and ${cells.most.x} and y between ${cells.least.y} and ${cells.most.y}`,
    ...(filters.from ? [sql`month >= ${monthNumber(filters.from)}`] : []),
    ...(filters.to ? [sql`month <= ${monthNumber(filters.to)}`] : []),
    isWantedZone('zone_id', filters),
    isZone,
  ]);
  const part = (table: string): RawBuilder<unknown> => sql`
    select zone_id, x >> ${cells.shift} as x, y >> ${cells.shift} as y, sum(count) as count
    from ${sql.table(table)} where ${conditions} group by 1, 2, 3`;
  return sql`${part('incident_cell')} union all ${part('incident_cell_change')}`;
}

/** What cells do not keep, hours, weekdays and fine exact counts, is counted for the few zones that are seen exactly. */
function countedNow({ bounds, filters, rights }: LayerRequest, cells: Cells): RawBuilder<unknown> {
  const size = mercatorCircumferenceMeters / 2 ** (cells.level - cells.shift);
  const half = mercatorCircumferenceMeters / 2;
  const place = sql`st_transform(incident.place, 3857)`;
  return sql`
    select incident.zone_id, floor((st_x(${place}) + ${half}) / ${size})::integer as x,
      floor((${half} - st_y(${place})) / ${size})::integer as y, count(*) as count
    from incident join zone on zone.id = incident.zone_id
    where incident.place && ${box({ bounds })} and ${isAmong('incident.zone_id', rights.incidentZones)}
      and ${isWanted(filters)} and ${isWantedByClock(filters)}
    group by 1, 2, 3`;
}

/** Counts by cell, at the middle of the cell; a demonstration is never added to what is real. */
function cellRows(request: LayerRequest): LayerRows {
  const cells = cellsOf(request.zoom, request.bounds);
  const size = mercatorCircumferenceMeters / 2 ** (cells.level - cells.shift);
  const half = mercatorCircumferenceMeters / 2;
  const exactZones = isAmong('zone_id', request.rights.incidentZones);
  const isKept = !hasClock(request.filters) && cells.level <= finestStoredExactLevel;
  const exact = isKept ? countedCells(request, cells, 'exact', exactZones) : countedNow(request, cells);
  const parts = [
    ...(seesPublicToo(request) ? [countedCells(request, cells, 'public', sql`not ${exactZones}`)] : []),
    ...(request.rights.incidentZones.length > 0 ? [exact] : []),
  ];
  return sql`
    select null::text as id, null::text as kind, null::text as occurred, null::text as state,
      sum(counted.count)::integer as count, null::text as month,
      st_transform(st_setsrid(st_makepoint((x + 0.5) * ${size} - ${half}, ${half} - (y + 0.5) * ${size}), 3857), 4326)
        as shape
    from (${sql.join(parts, sql` union all `)}) as counted join zone on zone.id = counted.zone_id
    group by zone.is_demonstration, x, y having sum(counted.count) > 0 order by count desc, x, y`;
}
