import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { exampleMessage, messageRecipe } from '../../src/features/device-intake/sources/recipe.ts';
import { makeKey } from '../../src/features/device-intake/sources/source-keys.service.ts';
import { addSource } from '../../src/features/device-intake/sources/sources.service.ts';
import { newId } from '../../src/server/identifiers.ts';
import { type MadeZone, makeViewer, makeZone } from '../support/factories.ts';
import { type Answer, ask } from '../support/http.ts';
import { signed, webhookHeaders } from '../support/posts.ts';
import { startTestServer, type TestServer } from '../support/server.ts';

let server: TestServer;
let zone: MadeZone;
let source: string;
let key: string;
let slow: string;
let slowKey: string;

beforeAll(async () => {
  server = await startTestServer({ HOST: '127.0.0.1' });
  const { database } = server.running.handle;
  zone = await makeZone(database);
  const viewer = await makeViewer(database, 'administrator', zone);
  const context = { database, viewer, now: new Date(), jobs: server.running.application.jobs };
  const described = { zoneId: zone.id, kind: 'other', silenceMinutes: null } as const;
  source = await addSource(context, { ...described, name: 'one', messagesPerMinute: 6000 });
  slow = await addSource(context, { ...described, name: 'slow', messagesPerMinute: 2 });
  [{ key }, { key: slowKey }] = [await makeKey(context, source), await makeKey(context, slow)];
});
afterAll(() => server.stop());

interface Sent {
  to?: string;
  body?: string;
  key?: string;
  headers?: Record<string, string>;
}

function send({ to = source, body = '', headers = {}, ...given }: Sent = {}): Promise<Answer> {
  const message = signed(body, given.key ?? key);
  return ask(server.origin, {
    method: 'POST',
    path: `/ingest/incidents?source=${to}`,
    body: message.body,
    headers: { ...webhookHeaders(message.headers), ...headers },
  });
}

const good = (more: object = {}) => {
  const [longitude, latitude] = zone.center;
  return JSON.stringify({ ...JSON.parse(exampleMessage), id: newId(), place: { longitude, latitude }, ...more });
};

/** An answer without what names the request. */
const said = ({ status, headers, text }: Answer): string => {
  const { date: _date, 'x-request-id': _id, ...others } = headers;
  return JSON.stringify([status, others, text]);
};

test('what is good is answered once it is stored; what is not says why, to its sender alone', async () => {
  const body = good({ occurredAt: undefined });
  expect((await send({ body })).text).toBe('{"status":"received"}');
  expect((await send({ body })).text).toBe('{"status":"repeated"}');
  const refused = await send({ body: good({ kind: 'nothing' }) });
  expect([refused.status, refused.text]).toEqual([422, '{"status":"refused","reason":"unknown-kind"}']);
});

test('the commands of the page are heard, from any shell', async () => {
  const script = messageRecipe({ origin: server.origin, sourceId: source, key });
  const { stdout } = await promisify(execFile)('sh', ['-ec', script], { env: { ...process.env, NO_PROXY: '*' } });
  expect(stdout).toBe('{"status":"heard"}');
});

test('what is not signed by the source is answered as a source that is not there, to the byte', async () => {
  const missing = said(await send({ to: newId() }));
  expect(missing).toContain('404');
  for (const wrong of [{ key: slowKey }, { to: 'x' }, { to: '' }, { headers: { 'webhook-signature': '' } }])
    expect(said(await send(wrong)), JSON.stringify(wrong)).toBe(missing);
  for (const headers of [{ Origin: 'https://evil.example' } as Record<string, string>, { 'Sec-Fetch-Site': 'none' }])
    expect((await send({ headers })).status).toBe(403);
});

test('a large body is refused, a large one that is allowed is kept', async () => {
  expect((await send({ body: 'x'.repeat(40_000) })).status).toBe(413);
  expect((await send({ body: 'x'.repeat(32_768) })).status).toBe(422);
});

test('a source that sends too much is told how long to wait', async () => {
  const answers = [];
  for (let sent = 0; sent < 3; sent++) answers.push(await send({ to: slow, key: slowKey, body: good() }));
  expect(answers.map(({ status }) => status)).toEqual([200, 200, 429]);
  expect(Number(answers[2]?.headers['retry-after'])).toBeGreaterThan(0);
});
