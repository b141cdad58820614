import { request } from 'node:http';
import { gunzipSync } from 'node:zlib';
import { VectorTile } from '@mapbox/vector-tile';
import { PbfReader } from 'pbf';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { tileAt } from '../../src/compute/geometry/tiles.ts';
import { snapZone } from '../../src/features/incidents/snap.service.ts';
import { type MadeZone, makeViewer, makeZone } from '../support/factories.ts';
import { startTestServer, type TestServer } from '../support/server.ts';
import { furnishZone } from '../support/town-things.ts';

let server: TestServer;
let zone: MadeZone;
beforeAll(async () => {
  server = await startTestServer();
  const { database } = server.running.application;
  zone = await makeZone(database);
  await furnishZone(database, zone);
  await snapZone(database, zone.id);
});
afterAll(() => server.stop());

interface Answer {
  status: number;
  headers: Record<string, string | string[] | undefined>;
  body: Buffer;
}

/** Asks as plainly as possible: no header is added, nothing is decoded. */
function ask(path: string, headers: Record<string, string> = {}, method = 'GET'): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const asking = request(`${server.origin}${path}`, { headers, method }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () =>
        resolve({ status: response.statusCode ?? 0, headers: response.headers, body: Buffer.concat(chunks) }),
      );
    });
    asking.on('error', reject);
    asking.end();
  });
}

const tilePath = (layer: string, z = 15): string => {
  const { x, y } = tileAt(zone.center, z);
  return `/tiles/${layer}/${z}/${x}/${y}.mvt`;
};

test('a tile comes compressed as the client accepts, and not again when it is known', async () => {
  const plain = await ask(tilePath('streets'));
  expect(plain.status).toBe(200);
  expect(plain.headers['content-encoding']).toBeUndefined();
  expect(new VectorTile(new PbfReader(plain.body)).layers.streets?.length).toBe(2);
  const zipped = await ask(tilePath('streets'), { 'Accept-Encoding': 'gzip' });
  expect(gunzipSync(zipped.body)).toEqual(plain.body);
  const brotli = await ask(tilePath('streets'), { 'Accept-Encoding': 'gzip, deflate, br' });
  expect(brotli.headers['content-encoding']).toBe('br');
  const tags = [plain, zipped, brotli].map((answer) => String(answer.headers.etag));
  expect(new Set(tags).size).toBe(3);
  expect(tags.every((tag) => /^"[\w-]+"$/.test(tag))).toBe(true);
  const again = await ask(tilePath('streets'), { 'If-None-Match': tags[0] ?? '' });
  expect([again.status, again.body.length]).toEqual([304, 0]);
  const head = await ask(tilePath('streets'), {}, 'HEAD');
  expect([head.status, head.body.length, head.headers.etag]).toEqual([200, 0, tags[0]]);
});

test('a shared cache may keep what everybody sees alike, and nothing else', async () => {
  const { sessions, database } = server.running.application;
  const officer = await makeViewer(database, 'officer', zone);
  const cookie = `session=${await sessions.create(officer.account?.id ?? '')}`;
  const cachingOf = async (layer: string, headers = {}) =>
    (await ask(tilePath(layer), headers)).headers['cache-control'];
  expect(await cachingOf('streets')).toMatch(/^public/);
  expect(await cachingOf('streets', { Cookie: cookie })).toMatch(/^public/);
  expect(await cachingOf('incidents')).toBe('private, no-cache');
  expect(await cachingOf('incidents', { Cookie: cookie })).toBe('private, no-store');
  const [exact, shown] = await Promise.all([
    ask(tilePath('incidents'), { Cookie: cookie }),
    ask(tilePath('incidents')),
  ]);
  expect(exact.body.equals(shown.body)).toBe(false);
  expect(exact.headers.vary).toContain('Cookie');
});

test('a layer is described by TileJSON', async () => {
  const answer = await ask('/tiles/incidents.json');
  const described = JSON.parse(answer.body.toString());
  expect(described).toMatchObject({ tilejson: '3.0.0', minzoom: 0, maxzoom: 16, vector_layers: [{ id: 'incidents' }] });
  expect(described.attribution).toBe('พื้นที่ปลอดภัย');
  expect(described.tiles).toEqual([`${server.origin}/tiles/incidents/{z}/{x}/{y}.mvt`]);
  expect(described.bounds).toHaveLength(4);
});

test.each([
  ['/tiles/secrets/1/1/1.mvt', 404],
  ['/tiles/__proto__/1/1/1.mvt', 404],
  ['/tiles/constructor.json', 404],
  ['/tiles/streets', 404],
  ['/tiles/streets/1/1.mvt', 404],
  ['/tiles/streets/-1/0/0.mvt', 400],
  ['/tiles/streets/NaN/0/0.mvt', 400],
  ['/tiles/streets/1e3/0/0.mvt', 400],
  ['/tiles/streets/3/8/0.mvt', 400],
  ['/tiles/streets/3/0/99999999.mvt', 400],
  ['/tiles/streets/3.5/0/0.mvt', 400],
  ['/tiles/streets/%00/0/0.mvt', 400],
  ['/tiles/streets/17/0/0.mvt', 404],
  ['/tiles/incidents/15/0/0.mvt?kinds=%27;drop', 400],
  ['/tiles/incidents/15/0/0.mvt?from=2026-13', 400],
  ['/tiles/incidents/15/0/0.mvt?hours=25-1', 400],
  ['/tiles/incidents/15/0/0.mvt?weekdays=0', 400],
  ['/tiles/incidents/15/0/0.mvt?zone=..', 400],
  ['/tiles/incidents/15/0/0.mvt?kinds=theft,noise&from=2026-01&hours=20-4&weekdays=6,7&other=1', 200],
])('%s answers %i, and tells nothing of its inside', async (path, status) => {
  const answer = await ask(path, { Accept: 'application/json' });
  expect(answer.status).toBe(status);
  if (status !== 200) expect(JSON.parse(answer.body.toString()).error.message).toEqual(expect.any(String));
  expect(answer.body.toString()).not.toMatch(/at .*\.ts|select |Error:/);
});

test('tiles are only read', async () => {
  const answer = await ask(tilePath('streets'), { Origin: server.origin }, 'POST');
  expect(answer.status).toBe(405);
});
