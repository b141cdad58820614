import { sql } from 'kysely';
import type { Database } from '../../../db/client/database.ts';

/** Lets the public's counts have every closed incident whose zone's delay is over. */
export async function showSettledIncidents(database: Database, now: Date): Promise<void> {
  await sql`
    update incident set is_public = true
    from incident_response, zone
    where not incident.is_public and incident_response.incident_id = incident.id and zone.id = incident.zone_id
      and incident_response.state = 'closed'
      and incident.recorded_at + make_interval(mins => zone.public_delay_minutes) <= ${now}`.execute(database);
}
