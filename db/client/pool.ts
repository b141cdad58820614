import { CamelCasePlugin, Kysely, PostgresDialect } from 'kysely';
import pg from 'pg';
import type { DB } from '../types.ts';

const int8 = 20;
const date = 1082;
const numeric = 1700;

/**
 * How column values arrive on both engines: bigint and numeric as numbers, dates as `YYYY-MM-DD` (a day has no time
 * zone, so it must not become a moment), everything else as the driver does it.
 */
const types: pg.CustomTypesConfig = {
  getTypeParser: (oid, format) => {
    if (format !== 'binary') {
      if (oid === int8 || oid === numeric) return Number;
      if (oid === date) return (text: string) => text;
    }
    return pg.types.getTypeParser(oid, format);
  },
};

/** A pool with our value types. An idle client that loses its server is dropped, never a crash. */
export function createPool(options: pg.PoolConfig, onIdleError: (error: Error) => void): pg.Pool {
  const pool = new pg.Pool({ ...options, types });
  pool.on('error', onIdleError);
  return pool;
}

/** Kysely over the pool: `camelCase` in code, `snake_case` in the database, keys inside JSON left alone. */
export function createKysely(pool: pg.Pool): Kysely<DB> {
  return new Kysely<DB>({
    dialect: new PostgresDialect({ pool }),
    plugins: [new CamelCasePlugin({ maintainNestedObjectKeys: true })],
  });
}
