import { randomUUID } from 'node:crypto';
import pg from 'pg';
import type { DatabaseHandle } from '../../../db/client/database.ts';
import { migrate } from '../../../db/client/migrate.ts';
import { openPostgres } from '../../../db/client/postgres.ts';
import { startPostgres } from '../../support/start-postgres.ts';
import { say } from './median.ts';

/** A migrated database of a benchmark's own on PostgreSQL. */
export interface BenchDatabase {
  handle: DatabaseHandle;
  url: string;
  remove(): Promise<void>;
}

/** Makes one on `TEST_DATABASE_URL`, else on a throw-away cluster. Throws when there is no PostgreSQL to be had. */
export async function openBenchDatabase(): Promise<BenchDatabase> {
  const server = await startPostgres(say);
  if (!server) throw new Error('This benchmark needs PostgreSQL with PostGIS: set TEST_DATABASE_URL.');
  const name = `szone_bench_${randomUUID().slice(0, 8)}`;
  const administer = async (statement: string): Promise<void> => {
    const client = new pg.Client({ connectionString: server.url });
    await client.connect();
    await client.query(statement);
    await client.end();
  };
  await administer(`create database ${name}`);
  const url = new URL(server.url);
  url.pathname = `/${name}`;
  const handle = await openPostgres(url.href);
  await migrate(handle.database);
  say(`${server.description}, database ${name}`);
  return {
    handle,
    url: url.href,
    remove: async () => {
      await handle.close();
      await administer(`drop database if exists ${name} with (force)`);
      await server.stop();
    },
  };
}
