import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

/** Another process has the data folder open. */
export class FolderInUseError extends Error {
  override name = 'FolderInUseError';
}

/**
 * Takes the folder for this process and returns what gives it back. The lock is the operating system's own (held
 * through SQLite, which knows how to ask for one everywhere), so it goes when the process goes, however it ends.
 */
export function lockFolder(folder: string): () => void {
  const file = new DatabaseSync(join(folder, 'lock'));
  try {
    file.exec('pragma busy_timeout = 0; pragma journal_mode = delete; begin exclusive');
  } catch (error) {
    file.close();
    throw new FolderInUseError(`The data folder ${folder} is in use by another process.`, { cause: error });
  }
  return () => file.close();
}
