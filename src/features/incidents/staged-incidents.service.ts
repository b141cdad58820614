import type { Database } from '../../../db/client/database.ts';
import { requireAdministrator, type Viewer } from '../../server/access.ts';
import { insertStagedIncidents } from './staged-incidents.queries.ts';

/** Stores staged rows of an import as incidents, for administrators; returns what was new and what differed. */
export function importStagedIncidents(
  context: { database: Database; viewer: Viewer },
  chunk: Parameters<typeof insertStagedIncidents>[1],
): Promise<{ added: number; changed: number }> {
  requireAdministrator(context.viewer);
  return insertStagedIncidents(context.database, chunk);
}
