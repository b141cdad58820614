import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Engine } from '../../db/client/database.ts';

/** The engine that this project of tests runs on. */
export function engineUnderTest(): Engine {
  return process.env.TEST_ENGINE === 'postgres' ? 'postgres' : 'embedded';
}

/** The PostgreSQL server that tests make their databases on; `tests/run.ts` sets it. */
export function testServerUrl(): string {
  const url = process.env.TEST_DATABASE_URL;
  if (!url)
    throw new Error('TEST_DATABASE_URL is not set: run the tests with `npm test`, or name a PostgreSQL server.');
  return url;
}

/** The same server, another database on it. */
export function urlOfDatabase(name: string): string {
  const url = new URL(testServerUrl());
  url.pathname = `/${name}`;
  return url.href;
}

/** What the templates are made from: the schema alone, or with the demonstration in it. */
const templateSources = {
  migrated: ['db/migrations', 'db/client'],
  seeded: [
    'db/migrations',
    'db/client',
    'db/seed',
    'src/compute',
    'src/server/password.ts',
    'src/features/incidents/snap.queries.ts',
  ],
};

export type TemplateKind = keyof typeof templateSources;

/** Changes whenever something changes that a template is made from. */
export function templateKey(kind: TemplateKind): string {
  const hash = createHash('sha256');
  const visit = (path: string): void => {
    if (!existsSync(path)) return;
    if (statSync(path).isDirectory()) {
      for (const name of readdirSync(path).sort()) visit(join(path, name));
    } else hash.update(readFileSync(path));
  };
  for (const path of templateSources[kind]) visit(path);
  return hash.digest('hex').slice(0, 16);
}

/** Where templates of the embedded engine and other things that may be kept between runs lie. */
export const cacheFolder = resolve('.cache');
