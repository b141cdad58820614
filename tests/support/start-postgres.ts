import { spawnSync } from 'node:child_process';
import { chmodSync, chownSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openPostgres } from '../../db/client/postgres.ts';
import { canInstall, install } from './install.ts';

export interface TestServer {
  url: string;
  description: string;
  stop(): Promise<void>;
}

const oldestMajor = 15;

/**
 * The server named by `TEST_DATABASE_URL`, else a throw-away cluster from local binaries (installing Debian's when we
 * may), or undefined when there is none to be had.
 */
export async function startPostgres(say: (text: string) => void): Promise<TestServer | undefined> {
  const given = process.env.TEST_DATABASE_URL;
  if (given) return { url: given, description: await describe(given), stop: async () => {} };
  if (!findBinaries() && canInstall()) install(['postgresql-15', 'postgresql-15-postgis-3'], say);
  const binaries = findBinaries();
  return binaries ? startCluster(binaries) : undefined;
}

/** The newest local PostgreSQL that has PostGIS beside it. */
function findBinaries(): string | undefined {
  const root = '/usr/lib/postgresql';
  if (!existsSync(root)) return undefined;
  const majors = readdirSync(root)
    .map(Number)
    .filter((major) => major >= oldestMajor)
    .sort((a, b) => b - a);
  const major = majors.find((version) => existsSync(`/usr/share/postgresql/${version}/extension/postgis.control`));
  return major ? join(root, String(major), 'bin') : undefined;
}

async function startCluster(binaries: string): Promise<TestServer> {
  const folder = mkdtempSync(join(tmpdir(), 'szone-postgres-'));
  chmodSync(folder, 0o755);
  // initdb refuses to run as root.
  const user = process.getuid?.() === 0 ? 'postgres' : undefined;
  if (user) chownSync(folder, idOf('-u', user), idOf('-g', user));
  const run = (program: string, parameters: string[]): void => {
    const command = [join(binaries, program), ...parameters];
    const [first = '', ...rest] = user
      ? ['setpriv', `--reuid=${user}`, `--regid=${user}`, '--init-groups', ...command]
      : command;
    const result = spawnSync(first, rest, { encoding: 'utf8', cwd: folder, stdio: ['ignore', 'ignore', 'pipe'] });
    if (result.status !== 0) throw new Error(`${program} failed: ${result.stderr}`);
  };
  const data = join(folder, 'data');
  const port = await freePort();
  run('initdb', ['-D', data, '-U', 'postgres', '--auth=trust', '-E', 'UTF8', '--locale=C.UTF-8']);
  const options = `-p ${port} -k ${folder} -c listen_addresses=127.0.0.1 -c fsync=off -c max_connections=200`;
  run('pg_ctl', ['-D', data, '-o', options, '-l', join(folder, 'log'), '-w', 'start']);
  const url = `postgres://postgres@127.0.0.1:${port}/postgres`;
  return {
    url,
    description: await describe(url),
    stop: async () => {
      run('pg_ctl', ['-D', data, '-m', 'immediate', '-w', 'stop']);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function idOf(flag: string, user: string): number {
  return Number(spawnSync('id', [flag, user], { encoding: 'utf8' }).stdout);
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}

async function describe(url: string): Promise<string> {
  const handle = await openPostgres(url);
  await handle.close();
  return handle.description;
}
