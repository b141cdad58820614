import type { DatabaseHandle } from './database.ts';
import { openEmbedded } from './embedded.ts';
import { openPostgres } from './postgres.ts';

/** Opens PostgreSQL when there is a URL, else the embedded database in the data folder. */
export function openDatabase(options: {
  databaseUrl: string | undefined;
  dataFolder: string;
}): Promise<DatabaseHandle> {
  return options.databaseUrl ? openPostgres(options.databaseUrl) : openEmbedded(options.dataFolder);
}
