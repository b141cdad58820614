import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { makeKey, revokeKey } from '../../src/features/device-intake/device-keys.service.ts';
import { signWebhook } from '../../src/formats/standard-webhooks.ts';
import type { Context } from '../../src/server/context.ts';
import { newId } from '../../src/server/identifiers.ts';
import { makeCamera, makeViewer, makeZone } from '../support/factories.ts';
import { type Answer, ask } from '../support/http.ts';
import { startTestServer, type TestServer } from '../support/server.ts';

let server: TestServer;
let context: Context;
let camera: string;
let other: string;
let key: string;

beforeAll(async () => {
  server = await startTestServer({ HOST: '127.0.0.1' });
  const { database } = server.running.handle;
  const zone = await makeZone(database);
  [camera, other] = [await makeCamera(database, zone), await makeCamera(database, zone)];
  const { jobs } = server.running.application;
  context = { database, viewer: await makeViewer(database, 'officer', zone), now: new Date(), jobs };
  ({ key } = await makeKey(context, { kind: 'camera', id: camera }));
});
afterAll(() => server.stop());

let senders = 0;
const body = JSON.stringify({ id: 'a', seenAt: new Date().toISOString(), plates: [{ text: '1กก 1234' }] });
const signed = (text: string, given = key, at = Date.now()): Record<string, string> => {
  const [id, timestamp] = [newId(), String(Math.floor(at / 1000))];
  const bytes = Buffer.from(given.slice('whsec_'.length), 'base64');
  const signature = signWebhook({ id, timestamp, body: Buffer.from(text) }, bytes);
  return { 'webhook-id': id, 'webhook-timestamp': timestamp, 'webhook-signature': signature };
};
const basic = (password: string) => ({
  Authorization: `Basic ${Buffer.from(`camera:${password}`).toString('base64')}`,
});

/** Posts as a recogniser does, from an address of its own. */
function post(
  headers: Record<string, string>,
  { text = body, path = `/analytics/${camera}/generic` } = {},
): Promise<Answer> {
  senders += 1;
  const from = `127.0.8.${senders % 250}`;
  const all = { 'Content-Type': 'application/json', ...headers };
  return ask(server.origin, { method: 'POST', path, body: text, from, headers: all });
}
const said = ({ status, headers, text }: Answer): string => {
  const { date: _date, 'x-request-id': _id, ...others } = headers;
  return JSON.stringify([status, others, text]);
};

test.each([
  ['signed', () => signed(body)],
  ['the password of basic authentication', () => basic(key)],
  [
    'the same as addresses write it',
    () => basic(key.slice(6).replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '')),
  ],
  ['a bearer', () => ({ Authorization: `Bearer ${key}` })],
  ['a header', () => ({ 'x-camera-key': key })],
])('a camera’s key is good as %s', async (_how, headers) => {
  const answer = await post(headers());
  expect([answer.status, answer.text]).toEqual([200, '{"status":"received"}']);
  expect(answer.headers['set-cookie']).toBeUndefined();
});

test('a signed message counts once', async () => {
  const headers = signed(body);
  expect((await post(headers)).text).toBe('{"status":"received"}');
  expect((await post(headers)).text).toBe('{"status":"repeated"}');
});

describe('without the camera’s key', () => {
  test.each([
    ['nothing', () => ({})],
    ['another body than was signed', () => signed('{}')],
    ['a signature of an hour ago', () => signed(body, key, Date.now() - 3_600_000)],
    ['another key', () => basic(`whsec_${Buffer.alloc(32).toString('base64')}`)],
    ['an empty key', () => basic('')],
    ['half a key', () => ({ Authorization: `Bearer ${key.slice(0, 25)}` })],
    ['a user name alone', () => ({ Authorization: `Basic ${Buffer.from(key).toString('base64')}` })],
  ])('%s is answered as a camera that does not exist', async (_what, headers) => {
    const nowhere = await post(headers(), { path: `/analytics/${newId()}/generic` });
    expect(nowhere.status).toBe(404);
    expect(said(await post(headers()))).toBe(said(nowhere));
  });

  test('one camera’s key is not another’s, and a form that is not known is not there', async () => {
    expect((await post(basic(key), { path: `/analytics/${other}/generic` })).status).toBe(404);
    expect((await post(basic(key), { path: `/analytics/${camera}/other` })).status).toBe(404);
    const { number, key: ended } = await makeKey(context, { kind: 'camera', id: other });
    await revokeKey(context, { kind: 'camera', id: other }, { number });
    expect((await post(basic(ended), { path: `/analytics/${other}/generic` })).status).toBe(404);
  });

  test('a browser cannot post for a camera', async () => {
    expect((await post({ ...basic(key), Origin: 'https://elsewhere.example' })).status).toBe(403);
  });
});

test('what is not of the form is refused with why; what is too large, or not posted, too', async () => {
  const refused = await post(basic(key), { text: '{"plates":[]}' });
  expect([refused.status, refused.headers['x-refused-because']]).toEqual([400, 'wrong-form']);
  expect((await post(basic(key), { text: 'x'.repeat(5_000_000) })).status).toBe(413);
  const read = await ask(server.origin, { path: `/analytics/${camera}/generic` });
  expect([read.status, read.headers.allow]).toEqual([405, 'POST']);
});

test('a picture that comes along is read past', async () => {
  const form = new FormData();
  const data = { camera_id: 'x', timestamp: new Date().toISOString(), results: [{ plate: '1กก1234', score: 0.9 }] };
  form.set('json', JSON.stringify({ hook: {}, data }));
  form.set('upload', new File([new Uint8Array(300_000)], 'picture.jpg'));
  const sent = new Response(form);
  const answer = await ask(server.origin, {
    method: 'POST',
    path: `/analytics/${camera}/plate-recognizer`,
    body: Buffer.from(await sent.arrayBuffer()),
    headers: { 'Content-Type': sent.headers.get('content-type') ?? '', ...basic(key) },
  });
  expect([answer.status, answer.text]).toEqual([200, '{"status":"received"}']);
});

test('what a camera sees while its owner has paused it is dropped, uncounted', async () => {
  const { database } = server.running.handle;
  await database.updateTable('camera').set({ link: 'paused' }).where('id', '=', camera).execute();
  const counted = () =>
    database.selectFrom('cameraReadingCount').where('cameraId', '=', camera).select('messages').executeTakeFirst();
  const before = await counted();
  expect((await post(basic(key))).text).toBe('{"status":"paused"}');
  expect(await counted()).toEqual(before);
});
