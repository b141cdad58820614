import { randomUUID } from 'node:crypto';
import { cpSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import type { DatabaseHandle } from '../../db/client/database.ts';
import { openDatabase } from '../../db/client/open.ts';
import { engineUnderTest, testServerUrl, urlOfDatabase } from './engines.ts';
import { embeddedTemplate, postgresTemplate } from './template.ts';

/** A migrated database of a test's own, on the engine under test, and what takes it away again. */
export interface TestDatabase {
  handle: DatabaseHandle;
  /** What a server of its own would be started with. */
  databaseUrl: string | undefined;
  dataFolder: string;
  remove(): Promise<void>;
}

/** Copies the template and opens the copy. Make one a test file: it takes two seconds on the embedded engine. */
export async function openTestDatabase(): Promise<TestDatabase> {
  return engineUnderTest() === 'postgres' ? openOnPostgres() : openEmbeddedCopy();
}

async function openOnPostgres(): Promise<TestDatabase> {
  const name = `szone_test_${randomUUID().replaceAll('-', '')}`;
  await administer(`create database ${name} template ${postgresTemplate()}`);
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

async function openEmbeddedCopy(): Promise<TestDatabase> {
  const dataFolder = copyEmbeddedTemplate();
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

/** A copy of the migrated data folder, not opened. */
export function copyEmbeddedTemplate(): string {
  const dataFolder = join(tmpdir(), `szone-test-${randomUUID().slice(0, 8)}`);
  cpSync(embeddedTemplate(), dataFolder, { recursive: true });
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
