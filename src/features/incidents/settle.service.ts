import type { Database } from '../../../db/client/database.ts';
import { showSettledIncidents } from './settle.queries.ts';

/**
 * A live incident is hidden from the public's monthly counts until it is closed and the station's delay is over; one
 * that was merged or a false alarm never counts. For the system itself (the job `incident.keep-counts`, the seed), so
 * there is no viewer to check.
 */
export function settleIncidents(database: Database, now: Date): Promise<void> {
  return showSettledIncidents(database, now);
}
