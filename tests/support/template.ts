import { existsSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { migrate } from '../../db/client/migrate.ts';
import { openDatabase } from '../../db/client/open.ts';
import { cacheFolder, engineUnderTest, templateKey, testServerUrl, urlOfDatabase } from './engines.ts';

/** Makes, once, the migrated database that every test file copies. */
export default async function setup(project: { config: { env: Record<string, string> } }): Promise<void> {
  process.env.TEST_ENGINE = project.config.env.TEST_ENGINE ?? engineUnderTest();
  if (engineUnderTest() === 'postgres') await makePostgresTemplate();
  else await makeEmbeddedTemplate();
}

export const postgresTemplate = (): string => `szone_template_${templateKey()}`;
export const embeddedTemplate = (): string => join(cacheFolder, `embedded-${templateKey()}`);

async function makePostgresTemplate(): Promise<void> {
  const name = postgresTemplate();
  const client = new pg.Client({ connectionString: testServerUrl() });
  await client.connect();
  try {
    const { rowCount } = await client.query('select from pg_database where datname = $1', [name]);
    if (rowCount) return;
    const half = `${name}_${process.pid}`;
    await client.query(`create database ${half}`);
    const handle = await openDatabase({ databaseUrl: urlOfDatabase(half), dataFolder: '' });
    await migrate(handle.database);
    await handle.close();
    // Another run may have made the same template meanwhile; then ours is not needed.
    await client.query(`alter database ${half} rename to ${name}`).catch(() => client.query(`drop database ${half}`));
  } finally {
    await client.end();
  }
}

async function makeEmbeddedTemplate(): Promise<void> {
  const folder = embeddedTemplate();
  if (existsSync(folder)) return;
  mkdirSync(cacheFolder, { recursive: true });
  for (const name of readdirSync(cacheFolder)) {
    if (name.startsWith('embedded-')) rmSync(join(cacheFolder, name), { recursive: true, force: true });
  }
  const half = `${folder}-${process.pid}`;
  const handle = await openDatabase({ databaseUrl: undefined, dataFolder: half });
  await migrate(handle.database);
  await handle.close();
  renameSync(half, folder);
}
