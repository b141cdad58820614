import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { LiveMessage } from '../../src/features/incidents/incidents.schema.ts';
import { changeIncident } from '../../src/features/incidents/incidents.service.ts';
import { recordIncident } from '../../src/features/incidents/recording.service.ts';
import type { Viewer } from '../../src/server/access.ts';
import type { Context } from '../../src/server/context.ts';
import { createSessionWatch } from '../../src/server/live/session-watch.ts';
import { listEntriesAfter } from '../../src/server/live/streams.queries.ts';
import { sweepStreams } from '../../src/server/live/streams.ts';
import { openTestDatabase, type TestDatabase } from '../support/database.ts';
import { type MadeZone, makeViewer, makeZone, type RoleUnderTest } from '../support/factories.ts';
import { type LiveStream, openLive } from '../support/live.ts';
import { startTestServer, type TestServer } from '../support/server.ts';

let store: TestDatabase | undefined;
let server: TestServer;
let zone: MadeZone;
let foreign: MadeZone;
let officer: Viewer;
let witness: LiveStream;
let lastRecorded = '';
const opened: LiveStream[] = [];
const chunkMilliseconds = 50;

beforeAll(async () => {
  if (process.env.TEST_ENGINE === 'postgres') store = await openTestDatabase();
  server = await startTestServer(store?.databaseUrl ? { DATABASE_URL: store.databaseUrl } : {});
  const { database } = server.running.handle;
  [zone, foreign] = [await makeZone(database), await makeZone(database)];
  await database.updateTable('zone').set({ publicDelayMinutes: 0 }).where('id', '=', zone.id).execute();
  officer = await makeViewer(database, 'officer', zone);
  const cookie = await cookieOf('officer', zone);
  witness = await openLive(server.origin, { path: `/live?zone=${zone.slug}`, cookie: cookie ?? '' });
  opened.push(witness);
});
afterAll(async () => {
  for (const stream of opened) stream.close();
  await server.stop();
  await store?.remove();
});

function contextFor(viewer: Viewer): Context {
  const { database, jobs } = server.running.application;
  return { database, jobs, viewer, now: new Date() };
}

/** Records an incident; what came before it has reached every open stream by the time that a new one is opened. */
async function record(kind = 'noise', more: object = {}): Promise<{ id: string }> {
  const [longitude, latitude] = zone.center;
  const { id } = await recordIncident(contextFor(officer), {
    kind,
    longitude,
    latitude,
    source: 'call',
    summary: 'สมชายโทรแจ้ง',
    ...more,
  });
  lastRecorded = id;
  return { id };
}

async function settle(): Promise<void> {
  if (lastRecorded) await witness.until((messages) => JSON.stringify(messages).includes(lastRecorded));
  await sleep(chunkMilliseconds * 2);
}

async function cookieOf(role: RoleUnderTest, home: MadeZone): Promise<string | undefined> {
  const { account } = await makeViewer(server.running.handle.database, role, home);
  return account ? `session=${await server.running.application.sessions.create(account.id)}` : undefined;
}

async function listenAs(
  role: RoleUnderTest,
  options: { home?: MadeZone; path?: string; lastEventId?: string; cookie?: string } = {},
): Promise<LiveStream> {
  await settle();
  const cookie = options.cookie ?? (await cookieOf(role, options.home ?? zone));
  const stream = await openLive(server.origin, {
    path: options.path ?? `/live?zone=${zone.slug}`,
    ...(cookie ? { cookie } : {}),
    ...(options.lastEventId ? { lastEventId: options.lastEventId } : {}),
  });
  opened.push(stream);
  return stream;
}

const positions = (messages: LiveMessage[]): number[] =>
  messages.flatMap((message) => (message.type === 'incident' ? [message.position] : []));

function expectWhole(messages: LiveMessage[]): void {
  let reached: number | undefined;
  for (const message of messages) {
    if (message.type === 'reset') throw new Error('reset');
    if (reached !== undefined) expect(message.after, 'nothing lost, nothing twice').toBe(reached);
    reached = message.position;
  }
}

test('each audience gets what it may see, within a second, and foreign officers what the public sees', async () => {
  const streams = {
    officer: await listenAs('officer'),
    supervisor: await listenAs('supervisor'),
    commander: await listenAs('commander'),
    planner: await listenAs('planner'),
    resident: await listenAs('resident'),
    administrator: await listenAs('administrator'),
    foreigner: await listenAs('officer', { home: foreign }),
    anonymous: await listenAs('anonymous'),
  };
  const { id } = await record();
  const expected = { officer: 'officer', supervisor: 'officer', commander: 'commander' } as Record<string, string>;
  for (const [role, stream] of Object.entries(streams)) {
    await stream.until((messages) => messages.length === 1);
    const [message] = stream.messages();
    if (message?.type !== 'incident') throw new Error('no incident');
    expect(message.incident.audience, role).toBe(expected[role] ?? 'public');
    const text = stream.events.map((event) => event.data).join();
    expect(text.includes('สมชาย'), `${role} sees words`).toBe(expected[role] === 'officer');
    expect(text.includes(id), `${role} sees the id`).toBe(role in expected);
  }
});

test('what is grave or sensitive never reaches the public stream, nor leaves a hole in it', async () => {
  const everybody = await listenAs('anonymous');
  await record('noise', { priority: 1 });
  await record('domestic', { priority: 4 });
  await record('animal');
  await everybody.until((messages) => messages.length > 0);
  expect(everybody.messages()).toMatchObject([{ incident: { kind: 'animal' } }]);
  expectWhole(everybody.messages());
});

test('a reader that comes back is told what it missed, once, in order', async () => {
  const cookie = await cookieOf('officer', zone);
  const first = await listenAs('officer', { cookie: cookie ?? '' });
  await record();
  await first.until((messages) => messages.length === 1);
  first.close();
  for (let count = 0; count < 5; count += 1) await record();
  const again = await listenAs('officer', { cookie: cookie ?? '', lastEventId: first.lastId() });
  await record();
  await again.until((messages) => messages.length === 6);
  expectWhole([...first.messages(), ...again.messages()]);
});

test('many who come and go while much happens all get everything', async () => {
  const cookie = (await cookieOf('officer', zone)) ?? '';
  const start = await listenAs('officer', { cookie });
  await record();
  await start.until((messages) => messages.length === 1);
  const from = start.lastId();
  const readers: Promise<LiveStream>[] = [];
  const work = Array.from({ length: 30 }, async (_, index) => {
    readers.push(listenAs('officer', { cookie: index % 2 ? cookie : '', lastEventId: index % 2 ? from : '' }));
    await record();
  });
  await Promise.all(work);
  for (const [index, stream] of (await Promise.all(readers)).entries()) {
    if (index % 2 === 0) continue;
    await stream.until((messages) => messages.length >= 30);
    expectWhole([...start.messages().slice(0, 1), ...stream.messages()]);
    expect(positions(stream.messages())).toHaveLength(30);
  }
});

test('kinds and several zones', async () => {
  const cookie = await cookieOf('officer', zone);
  const stream = await listenAs('officer', {
    cookie: cookie ?? '',
    path: `/live?zone=${foreign.id}&zone=${zone.slug}&kinds=fire,animal`,
  });
  expect(stream.lastId()).toMatch(/^p\d+\.o\d+$/);
  await record('noise');
  await record('animal');
  await record('quarrel');
  await record('animal');
  await stream.until((messages) => messages.length === 2);
  expectWhole(stream.messages());
  expect(stream.messages()).toMatchObject([{ incident: { kind: 'animal' } }, { incident: { kind: 'animal' } }]);
});

describe('what cannot be replayed is answered with a reset', () => {
  test.each([
    ['another audience', 'p1'],
    ['the future', 'o999999'],
    ['nonsense', '%%'],
    ['other zones', 'o1.p1'],
  ])('%s', async (_name, lastEventId) => {
    const stream = await listenAs('officer', { lastEventId });
    await stream.until((messages) => messages.length === 1);
    expect(stream.messages()).toEqual([{ type: 'reset' }]);
    await record();
    await stream.until((messages) => messages.length === 2);
    expect(stream.messages()[1]).toMatchObject({ type: 'incident' });
  });

  test('older than what is kept', async () => {
    const { database } = server.running.handle;
    const early = await listenAs('officer');
    await record();
    await early.until((messages) => messages.length === 1);
    await sweepStreams({ database, now: new Date(Date.now() + 25 * 3_600_000) });
    expect(await listEntriesAfter(database, [{ zoneId: zone.id, audience: 'officer', position: 0 }], 10)).toEqual([]);
    const stream = await listenAs('officer', { lastEventId: 'o1' });
    await stream.until((messages) => messages.length === 1);
    expect(stream.messages()).toEqual([{ type: 'reset' }]);
  });
});

test('a changed incident comes as a change', async () => {
  const stream = await listenAs('officer');
  const { id } = await record();
  await changeIncident(contextFor(officer), { id, from: 'new', to: 'acknowledged', reason: '' });
  await stream.until((messages) => messages.length === 2);
  expect(stream.messages().at(-1)).toMatchObject({ incident: { id, state: 'acknowledged' } });
});

test.each([
  ['/live?zone=no-such-zone', 404],
  ['/live?zone=%00', 400],
  [`/live?kinds=${'x'.repeat(50)}`, 400],
  ['/trpc/live.incidents?input=%7B', 400],
])('%s is refused with %i', async (path, status) => {
  expect((await openLive(server.origin, { path })).status).toBe(status);
});

test('an account has a limited number of streams', async () => {
  const cookie = (await cookieOf('officer', zone)) ?? '';
  const streams = [];
  for (let count = 0; count < 20; count += 1) streams.push(await listenAs('officer', { cookie }));
  expect(streams.every((stream) => stream.status === 200)).toBe(true);
  expect((await listenAs('officer', { cookie })).status).toBe(429);
});

test('sessions that end and roles that change end their streams', async () => {
  const { database, sessions, now } = server.running.application;
  const watch = createSessionWatch({ database, now }, 50);
  const stops: (() => void)[] = [];
  const watched = async (role: RoleUnderTest) => {
    const viewer = await makeViewer(database, role, zone);
    const token = await sessions.create(viewer.account?.id ?? '');
    const seen = await watch.look(token);
    if (!seen) throw new Error('no session');
    const ended = new Promise<void>((resolve) => stops.push(watch.add(seen, resolve)));
    return { token, accountId: viewer.account?.id ?? '', ended };
  };
  const [signedOut, moved, disabled, staying] = await Promise.all(
    (['officer', 'officer', 'officer', 'officer'] as const).map(watched),
  );
  if (!signedOut || !moved || !disabled || !staying) throw new Error('unreachable');
  await sessions.end(signedOut.token);
  await database
    .updateTable('membership')
    .set({ validTo: '2021-01-01' })
    .where('accountId', '=', moved.accountId)
    .execute();
  await database.updateTable('account').set({ isDisabled: true }).where('id', '=', disabled.accountId).execute();
  await Promise.all([signedOut.ended, moved.ended, disabled.ended]);
  const outcome = await Promise.race([
    staying.ended.then(() => 'ended'),
    new Promise((resolve) => setTimeout(resolve, 200, 'stays')),
  ]);
  for (const stop of stops) stop();
  expect(outcome).toBe('stays');
});

test('a stream that opens while sessions are looked at stays open', async () => {
  const { database, sessions, now } = server.running.application;
  const watch = createSessionWatch({ database, now }, 1);
  const viewer = await makeViewer(database, 'officer', zone);
  const first = await watch.look(await sessions.create(viewer.account?.id ?? ''));
  const second = await watch.look(await sessions.create(viewer.account?.id ?? ''));
  if (!first || !second) throw new Error('no session');
  const aWhile = () => new Promise((resolve) => setTimeout(resolve, 4));
  let ended = 0;
  const stopFirst = watch.add(first, () => ended++);
  for (let count = 0; count < 40; count += 1) {
    const stop = watch.add(second, () => ended++);
    await aWhile();
    stop();
    await aWhile();
  }
  stopFirst();
  expect(ended).toBe(0);
});
