import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { makeKey } from '../../src/features/device-intake/device-keys.service.ts';
import { heartbeatRecipe } from '../../src/features/device-intake/recipe.ts';
import { signWebhook } from '../../src/formats/standard-webhooks.ts';
import { newId } from '../../src/server/identifiers.ts';
import { makeViewer, makeZone } from '../support/factories.ts';
import { type Answer, ask } from '../support/http.ts';
import { startTestServer, type TestServer } from '../support/server.ts';
import { furnishZone } from '../support/town-things.ts';

let server: TestServer;
let camera: string;
let post: string;
let key: string;

beforeAll(async () => {
  server = await startTestServer({ HOST: '127.0.0.1' });
  const { database } = server.running.handle;
  const { zone } = await furnishZone(database, await makeZone(database));
  const idIn = async (table: 'camera' | 'sosPost') =>
    (await database.selectFrom(table).select('id').where('zoneId', '=', zone.id).executeTakeFirstOrThrow()).id;
  [camera, post] = [await idIn('camera'), await idIn('sosPost')];
  const { jobs } = server.running.application;
  const context = { database, viewer: await makeViewer(database, 'officer', zone), now: new Date(), jobs };
  ({ key } = await makeKey(context, { kind: 'camera', id: camera }));
});
afterAll(() => server.stop());

let senders = 0;

interface Beat {
  device?: string;
  body?: string;
  id?: string;
  timestamp?: string;
  signature?: string;
  headers?: Record<string, string>;
  path?: string;
}

/** Posts as a device does, from an address of its own; what is not given is as it should be. */
function beat({ device = camera, body = '{}', path, headers = {}, ...given }: Beat = {}): Promise<Answer> {
  const id = given.id ?? newId();
  const timestamp = given.timestamp ?? String(Math.floor(Date.now() / 1000));
  const bytes = Buffer.from(key.slice('whsec_'.length), 'base64');
  const signature = given.signature ?? signWebhook({ id, timestamp, body: Buffer.from(body) }, bytes);
  senders += 1;
  return ask(server.origin, {
    method: 'POST',
    path: path ?? `/devices/${device}/heartbeat`,
    body,
    from: `127.0.9.${senders % 250}`,
    headers: {
      'Content-Type': 'application/json',
      'webhook-id': id,
      'webhook-timestamp': timestamp,
      'webhook-signature': signature,
      ...headers,
    },
  });
}

/** An answer without what names the request. */
const said = ({ status, headers, text }: Answer): string => {
  const { date: _date, 'x-request-id': _id, ...others } = headers;
  return JSON.stringify([status, others, text]);
};

test('a device speaks without an origin, and its answer is short', async () => {
  const answer = await beat();
  expect(answer.status).toBe(200);
  expect(answer.text).toBe('{"status":"received"}');
  expect(answer.headers['set-cookie']).toBeUndefined();
  expect(answer.headers['cache-control']).toBe('no-store');
});

test('the commands of the page send a heartbeat, from any shell, and none with another key', async () => {
  const run = (given: string) => {
    const script = heartbeatRecipe({ origin: server.origin, deviceId: camera, key: given });
    return promisify(execFile)('sh', ['-ec', script], { env: { ...process.env, NO_PROXY: '*' } });
  };
  expect((await run(key)).stdout).toBe('{"status":"received"}');
  await expect(run(`whsec_${Buffer.alloc(32).toString('base64')}`)).rejects.toMatchObject({
    stdout: expect.stringContaining('not-found'),
  });
});

describe('what is not signed by the device', () => {
  test('is answered as a device that does not exist, to the byte', async () => {
    const missing = said(await beat({ device: newId() }));
    expect(missing).toContain('404');
    const seconds = Math.floor(Date.now() / 1000);
    const wrongs: Beat[] = [
      { device: post },
      { device: 'x' },
      { device: '%27%3B--' },
      { signature: '' },
      { signature: `v1,${Buffer.alloc(32).toString('base64')}` },
      { signature: 'v1,NaN v1a,x v2,y' },
      { id: '' },
      { id: 'with.stop' },
      { timestamp: 'NaN' },
      { timestamp: '9'.repeat(5000) },
      { timestamp: String(seconds - 301) },
      { timestamp: String(seconds + 302) },
    ];
    for (const wrong of wrongs) expect(said(await beat(wrong)), JSON.stringify(wrong).slice(0, 100)).toBe(missing);
  });

  test('is no other form of the portal: only this path may come without an origin', async () => {
    for (const path of ['/sign-in', `/cameras/${camera}?do=accept`, '/devices/x/heartbeats', `/devices/${camera}/keys`])
      expect((await beat({ path })).status, path).toBe(403);
    const browsers: Record<string, string>[] = [
      { Origin: 'https://evil.example' },
      { Origin: 'null' },
      { 'Sec-Fetch-Site': 'cross-site' },
    ];
    for (const headers of browsers) expect((await beat({ headers })).status).toBe(403);
    expect((await beat({ headers: { Host: 'evil.example' } })).status).toBe(421);
  });
});

test('a message that comes again changes nothing; with two signatures it comes once', async () => {
  const id = newId();
  expect((await beat({ id })).text).toBe('{"status":"received"}');
  expect((await beat({ id })).text).toBe('{"status":"repeated"}');
  const timestamp = String(Math.floor(Date.now() / 1000));
  const bytes = Buffer.from(key.slice('whsec_'.length), 'base64');
  const twoIds = newId();
  const right = signWebhook({ id: twoIds, timestamp, body: Buffer.from('{}') }, bytes);
  const signature = `v1,${Buffer.alloc(32).toString('base64')} ${right}`;
  expect((await beat({ id: twoIds, timestamp, signature })).text).toBe('{"status":"received"}');
});

test.each([
  ['half a JSON', '{"condition":"wor', 400],
  ['no number', '{"condition":NaN}', 400],
  ['a number without end', '{"fault":1e999}', 400],
  ['a list', '[1,2,3]', 400],
  ['a condition of somebody else', '{"condition":"removed"}', 400],
  ['a sentence for a code', '{"condition":"faulty","fault":"ไฟดับ โทร 0812345678"}', 400],
  ['the names of objects', '{"__proto__":{"condition":"faulty"},"constructor":1}', 200],
  ['nothing', '', 200],
  ['a body of a megabyte', `{"fault":"${'x'.repeat(1_000_000)}"}`, 413],
  ['brackets without end', '['.repeat(2000), 400],
])('%s is answered clearly', async (_name, body, status) => {
  const answer = await beat({ body });
  expect(answer.status).toBe(status);
  expect(answer.text.length).toBeLessThan(300);
  expect(answer.text).not.toMatch(/zod|SyntaxError|\/src\/|at JSON/i);
});

test('a body that never said how large it is is not read to its end', async () => {
  const answer = await beat({ body: 'x'.repeat(100_000), headers: { 'Transfer-Encoding': 'chunked' } });
  expect(answer.status).toBe(413);
});

test('one address may send for hundreds of devices, and not without end', async () => {
  let status = 0;
  let sent = 0;
  for (; sent < 700 && status !== 429; sent += 1) {
    const { status: answered } = await ask(server.origin, {
      method: 'POST',
      path: `/devices/${camera}/heartbeat`,
      body: '',
      from: '127.0.8.1',
    });
    status = answered;
  }
  expect(status).toBe(429);
  expect(sent).toBeGreaterThan(300);
}, 120_000);
