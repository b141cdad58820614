import type { Database } from '../../../db/client/database.ts';
import { deleteEmptyCells, mergeChanges } from './cells.queries.ts';

const changesPerMerge = 20_000;

/**
 * Merges the changed counts of incidents into the counts by cell, in short pieces. What a map shows is the same before
 * and after; it is only faster. For the system itself (the job `incident.keep-counts`), so there is no viewer to check.
 */
export async function mergeIncidentCells(database: Database): Promise<void> {
  let merged = await mergeChanges(database, changesPerMerge);
  if (merged === 0) return;
  while (merged === changesPerMerge) merged = await mergeChanges(database, changesPerMerge);
  await deleteEmptyCells(database);
}
