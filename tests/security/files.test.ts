import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { insertPhoto } from '../../src/server/files.queries.ts';
import { newId } from '../../src/server/identifiers.ts';
import { readPhoto } from '../../src/server/photos.ts';
import {
  everyRole,
  type MadeZone,
  makeReport,
  makeViewer,
  makeZone,
  type RoleUnderTest,
} from '../support/factories.ts';
import { type Answer, ask } from '../support/http.ts';
import { startTestServer, type TestServer } from '../support/server.ts';

type Moderation = 'pending' | 'visible' | 'hidden';

let server: TestServer;
let zone: MadeZone;
const cookies = new Map<string, string>();

beforeAll(async () => {
  server = await startTestServer();
  const { database } = server.running.handle;
  const foreign = await makeZone(database);
  zone = await makeZone(database);
  for (const role of everyRole) {
    await signIn(role, role, zone);
    await signIn(`foreign ${role}`, role, foreign);
  }
});
afterAll(() => server.stop());

async function signIn(name: string, role: RoleUnderTest, home: MadeZone): Promise<void> {
  const { account } = await makeViewer(server.running.handle.database, role, home);
  if (account) cookies.set(name, `session=${await server.running.application.sessions.create(account.id)}`);
}

/** A photo of a report of the zone, moderated so. */
async function makePhoto(moderation: Moderation, category = 'dark'): Promise<string> {
  const { database } = server.running.handle;
  const report = await makeReport(database, zone, { category });
  // Addressed to the station itself, whose officers then see it.
  if (category === 'harassment')
    await database.updateTable('report').set({ addressedTo: zone.stationId }).where('id', '=', report.id).execute();
  const sent = await sharp({ create: { width: 640, height: 480, channels: 3, background: '#335577' } })
    .withExif({ IFD0: { Artist: 'Malee' } })
    .jpeg()
    .toBuffer();
  const read = await readPhoto(sent);
  if (!read.ok) throw new Error(read.mistake);
  const fileId = await insertPhoto(database, { zoneId: zone.id, photo: read.photo, createdAt: new Date() });
  const photo = { id: newId(), reportId: report.id, fileId, createdAt: new Date() };
  await database.insertInto('reportPhoto').values(photo).execute();
  if (moderation !== 'pending')
    await database.updateTable('reportPhoto').set({ moderation }).where('id', '=', photo.id).execute();
  return fileId;
}

function get(path: string, who = 'anonymous', headers: Record<string, string> = {}): Promise<Answer> {
  const cookie = cookies.get(who);
  return ask(server.origin, { path, headers: { ...headers, ...(cookie ? { Cookie: cookie } : {}) } });
}

const everybody = ['anonymous', ...everyRole.slice(1), ...everyRole.slice(1).map((role) => `foreign ${role}`)];
const moderators = ['planner', 'officer', 'supervisor'];

describe('a photo', () => {
  test.each([
    ['before anybody has looked at it', 'pending', 'dark', moderators],
    ['that was found fit', 'visible', 'dark', everybody],
    ['that was found unfit', 'hidden', 'dark', moderators],
    ['of a sensitive report, found fit', 'visible', 'harassment', ['officer', 'supervisor']],
    ['of a sensitive report', 'pending', 'harassment', ['officer', 'supervisor']],
  ] as const)('%s', async (_name, moderation, category, expected) => {
    const id = await makePhoto(moderation, category);
    const seeing: string[] = [];
    for (const who of everybody) {
      const statuses = [await get(`/files/${id}`, who), await get(`/files/${id}?size=thumbnail`, who)].map(
        ({ status }) => status,
      );
      expect(new Set(statuses).size, `${who} gets both sizes or none`).toBe(1);
      if (statuses[0] === 200) seeing.push(who);
      else expect(statuses[0], who).toBe(404);
    }
    expect(seeing).toEqual(expected);
  });

  test('that one may not see answers exactly as one that is not there', async () => {
    const id = await makePhoto('pending');
    const nothing = newId();
    const answers = [await get(`/files/${id}`, 'partner'), await get(`/files/${nothing}`, 'partner')];
    const [hidden, missing] = answers.map(({ status, headers, text }, index) => {
      const { date: _date, 'x-request-id': _request, 'content-length': _length, etag: _etag, ...rest } = headers;
      const body = text.replaceAll(index === 0 ? id : nothing, 'ID');
      return { status, headers: { ...rest, 'content-security-policy': '' }, body };
    });
    expect(hidden).toEqual(missing);
    for (const odd of ['x', '..%2f..%2fetc', `${id}.webp`, "'or 1=1--"])
      expect((await get(`/files/${encodeURI(odd)}`)).status, odd).toBe(404);
  });

  test('is kept by browsers only as long as everybody may see it, and asked for again each time', async () => {
    const [shown, secret] = [await makePhoto('visible'), await makePhoto('pending')];
    const open = await get(`/files/${shown}`);
    expect(open.headers).toMatchObject({
      'content-type': 'image/webp',
      'content-security-policy': "default-src 'none'",
      'x-content-type-options': 'nosniff',
      'cache-control': 'no-cache',
    });
    const etag = String(open.headers.etag);
    const again = await get(`/files/${shown}`, 'anonymous', { 'If-None-Match': etag });
    expect([again.status, again.text]).toEqual([304, '']);
    const small = await get(`/files/${shown}?size=thumbnail`, 'anonymous', { 'If-None-Match': etag });
    expect(small.status, 'the thumbnail is another picture').toBe(200);
    expect((await get(`/files/${secret}`, 'officer')).headers['cache-control']).toBe('private, no-store');
    const { headers } = await get(`/files/${secret}`, 'officer');
    const stolen = await get(`/files/${secret}`, 'anonymous', { 'If-None-Match': String(headers.etag) });
    expect(stolen.status, 'who knows its mark has not seen it').toBe(404);
  });

  test('comes whole, whatever part of it is asked for, and without what the camera wrote into it', async () => {
    const id = await makePhoto('visible');
    const part = await get(`/files/${id}`, 'anonymous', { Range: 'bytes=0-9' });
    expect(part.status).toBe(200);
    const bytes = Buffer.from(await (await fetch(`${server.origin}/files/${id}`)).arrayBuffer());
    const { width, height, exif, format } = await sharp(bytes).metadata();
    expect({ width, height, exif, format }).toEqual({ width: 640, height: 480, exif: undefined, format: 'webp' });
    expect((await get(`/files/${id}?size=enormous`)).status).toBe(200);
  });
});
