import type { DatabaseHandle } from '../../../db/client/database.ts';
import type { Viewer } from '../../server/access.ts';

/** What an import needs: an administrator, and the engine itself for moving many rows. */
export interface ImportContext {
  handle: DatabaseHandle;
  viewer: Viewer;
  now: Date;
  /** Asked between pieces of work; an import that is cancelled keeps what it has stored. */
  isCancelled?: () => boolean;
  onProgress?: (phase: 'reading' | 'storing', rows: number, total: number | undefined) => void;
}
