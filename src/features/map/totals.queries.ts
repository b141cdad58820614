import { type RawBuilder, sql } from 'kysely';
import type { Database } from '../../../db/client/database.ts';
import { hasClock, isWanted, isWantedByClock } from './incident-layer.queries.ts';
import { isAmong, isWantedZone } from './layer-request.ts';
import type { Filters } from './map.schema.ts';

interface Question {
  filters: Filters;
  /** Zones whose incidents the viewer sees at their place and hour. */
  exactZones: readonly string[];
}

/** How many incidents there are, and how many of them have a place on the viewer's map. */
export interface IncidentTotals {
  total: number;
  placed: number;
}

/**
 * How many incidents the zones have by these filters: all of those in `exactZones`, elsewhere those that are neither
 * live nor of a sensitive kind. A demonstration is only counted where nothing is real.
 */
export async function countIncidents(database: Database, question: Question): Promise<IncidentTotals> {
  const { rows } = await sql<IncidentTotals>`
    select coalesce(sum(counted.count) filter (where counted.audience = 'exact'), 0)::integer as total,
      coalesce(sum(counted.count) filter (where counted.is_placed), 0)::integer as placed
    from (${hasClock(question.filters) ? countedNow(question) : countedBefore(question)}) as counted
    join zone on zone.id = counted.zone_id
    where ${isWantedZone('counted.zone_id', question.filters)} and (${question.filters.zone ?? null}::text is not null
      or zone.is_demonstration = (select bool_and(is_demonstration) from zone))`.execute(database);
  return rows[0] ?? { total: 0, placed: 0 };
}

/** Of hours and weekdays only what is seen exactly is known. */
function countedNow({ filters, exactZones }: Question): RawBuilder<unknown> {
  return sql`
    select 'exact' as audience, incident.zone_id, true as is_placed, count(*) as count
    from incident join zone on zone.id = incident.zone_id
    where ${isAmong('incident.zone_id', exactZones)} and ${isWanted(filters)} and ${isWantedByClock(filters)}
    group by incident.zone_id`;
}

function countedBefore({ filters, exactZones }: Question): RawBuilder<unknown> {
  const isExact = isAmong('stored.zone_id', exactZones);
  const monthNumber = (text: string): number => Number(text.replace('-', ''));
  const hasMonths = filters.from !== undefined || filters.to !== undefined;
  const isStored = sql.join(
    [
      sql`level = 5`,
      hasMonths ? sql`month > 0` : sql`month = 0`,
      ...(filters.kinds ? [sql`kind = any(${filters.kinds})`] : []),
      ...(filters.from ? [sql`month >= ${monthNumber(filters.from)}`] : []),
      ...(filters.to ? [sql`month <= ${monthNumber(filters.to)}`] : []),
    ],
    sql` and `,
  );
  return sql`
    select stored.audience, stored.zone_id, stored.count, (stored.audience = 'exact') = (${isExact}) as is_placed
    from (
      select audience, zone_id, kind, count from incident_cell where ${isStored}
      union all
      select audience, zone_id, kind, count from incident_cell_change where ${isStored}
      union all
      select 'exact', incident.zone_id, incident.kind, -1
      from incident join zone on zone.id = incident.zone_id
      where not incident.is_public and not ${isAmong('incident.zone_id', exactZones)} and ${isWanted(filters)}
    ) as stored
    join incident_kind on incident_kind.code = stored.kind
    where ${isExact} or not incident_kind.is_sensitive`;
}
