import { spawnSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import * as z from 'zod/mini';
import type { DatabaseHandle } from '../../db/client/database.ts';
import { FolderInUseError } from '../../db/client/lock.ts';
import { migrate } from '../../db/client/migrate.ts';
import { openDatabase } from '../../db/client/open.ts';
import { openPostgres } from '../../db/client/postgres.ts';
import { seedDemonstration } from '../../db/seed/demonstration.ts';
import { GrantError, grantRole } from '../features/people/grant.service.ts';
import { choice, email } from '../formats/fields.ts';
import { readSettings, type Settings } from '../server/settings.ts';

const usage = `npm run db -- migrate | seed | reset | grant EMAIL ROLE [ORGANISATION] | types

  migrate   bring the schema up to date
  seed      fill an empty database with the demonstration
  reset     delete everything and migrate again
  grant     make an address an administrator, or a partner, planner, officer, supervisor or commander in an
            organisation, named as it is in either language or by its id
  types     write db/types.ts from the migrations (needs TEST_DATABASE_URL)
`;

/** What was asked for cannot be done; the message says why. */
class CommandError extends Error {}

const say = (text: string): void => void process.stdout.write(`${text}\n`);

async function withDatabase(settings: Settings, work: (handle: DatabaseHandle) => Promise<void>): Promise<void> {
  const handle = await openDatabase(settings);
  try {
    await work(handle);
  } finally {
    await handle.close();
  }
}

async function runMigrations(settings: Settings): Promise<void> {
  await withDatabase(settings, async (handle) => {
    const names = await migrate(handle.database);
    say(names.length === 0 ? 'The schema is up to date.' : names.join('\n'));
  });
}

async function seed(settings: Settings): Promise<void> {
  await withDatabase(settings, async ({ database }) => {
    await migrate(database);
    const isFilled = await seedDemonstration(database, { now: new Date(), onProgress: say });
    say(isFilled ? 'The demonstration is there.' : 'There are zones already: nothing was changed.');
  });
}

async function reset(settings: Settings): Promise<void> {
  if (settings.databaseUrl) {
    await withDatabase(settings, async ({ pool }) => {
      await pool.query('drop schema if exists pgboss cascade');
      await pool.query('drop schema public cascade');
      await pool.query('create schema public');
    });
  } else {
    rmSync(join(settings.dataFolder, 'database'), { recursive: true, force: true });
  }
  await runMigrations(settings);
}

const grantable = z.object({
  email,
  role: choice(['administrator', 'partner', 'planner', 'officer', 'supervisor', 'commander']),
  organisation: z.optional(z.string()),
});

async function grant(settings: Settings): Promise<void> {
  const [emailGiven, role, ...organisation] = process.argv.slice(3);
  const asked = grantable.safeParse({ email: emailGiven, role, organisation: organisation.join(' ') || undefined });
  if (!asked.success) throw new CommandError(usage);
  await withDatabase(settings, async ({ database }) => {
    await migrate(database);
    await grantRole(database, { ...asked.data, now: new Date() });
    say(`${asked.data.email} is now ${asked.data.role}. Sign in with a code sent to that address.`);
  });
}

/** Introspects a throw-away database that holds nothing but the migrated schema. */
async function writeTypes(): Promise<void> {
  const server = process.env.TEST_DATABASE_URL;
  if (!server) throw new Error('Set TEST_DATABASE_URL to a PostgreSQL server on which a database may be made.');
  const name = `szone_types_${randomUUID().slice(0, 8)}`;
  const url = new URL(server);
  url.pathname = `/${name}`;
  const client = new pg.Client({ connectionString: server });
  await client.connect();
  try {
    await client.query(`create database ${name}`);
    const handle = await openPostgres(url.href);
    await migrate(handle.database);
    await handle.close();
    const { status } = spawnSync('node_modules/.bin/kysely-codegen', typeOptions(url.href), { stdio: 'inherit' });
    if (status !== 0) throw new Error('The types could not be written.');
  } finally {
    await client.query(`drop database if exists ${name} with (force)`);
    await client.end();
  }
}

function typeOptions(url: string): string[] {
  return [
    ...['--url', url, '--dialect', 'postgres', '--camel-case', '--out-file', 'db/types.ts'],
    ...['--date-parser', 'string', '--numeric-parser', 'number'],
    ...['--type-mapping', '{"geometry":"string","int8":"number"}'],
    ...['--exclude-pattern', '(spatial_ref_sys|geometry_columns|geography_columns|kysely_*)'],
  ];
}

const commands: Record<string, (settings: Settings) => Promise<void>> = {
  migrate: runMigrations,
  seed,
  reset,
  grant,
  types: writeTypes,
};
const command = commands[process.argv[2] ?? ''];
if (!command) {
  process.stderr.write(usage);
  process.exit(2);
}
try {
  await command(readSettings(process.env));
} catch (error) {
  if (!(error instanceof CommandError || error instanceof FolderInUseError || error instanceof GrantError)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exit(1);
}
