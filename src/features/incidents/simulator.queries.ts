import { sql } from 'kysely';
import type { Database } from '../../../db/client/database.ts';
import type { IncidentState } from './incidents.states.ts';

/** Whether the administrator has switched the simulator on. */
export async function isSwitchedOn(database: Database): Promise<boolean> {
  const row = await database.selectFrom('setting').where('key', '=', 'simulator').select('value').executeTakeFirst();
  return row?.value === true;
}

/** Zones of the demonstration with somebody of the station in whose name things are done there. */
export async function listSimulatedZones(database: Database) {
  const { rows } = await sql<{
    zoneId: string;
    slug: string;
    accountId: string;
    patrolUnitIds: string[];
    sosPostIds: string[];
  }>`
    select zone.id as zone_id, zone.slug, (min(membership.account_id::text))::uuid as account_id,
      (select array_agg(patrol_unit.id::text) from patrol_unit where patrol_unit.station_id = zone.station_id) as patrol_unit_ids,
      (select coalesce(array_agg(sos_post.id::text order by sos_post.id), '{}') from sos_post
        where sos_post.zone_id = zone.id) as sos_post_ids
    from zone
    join organisation on organisation.police_unit_id = zone.station_id
    join membership on membership.organisation_id = organisation.id and membership.role = 'officer'
      and membership.valid_to is null
    join account on account.id = membership.account_id and account.is_demonstration
    where zone.is_demonstration
    group by zone.id, zone.slug, zone.station_id`.execute(database);
  return rows;
}

/** The incident made by this source that has waited longest for its next step. */
export function findWaiting(database: Database, zoneId: string, sourceName: string) {
  return database
    .selectFrom('incident')
    .innerJoin('incidentResponse', 'incidentResponse.incidentId', 'incident.id')
    .where('incident.zoneId', '=', zoneId)
    .where('incident.sourceName', '=', sourceName)
    .where('incidentResponse.state', 'not in', ['closed', 'merged', 'false-alarm'])
    .orderBy('incidentResponse.changedAt')
    .select(['incident.id', 'incidentResponse.state'])
    .$narrowType<{ state: IncidentState }>()
    .limit(1)
    .executeTakeFirst();
}
