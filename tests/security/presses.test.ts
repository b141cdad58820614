import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { makeKey } from '../../src/features/device-intake/device-keys.service.ts';
import { pressRecipe } from '../../src/features/device-intake/recipe.ts';
import { newId } from '../../src/server/identifiers.ts';
import { makeCamera, makeViewer, makeZone } from '../support/factories.ts';
import { type Answer, ask } from '../support/http.ts';
import { makePost, signed, webhookHeaders } from '../support/posts.ts';
import { startTestServer, type TestServer } from '../support/server.ts';

let server: TestServer;
let post: string;
let camera: string;
let key: string;
let cameraKey: string;

beforeAll(async () => {
  server = await startTestServer({ HOST: '127.0.0.1' });
  const { database } = server.running.handle;
  const zone = await makeZone(database);
  [post, camera] = [await makePost(database, zone), await makeCamera(database, zone)];
  const { jobs } = server.running.application;
  const context = { database, viewer: await makeViewer(database, 'officer', zone), now: new Date(), jobs };
  ({ key } = await makeKey(context, { kind: 'sos-post', id: post }));
  ({ key: cameraKey } = await makeKey(context, { kind: 'camera', id: camera }));
});
afterAll(() => server.stop());

let senders = 0;

interface Press {
  device?: string;
  body?: string;
  key?: string;
  headers?: Record<string, string>;
  at?: Date;
  id?: string;
}

/** Presses as a post does, from an address of its own; what is not given is as it should be. */
function press({ device = post, body = '', headers = {}, at = new Date(), id = newId(), ...given }: Press = {}) {
  const message = signed(body, given.key ?? key, { at, webhookId: id });
  senders += 1;
  return ask(server.origin, {
    method: 'POST',
    path: `/devices/${device}/press`,
    body: message.body,
    from: `127.0.7.${senders % 250}`,
    headers: { ...webhookHeaders(message.headers), ...headers },
  });
}

/** An answer without what names the request. */
const said = ({ status, headers, text }: Answer): string => {
  const { date: _date, 'x-request-id': _id, ...others } = headers;
  return JSON.stringify([status, others, text]);
};

test('a press is answered shortly, after it was committed', async () => {
  const answer = await press();
  expect(answer.status).toBe(200);
  expect(answer.text).toBe('{"status":"received"}');
  const { database } = server.running.handle;
  expect(await database.selectFrom('sosPress').selectAll().execute()).toHaveLength(1);
  expect((await press()).text).toBe('{"status":"joined"}');
});

test('the commands of the page press once, from any shell, and not with another key', async () => {
  const run = (given: string) => {
    const script = pressRecipe({ origin: server.origin, deviceId: post, key: given });
    return promisify(execFile)('sh', ['-ec', script], { env: { ...process.env, NO_PROXY: '*' } });
  };
  expect((await run(key)).stdout).toMatch(/^\{"status":"(received|joined)"\}$/);
  const { database } = server.running.handle;
  const last = database.selectFrom('sosPress').select('pressedAt').orderBy('receivedAt', 'desc').limit(1);
  expect((await last.executeTakeFirst())?.pressedAt).toBeInstanceOf(Date);
  await expect(run(`whsec_${Buffer.alloc(32).toString('base64')}`)).rejects.toMatchObject({
    stdout: expect.stringContaining('not-found'),
  });
});

describe('what is not signed by the post', () => {
  test('is answered as a post that does not exist, to the byte, and leaves nothing', async () => {
    const { database } = server.running.handle;
    const count = async () => (await database.selectFrom('sosPress').select('id').execute()).length;
    const before = await count();
    const missing = said(await press({ device: newId() }));
    expect(missing).toContain('404');
    const now = Date.now();
    const wrongs: Press[] = [
      { device: camera, key: cameraKey },
      { device: camera },
      { key: cameraKey },
      { device: 'x' },
      { headers: { 'webhook-signature': '' } },
      { headers: { 'webhook-signature': `v1,${Buffer.alloc(32).toString('base64')}` } },
      { headers: { 'webhook-id': 'with.stop' } },
      { headers: { 'webhook-timestamp': 'NaN' } },
      { at: new Date(now - 302_000) },
      { at: new Date(now + 303_000) },
    ];
    for (const wrong of wrongs) expect(said(await press(wrong)), JSON.stringify(wrong)).toBe(missing);
    expect(await count()).toBe(before);
  });

  test('tells the time in its answer, so that a clock that is wrong can be set and the press come again', async () => {
    const id = newId();
    const refused = await press({ id, at: new Date(Date.now() - 600_000) });
    expect(refused.status).toBe(404);
    const told = new Date(refused.headers.date ?? '');
    expect((await press({ id, at: told })).status).toBe(200);
  });

  test('may not come from a browser or under another name', async () => {
    const browsers: Record<string, string>[] = [
      { Origin: 'https://evil.example' },
      { Origin: 'null' },
      { 'Sec-Fetch-Site': 'cross-site' },
    ];
    for (const headers of browsers) expect((await press({ headers })).status).toBe(403);
    expect((await press({ headers: { Host: 'evil.example' } })).status).toBe(421);
  });
});

test('a large body is refused and not read to its end', async () => {
  expect((await press({ body: 'x'.repeat(100_000) })).status).toBe(413);
});

test('a flood of heartbeats from one gateway does not keep its presses out', async () => {
  const from = '127.0.6.1';
  const beat = () => ask(server.origin, { method: 'POST', path: `/devices/${post}/heartbeat`, body: '', from });
  let status = 0;
  for (let sent = 0; sent < 700 && status !== 429; sent += 1) ({ status } = await beat());
  expect(status).toBe(429);
  const message = signed('', key);
  const options = { method: 'POST', path: `/devices/${post}/press`, body: message.body, from };
  const answer = await ask(server.origin, { ...options, headers: webhookHeaders(message.headers) });
  expect(answer.status).toBe(200);
}, 120_000);
