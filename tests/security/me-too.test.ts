import { afterAll, beforeAll, expect, test } from 'vitest';
import { type MadeZone, makeReport, makeViewer, makeZone } from '../support/factories.ts';
import { type Answer, ask } from '../support/http.ts';
import { startTestServer, type TestServer } from '../support/server.ts';

let server: TestServer;
let zone: MadeZone;
beforeAll(async () => {
  server = await startTestServer();
  zone = await makeZone(server.running.handle.database);
});
afterAll(() => server.stop());

/** Says "me too" by procedure, or with the page's own form. */
function say(trackingNumber: string, options: { cookie?: string; onPage?: boolean } = {}): Promise<Answer> {
  return ask(server.origin, {
    method: 'POST',
    path: options.onPage ? `/reports/${trackingNumber}` : '/trpc/reports.meToo',
    headers: {
      Origin: server.origin,
      'Content-Type': options.onPage ? 'application/x-www-form-urlencoded' : 'application/json',
      ...(options.cookie ? { Cookie: options.cookie } : {}),
    },
    body: options.onPage ? '' : JSON.stringify({ trackingNumber }),
  });
}

const isNew = (answer: Answer): unknown => JSON.parse(answer.text).result?.data.isNew;
const cookieOf = (answer: Answer): string => String(answer.headers['set-cookie']).split(';')[0] ?? '';

async function countOf(trackingNumber: string): Promise<number> {
  const path = `/trpc/reports.get?input=${encodeURIComponent(JSON.stringify({ trackingNumber }))}`;
  return JSON.parse((await ask(server.origin, { path })).text).result.data.meTooCount;
}

test('a browser is counted once, by procedure or on the page, by a cookie that we signed', async () => {
  const { trackingNumber } = await makeReport(server.running.handle.database, zone);
  const first = await say(trackingNumber);
  expect(isNew(first)).toBe(true);
  expect(String(first.headers['set-cookie'])).toMatch(/^counted=[^;]+; Path=\/; HttpOnly; SameSite=Lax/);
  const cookie = cookieOf(first);
  const again = await say(trackingNumber, { cookie });
  expect([isNew(again), again.headers['set-cookie']]).toEqual([false, undefined]);
  const onPage = await say(trackingNumber, { cookie, onPage: true });
  expect(onPage.headers.location).toContain('counted=before');
  expect(await countOf(trackingNumber)).toBe(1);

  const forged = await say(trackingNumber, { cookie: `${cookie}x` });
  expect(cookieOf(forged), 'a token that is not ours is replaced').toMatch(/^counted=/);
  expect(await countOf(trackingNumber)).toBe(2);
});

test('an account is counted once, wherever it is signed in', async () => {
  const { database } = server.running.handle;
  const { trackingNumber } = await makeReport(database, zone);
  const { account } = await makeViewer(database, 'resident', zone);
  const session = async () => `session=${await server.running.application.sessions.create(account?.id ?? '')}`;
  const first = await say(trackingNumber, { cookie: await session() });
  expect([isNew(first), first.headers['set-cookie']]).toEqual([true, undefined]);
  expect(isNew(await say(trackingNumber, { cookie: await session() }))).toBe(false);
  expect(await countOf(trackingNumber)).toBe(1);
});

test('what is closed is not counted, and what is secret is not there', async () => {
  const { database } = server.running.handle;
  const closed = await makeReport(database, zone);
  await database.updateTable('report').set({ state: 'withdrawn' }).where('id', '=', closed.id).execute();
  expect((await say(closed.trackingNumber)).status).toBe(409);
  const secret = await makeReport(database, zone, { category: 'harassment' });
  expect((await say(secret.trackingNumber)).status).toBe(404);
  expect((await say('no number')).status).toBe(400);
});
