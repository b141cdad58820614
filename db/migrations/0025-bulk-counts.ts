import type { Kysely } from 'kysely';
import { countChanges, writeCountFunction } from './0011-incident-cells.ts';

const events = ['insert', 'delete', 'update'] as const;
const finestLevel = 17;
/** Exact counts stop here; both kinds of counts are rolled up together from here on. */
const finestExactLevel = 13;

/**
 * The same counts at a fraction of the cost when a statement changes many incidents: they are counted once, at the
 * finest level, and every coarser level is added up from the one below it, instead of from the incidents again.
 */
export async function up(database: Kysely<unknown>): Promise<void> {
  for (const event of events) await writeCountFunction(database, event, countUpwards);
}

export async function down(database: Kysely<unknown>): Promise<void> {
  for (const event of events) await writeCountFunction(database, event, countChanges);
}

/** Cells of a level from those two levels below. */
const rolledUp = (from: string): string => `
          select audience, zone_id, kind, month, x >> 2 as x, y >> 2 as y, sum(count) as count
          from ${from} group by audience, zone_id, kind, month, x >> 2, y >> 2`;

const columnOf = (place: string, level: number): string =>
  `floor((st_x(${place}) + 180) / 360 * ${2 ** level})::integer`;
const rowOf = (place: string, level: number): string =>
  `floor((1 - asinh(tan(radians(least(85.05, greatest(-85.05, st_y(${place})))))) / pi()) / 2 * ${2 ** level})::integer`;

/** The statement that turns changed incidents (with a `sign` of 1 or -1) into changed counts, and counts the public ones. */
function countUpwards(source: string): string {
  const coarse = [11, 9, 7, 5];
  const levels = [finestLevel, 15, finestExactLevel, ...coarse];
  return `
        with changed as materialized (
          select row.sign, row.zone_id, row.kind, row.place, row.snap_point_id, row.is_public,
            to_char(row.occurred_from at time zone zone.time_zone, 'YYYYMM')::integer as month
          from (${source}) as row join zone on zone.id = row.zone_id
        ),
        exact as (
          select 'exact' as audience, zone_id, kind, month, ${columnOf('place', finestExactLevel)} as x,
            ${rowOf('place', finestExactLevel)} as y, sum(sign) as count
          from changed group by zone_id, kind, month, x, y having sum(sign) <> 0
        ),
        snapped as (
          select zone_id, kind, month, snap_point_id, sum(sign) as count
          from changed where is_public and snap_point_id is not null
          group by zone_id, kind, month, snap_point_id having sum(sign) <> 0
        ),
        level_${finestLevel} as (
          select 'public' as audience, snapped.zone_id, kind, month, ${columnOf('snap_point.place', finestLevel)} as x,
            ${rowOf('snap_point.place', finestLevel)} as y, sum(count) as count
          from snapped
          join snap_point on snap_point.id = snapped.snap_point_id
          join incident_kind on incident_kind.code = kind and not incident_kind.is_sensitive
          group by snapped.zone_id, kind, month, x, y
        ),
        level_15 as (${rolledUp(`level_${finestLevel}`)}
        ),
        level_${finestExactLevel} as (${rolledUp('level_15')}
          union all select audience, zone_id, kind, month, x, y, count from exact
        ),
        ${coarse.map((level) => `level_${level} as (${rolledUp(`level_${level + 2}`)}\n        )`).join(',\n        ')},
        stacked as (
          ${levels.map((level) => `select ${level} as level, * from level_${level}`).join('\n          union all ')}
        ),
        summed as (
          select audience, level, coalesce(kind, '') as kind, x, y, coalesce(month, 0) as month, zone_id,
            sum(count) as count
          from stacked
          group by audience, level, x, y, zone_id, grouping sets ((kind, month), (kind), (month), ())
          having sum(count) <> 0 and not (level = ${finestLevel} and grouping(kind, month) in (1, 2))
        ),
        written as (
          insert into incident_cell_change (audience, level, kind, x, y, month, zone_id, count)
          select audience, level, kind, x, y, month, zone_id, count from summed
          returning audience
        )
        select count(*) into public_changes from written where audience = 'public';`;
}
