import type { Database } from '../../../db/client/database.ts';
import { deleteExpiredPeopleRows } from './retention.queries.ts';

/** The part of the retention job that is about accounts: codes and tries after a day, invitations after a month. */
export function sweepPeople(database: Database, now: Date): Promise<number> {
  return deleteExpiredPeopleRows(database, now);
}
