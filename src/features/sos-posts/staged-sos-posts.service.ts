import type { Database } from '../../../db/client/database.ts';
import { requireAdministrator, type Viewer } from '../../server/access.ts';
import { insertStagedSosPosts } from './staged-sos-posts.queries.ts';

/** Stores staged rows of an import as SOS posts, for administrators; returns what was new and what differed. */
export function importStagedSosPosts(
  context: { database: Database; viewer: Viewer },
  chunk: Omit<Parameters<typeof insertStagedSosPosts>[1], 'actorId'>,
): Promise<{ added: number; changed: number }> {
  const { id: actorId } = requireAdministrator(context.viewer);
  return insertStagedSosPosts(context.database, { ...chunk, actorId });
}
