import { cpSync, existsSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Kysely } from 'kysely';
import pg from 'pg';
import { migrate } from '../../db/client/migrate.ts';
import { openDatabase } from '../../db/client/open.ts';
import { seedDemonstration } from '../../db/seed/demonstration.ts';
import type { DB } from '../../db/types.ts';
import {
  cacheFolder,
  engineUnderTest,
  type TemplateKind,
  templateKey,
  testServerUrl,
  urlOfDatabase,
} from './engines.ts';

/** Makes, once, the migrated database that every test file copies. */
export default async function setup(project: { config: { env: Record<string, string> } }): Promise<void> {
  process.env.TEST_ENGINE = project.config.env.TEST_ENGINE ?? engineUnderTest();
  if (engineUnderTest() === 'postgres') await postgresTemplate('migrated');
  else await embeddedTemplate('migrated');
}

async function fill(kind: TemplateKind, database: Kysely<DB>): Promise<void> {
  if (kind === 'migrated') await migrate(database);
  else await seedDemonstration(database, { now: new Date() });
}

/** The name of the template database on the test server, made when it is not there yet. */
export async function postgresTemplate(kind: TemplateKind): Promise<string> {
  const name = `szone_${kind}_${templateKey(kind)}_${today()}`;
  const client = new pg.Client({ connectionString: testServerUrl() });
  await client.connect();
  try {
    const { rowCount } = await client.query('select from pg_database where datname = $1', [name]);
    if (rowCount) return name;
    const half = `${name}_${process.pid}`;
    const base = kind === 'seeded' ? await postgresTemplate('migrated') : 'template1';
    await client.query(`create database ${half} template ${base}`);
    const handle = await openDatabase({ databaseUrl: urlOfDatabase(half), dataFolder: '' });
    await fill(kind, handle.database);
    await handle.close();
    // Another run may have made the same template meanwhile; then ours is not needed.
    await client.query(`alter database ${half} rename to ${name}`).catch(() => client.query(`drop database ${half}`));
    return name;
  } finally {
    await client.end();
  }
}

/** The data folder to copy, made when it is not there yet. */
export async function embeddedTemplate(kind: TemplateKind): Promise<string> {
  const folder = join(cacheFolder, `embedded-${kind}-${templateKey(kind)}-${today()}`);
  if (existsSync(folder)) return folder;
  mkdirSync(cacheFolder, { recursive: true });
  removeOldTemplates(kind);
  const half = join(cacheFolder, `half-${kind}-${process.pid}`);
  if (kind === 'seeded') cpSync(await embeddedTemplate('migrated'), half, { recursive: true });
  const handle = await openDatabase({ databaseUrl: undefined, dataFolder: half });
  await fill(kind, handle.database);
  await handle.close();
  try {
    renameSync(half, folder);
  } catch {
    // Another worker was faster; its template is as good.
    rmSync(half, { recursive: true, force: true });
  }
  return folder;
}

function removeOldTemplates(kind: TemplateKind): void {
  for (const name of readdirSync(cacheFolder)) {
    if (name.startsWith(`embedded-${kind}-`)) rmSync(join(cacheFolder, name), { recursive: true, force: true });
  }
}

// The demonstration ends now, so a template of yesterday has no ballot that closes in four days.
const today = (): string => new Date().toISOString().slice(0, 10).replaceAll('-', '');
