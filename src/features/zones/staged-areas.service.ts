import type { Database } from '../../../db/client/database.ts';
import { requireAdministrator, type Viewer } from '../../server/access.ts';
import { insertStagedAreas } from './staged-areas.queries.ts';

/** Stores staged rows of an import as areas, for administrators; returns what was new and what differed. */
export function importStagedAreas(
  context: { database: Database; viewer: Viewer },
  chunk: Parameters<typeof insertStagedAreas>[1],
): Promise<{ added: number; changed: number }> {
  requireAdministrator(context.viewer);
  return insertStagedAreas(context.database, chunk);
}
