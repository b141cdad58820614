import type { Database } from '../../../db/client/database.ts';
import { deleteContactsBefore } from './reports.write.queries.ts';

/** Deletes whom to tell of reports when the time that the notice names is over; returns how many. */
export function sweepContacts(database: Database, now: Date): Promise<number> {
  return deleteContactsBefore(database, now.toISOString().slice(0, 10));
}
