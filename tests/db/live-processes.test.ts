import { rmSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createSessions } from '../../src/server/session.ts';
import { openTestDatabase, type TestDatabase } from '../support/database.ts';
import { makeViewer, makeZone } from '../support/factories.ts';
import { ask } from '../support/http.ts';
import { type LiveStream, openLive } from '../support/live.ts';
import { type ServerProcess, startServerProcess } from '../support/process.ts';

/*
 * Real servers in processes of their own, killed without warning. Two of them on PostgreSQL; on the embedded engine,
 * which only one process may open, the same one twice.
 */
let store: TestDatabase;
let variables: Record<string, string>;
let cookie: string;
let slug: string;
let place: [number, number];
const servers: ServerProcess[] = [];
let isPostgres = false;

beforeAll(async () => {
  isPostgres = process.env.TEST_ENGINE === 'postgres';
  store = await openTestDatabase();
  const { database } = store.handle;
  const zone = await makeZone(database);
  [slug, place] = [zone.slug, zone.center];
  const officer = await makeViewer(database, 'officer', zone);
  cookie = `session=${await createSessions(database, () => new Date()).create(officer.account?.id ?? '')}`;
  variables = store.databaseUrl ? { DATABASE_URL: store.databaseUrl } : { DATA_DIR: store.dataFolder };
  // The embedded engine belongs to the server's process from here on.
  await store.handle.close();
});
afterAll(async () => {
  await Promise.all(servers.map((server) => server.end('SIGKILL')));
  if (isPostgres) return;
  rmSync(store.dataFolder, { recursive: true, force: true });
});

async function start(): Promise<ServerProcess> {
  const server = await startServerProcess(variables);
  servers.push(server);
  return server;
}

let recorded = 0;

/** Records an incident over HTTP; resolves to whether it was acknowledged. */
async function record(server: ServerProcess): Promise<boolean> {
  recorded += 1;
  const answer = await ask(server.origin, {
    method: 'POST',
    path: '/trpc/incidents.record',
    body: JSON.stringify({
      kind: 'noise',
      longitude: place[0],
      latitude: place[1],
      source: 'feed',
      sourceName: 'test',
      sourceKey: String(recorded),
      summary: '',
    }),
    headers: { Origin: server.origin, 'Content-Type': 'application/json', Cookie: cookie },
    from: `127.0.0.${2 + Math.floor(recorded / 50)}`,
  }).catch(() => undefined);
  return answer?.status === 200;
}

const listen = (server: ServerProcess, lastEventId = ''): Promise<LiveStream> =>
  openLive(server.origin, { path: `/live?zone=${slug}`, cookie, ...(lastEventId ? { lastEventId } : {}) });

const ids = (stream: LiveStream): string[] =>
  stream.messages().map((message) => {
    if (message.type !== 'incident' || message.incident.audience === 'public') throw new Error('no exact incident');
    return `${message.position} ${message.incident.id}`;
  });

test('in order, without gap or double, after a lost connection and after kill -9', { timeout: 120_000 }, async () => {
  let first = await start();
  const second = isPostgres ? await start() : first;
  let reader = await listen(first);
  const witness = isPostgres ? await listen(second) : undefined;
  const received: string[] = [];
  const acknowledged = { count: 0 };

  const work = async (count: number): Promise<void> => {
    for (let index = 0; index < count; index += 1) {
      if (await record(index % 2 ? second : first)) acknowledged.count += 1;
    }
  };

  // The connection is lost while things happen.
  const whileWorking = work(10);
  await reader.until((messages) => messages.length >= 3);
  reader.close();
  await whileWorking;
  received.push(...ids(reader));
  reader = await listen(second, reader.lastId());
  await reader.until((messages) => received.length + messages.length >= acknowledged.count);
  received.push(...ids(reader));
  let lastId = reader.lastId();
  reader.close();

  // The server is killed while things happen.
  reader = await listen(first, lastId);
  const whileKilled = work(20);
  await reader.until((messages) => messages.length >= 4);
  await first.end('SIGKILL');
  await reader.closed;
  await whileKilled;
  received.push(...ids(reader));
  lastId = reader.lastId();

  first = await start();
  reader = await listen(first, lastId);
  if (await record(first)) acknowledged.count += 1;
  const all = await listen(first, 'o0');
  await reader.until(
    (messages) => messages.length > 0 && (messages.at(-1)?.type === 'reset' || ids(reader).length > 0),
  );
  await all.until((messages) => messages.length >= acknowledged.count);
  await reader.until((messages) => received.length + messages.length >= all.messages().length);
  received.push(...ids(reader));

  expect(received).toEqual(ids(all));
  expect(received.map((line) => Number(line.split(' ')[0]))).toEqual(received.map((_, index) => index + 1));
  // Whatever was acknowledged is there; what was killed on the way may be there too.
  expect(received.length).toBeGreaterThanOrEqual(acknowledged.count);
  if (witness) {
    await witness.until((messages) => messages.length >= received.length);
    expect(ids(witness)).toEqual(received);
  }
  for (const stream of [reader, all, witness]) stream?.close();
});
