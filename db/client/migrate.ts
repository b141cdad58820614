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
  const applied = await listApplied(database);
  refuseNewerData(applied);
  // Kysely's migrator looks the whole schema over first, which every start would wait for.
  if (applied.length === Object.keys(migrations).length) return [];
  const migrator = new Migrator({ db: database, provider: { getMigrations: async () => migrations } });
  const { error, results } = await migrator.migrateToLatest();
  if (error) throw error;
  return (results ?? []).map((result) => result.migrationName);
}

/** The names of the migrations that this database has had. */
async function listApplied(database: Kysely<DB>): Promise<string[]> {
  const { rows: found } = await sql<{ isThere: boolean }>`
    select to_regclass('kysely_migration') is not null as is_there`.execute(database);
  if (!found[0]?.isThere) return [];
  const { rows } = await sql<{ name: string }>`select name from kysely_migration`.execute(database);
  return rows.map((row) => row.name);
}

function refuseNewerData(applied: readonly string[]): void {
  const unknown = applied.filter((name) => !(name in migrations));
  if (unknown.length > 0) {
    throw new NewerDataError(
      `The data was written by a newer version of this software (it knows ${unknown.join(', ')}). Start that version, or choose another DATA_DIR.`,
    );
  }
}
