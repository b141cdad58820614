import type { Database } from '../../../db/client/database.ts';
import { requireAdministrator, type Viewer } from '../../server/access.ts';
import { insertStagedBuildings, insertStagedStreets } from './staged-basemap.queries.ts';

/** Stores staged rows of an import as streets, for administrators; returns what was new and what differed. */
export function importStagedStreets(
  context: { database: Database; viewer: Viewer },
  chunk: Parameters<typeof insertStagedStreets>[1],
): Promise<{ added: number; changed: number }> {
  requireAdministrator(context.viewer);
  return insertStagedStreets(context.database, chunk);
}

/** Stores staged rows of an import as buildings, for administrators; returns what was new and what differed. */
export function importStagedBuildings(
  context: { database: Database; viewer: Viewer },
  chunk: Parameters<typeof insertStagedBuildings>[1],
): Promise<{ added: number; changed: number }> {
  requireAdministrator(context.viewer);
  return insertStagedBuildings(context.database, chunk);
}
