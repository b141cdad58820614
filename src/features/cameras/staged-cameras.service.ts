import type { Database } from '../../../db/client/database.ts';
import { requireAdministrator, type Viewer } from '../../server/access.ts';
import { insertStagedCameras } from './staged-cameras.queries.ts';

/** Stores staged rows of an import as cameras, for administrators; returns what was new and what differed. */
export function importStagedCameras(
  context: { database: Database; viewer: Viewer },
  chunk: Omit<Parameters<typeof insertStagedCameras>[1], 'actorId'>,
): Promise<{ added: number; changed: number }> {
  const { id: actorId } = requireAdministrator(context.viewer);
  return insertStagedCameras(context.database, { ...chunk, actorId });
}
