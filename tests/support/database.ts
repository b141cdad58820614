import { randomUUID } from 'node:crypto';
import { cpSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import type { DatabaseHandle } from '../../db/client/database.ts';
import { openDatabase } from '../../db/client/open.ts';
import { engineUnderTest, type TemplateKind, testServerUrl, urlOfDatabase } from './engines.ts';
import { embeddedTemplate, postgresTemplate } from './template.ts';

/** A migrated database of a test's own, on the engine under test, and what takes it away again. */
export interface TestDatabase {
  handle: DatabaseHandle;
  /** What a server of its own would be started with. */
  databaseUrl: string | undefined;
  dataFolder: string;
  remove(): Promise<void>;
}

/** What a test's database holds: the schema, or the whole demonstration. */
export interface TestDatabaseOptions {
  seeded?: boolean;
}

const kindOf = (options: TestDatabaseOptions): TemplateKind => (options.seeded ? 'seeded' : 'migrated');

/**
 * Copies the template and opens the copy. Make one a test file: it takes two seconds on the embedded engine. The
 * seeded template ends today; it is made when a test first asks for it.
 */
export async function openTestDatabase(options: TestDatabaseOptions = {}): Promise<TestDatabase> {
  return engineUnderTest() === 'postgres' ? openOnPostgres(kindOf(options)) : openEmbeddedCopy(options);
}

async function openOnPostgres(kind: TemplateKind): Promise<TestDatabase> {
  const name = `szone_test_${randomUUID().replaceAll('-', '')}`;
  await administer(`create database ${name} template ${await postgresTemplate(kind)}`);
  const databaseUrl = urlOfDatabase(name);
  const handle = await openDatabase({ databaseUrl, dataFolder: '' });
  return {
    handle,
    databaseUrl,
    dataFolder: '',
    remove: async () => {
      await handle.close();
      await administer(`drop database if exists ${name} with (force)`);
    },
  };
}

async function openEmbeddedCopy(options: TestDatabaseOptions): Promise<TestDatabase> {
  const dataFolder = await copyEmbeddedTemplate(options);
  const handle = await openDatabase({ databaseUrl: undefined, dataFolder });
  return {
    handle,
    databaseUrl: undefined,
    dataFolder,
    remove: async () => {
      await handle.close();
      rmSync(dataFolder, { recursive: true, force: true });
    },
  };
}

/** A copy of the template's data folder, not opened. */
export async function copyEmbeddedTemplate(options: TestDatabaseOptions = {}): Promise<string> {
  const dataFolder = join(tmpdir(), `szone-test-${randomUUID().slice(0, 8)}`);
  cpSync(await embeddedTemplate(kindOf(options)), dataFolder, { recursive: true });
  return dataFolder;
}

async function administer(statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: testServerUrl() });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
