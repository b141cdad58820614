import { sql } from 'kysely';
import type { Database } from '../../../db/client/database.ts';
import { isAmong, isWantedZone } from './layer-request.ts';

/**
 * How many incidents the zones have, whether they are on the map or not: all of those in `exactZones`, elsewhere those
 * that are neither live nor of a sensitive kind. A demonstration is only counted where nothing is real.
 */
export async function countIncidents(
  database: Database,
  question: { zone: string | undefined; exactZones: readonly string[] },
): Promise<number> {
  const isExact = isAmong('counted.zone_id', question.exactZones);
  const result = await sql<{ total: number }>`
    select coalesce(sum(counted.count), 0)::integer as total
    from (
      select zone_id, kind, count from incident_cell where audience = 'exact' and level = 5 and month = 0
      union all
      select zone_id, kind, count from incident_cell_change where audience = 'exact' and level = 5 and month = 0
      union all
      select zone_id, kind, -1 from incident where not is_public and not ${isAmong('zone_id', question.exactZones)}
    ) as counted
    join zone on zone.id = counted.zone_id
    join incident_kind on incident_kind.code = counted.kind
    where (${isExact} or not incident_kind.is_sensitive) and ${isWantedZone('counted.zone_id', { zone: question.zone })}
      and (${question.zone ?? null}::text is not null or zone.is_demonstration = (select bool_and(is_demonstration) from zone))
  `.execute(database);
  return result.rows[0]?.total ?? 0;
}
