import { once } from 'node:events';
import { rmSync } from 'node:fs';
import { request } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, expect, test } from 'vitest';
import { openEmbedded } from '../../db/client/embedded.ts';
import { longestDrainMilliseconds } from '../../src/server/http/draining.ts';
import { copyEmbeddedTemplate } from '../support/database.ts';
import { makeZone } from '../support/factories.ts';
import { ask } from '../support/http.ts';
import { openLive } from '../support/live.ts';
import { type ServerProcess, spawnServer, startServerProcess } from '../support/process.ts';
import { startTestServer } from '../support/server.ts';

const folders: string[] = [];
const servers: ServerProcess[] = [];
afterAll(async () => {
  await Promise.all(servers.map((server) => server.end('SIGKILL')));
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

async function makeFolder(): Promise<string> {
  const folder = await copyEmbeddedTemplate();
  folders.push(folder);
  return folder;
}

async function run(folder: string): Promise<ServerProcess> {
  const server = await startServerProcess({ DATA_DIR: folder });
  servers.push(server);
  return server;
}

test('the embedded engine has a thread of its own: /healthz answers while a two-second query runs', async () => {
  const server = await startTestServer();
  await ask(server.origin, { path: '/healthz' });
  const query = server.running.handle.pool.query('select pg_sleep(2)');
  const waits: number[] = [];
  let isRunning = true;
  void query.then(() => {
    isRunning = false;
  });
  while (isRunning) {
    const startedAt = performance.now();
    const { status } = await ask(server.origin, { path: '/healthz' });
    expect(status).toBe(200);
    waits.push(performance.now() - startedAt);
    await sleep(20);
  }
  await server.stop();
  expect(waits.length).toBeGreaterThan(10);
  // The middle one, because other work on the machine may hold up a single answer.
  expect(waits.sort((a, b) => a - b)[Math.floor(waits.length / 2)]).toBeLessThan(50);
});

test('a second process on the same data folder is refused in plain words', async () => {
  const folder = await makeFolder();
  await run(folder);
  const second = await spawnServer({ DATA_DIR: folder });
  const [code] = await once(second.child, 'exit');
  expect(code).toBe(1);
  expect(second.said()).toContain(`The data folder ${folder} is in use by another process.`);
  expect(second.said()).not.toContain('    at ');
});

test('data of a newer version is refused in plain words', async () => {
  const folder = await makeFolder();
  const handle = await openEmbedded(folder);
  await handle.pool.query("insert into kysely_migration (name, timestamp) values ('9999-from-the-future', 'now')");
  await handle.close();
  const server = await spawnServer({ DATA_DIR: folder });
  const [code] = await once(server.child, 'exit');
  expect(code).toBe(1);
  expect(server.said()).toContain('The data was written by a newer version');
  expect(server.said()).toContain('9999-from-the-future');
  expect(server.said()).not.toContain('    at ');
});

test('on SIGTERM answers under way are finished, /readyz says no, streams end, and it exits with 0', async () => {
  const folder = await makeFolder();
  const server = await run(folder);
  const { host, port } = new URL(server.origin);
  expect((await ask(server.origin, { path: '/readyz' })).status).toBe(200);

  // A form whose end is still being typed keeps its answer under way.
  const body = new URLSearchParams({ intent: 'password', email: 'nobody@example.com', password: 'x' }).toString();
  const slow = request({
    host: '127.0.0.1',
    port,
    method: 'POST',
    path: '/sign-in',
    agent: false,
    headers: {
      Host: host,
      Origin: server.origin,
      'Content-Type': 'application/x-www-form-urlencoded',
      'Content-Length': String(body.length),
    },
  });
  const answered = once(slow, 'response');
  slow.write(body.slice(0, 10));
  await sleep(300);
  const ended = server.end('SIGTERM');
  await sleep(300);
  expect((await ask(server.origin, { path: '/readyz' })).status).toBe(503);
  slow.end(body.slice(10));
  const [response] = await answered;
  expect(response.statusCode).toBe(422);
  response.resume();
  expect(await ended).toBe(0);
});

test('on SIGTERM live streams end at once', async () => {
  const { running, origin, stop } = await startTestServer();
  const zone = await makeZone(running.handle.database);
  const stream = await openLive(origin, { path: `/live?zone=${zone.slug}` });
  const startedAt = performance.now();
  await Promise.all([stream.closed, stop()]);
  expect(stream.status).toBe(200);
  expect(performance.now() - startedAt, 'answers under way would be waited for').toBeLessThan(longestDrainMilliseconds);
});
