import { type Kysely, sql } from 'kysely';
import { Migrator } from 'kysely/migration';
import { migrations } from '../migrations/index.ts';
import type { DB } from '../types.ts';

/** The data was written by a newer version of this software. */
export class NewerDataError extends Error {
  override name = 'NewerDataError';
}

/**
 * Brings the schema up to date and returns the names of the migrations that ran.
 * Throws NewerDataError when the database knows migrations that this version does not.
 */
export async function migrate(database: Kysely<DB>): Promise<string[]> {
  await refuseNewerData(database);
  const migrator = new Migrator({ db: database, provider: { getMigrations: async () => migrations } });
  const { error, results } = await migrator.migrateToLatest();
  if (error) throw error;
  return (results ?? []).map((result) => result.migrationName);
}

async function refuseNewerData(database: Kysely<DB>): Promise<void> {
  const tables = await database.introspection.getTables({ withInternalKyselyTables: true });
  if (!tables.some((table) => table.name === 'kysely_migration')) return;
  const applied = await sql<{ name: string }>`select name from kysely_migration`.execute(database);
  const unknown = applied.rows.map((row) => row.name).filter((name) => !(name in migrations));
  if (unknown.length > 0) {
    throw new NewerDataError(
      `The data was written by a newer version of this software (it knows ${unknown.join(', ')}). Start that version, or choose another DATA_DIR.`,
    );
  }
}
