import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import sharp from 'sharp';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { boundsOfTile, tileAt, tileUnitsOf } from '../../src/compute/geometry/tiles.ts';
import { encodeTile } from '../../src/formats/mvt.ts';
import { launchBrowser } from '../support/browser.ts';
import { type MadeZone, makeRiskArea, makeZone } from '../support/factories.ts';
import { openMapPage, waitForMap } from '../support/map-page.ts';
import { writePmtiles } from '../support/pmtiles.ts';
import { startTestServer, type TestServer } from '../support/server.ts';

const patient = { timeout: 20_000 };
vi.setConfig({ testTimeout: 120_000 });

let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());

/** Web Mercator metres, https://epsg.io/3857 */
function metersOf([longitude, latitude]: readonly [number, number]): [number, number] {
  const radius = 6_378_137;
  const north = Math.log(Math.tan(Math.PI / 4 + (latitude * Math.PI) / 360));
  return [(longitude * Math.PI * radius) / 180, north * radius];
}

/** A tile that is water all over, with the name of a place in the middle. */
function seaTile(z: number, x: number, y: number): Uint8Array {
  const tile = { z, x, y };
  const [west, south, east, north] = boundsOfTile(tile);
  const corners = (
    [
      [west, south],
      [east, south],
      [east, north],
      [west, north],
      [west, south],
    ] as const
  ).map(metersOf);
  const place = metersOf([(west + east) / 2, (south + north) / 2]);
  const options = { buffer: 0, place: tileUnitsOf(tile) };
  const water = { geometry: { type: 'Polygon' as const, coordinates: [corners] }, properties: { kind: 'ocean' } };
  const name = { name: 'Sea', 'name:en': 'The sea', 'name:th': 'ทะเล', kind: 'locality' };
  return Buffer.concat([
    encodeTile('water', [water], options),
    encodeTile('places', [{ geometry: { type: 'Point' as const, coordinates: place }, properties: name }], options),
  ]);
}

/** How much of the map's lower right is blue, from 0 to 1. */
async function shareOfBlue(page: Page): Promise<number> {
  const box = await page.locator('.map-canvas').boundingBox();
  if (!box) return 0;
  const clip = { x: box.x + box.width * 0.7, y: box.y + box.height * 0.6, width: 60, height: 60 };
  const { data, info } = await sharp(await page.screenshot({ clip }))
    .removeAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true });
  let blue = 0;
  for (let at = 0; at < data.length; at += info.channels) {
    const [red = 0, , last = 0] = data.subarray(at, at + 3);
    if (last - red > 15) blue += 1;
  }
  return blue / (data.length / info.channels);
}

const pathTo = (zone: MadeZone): string =>
  `/en/map?zone=${zone.slug}&layers=risk-areas#map=16/${zone.center[1]}/${zone.center[0]}`;

async function furnish(server: TestServer): Promise<MadeZone> {
  const zone = await makeZone(server.running.handle.database);
  await makeRiskArea(server.running.handle.database, zone);
  return zone;
}

test('a style from elsewhere lies under our layers, and its origin is all that the page may ask besides ours', async () => {
  const asked: string[] = [];
  const foreign: Server = createServer((request, response) => {
    asked.push(request.url ?? '');
    response.setHeader('Access-Control-Allow-Origin', '*');
    const [, z, x, y] = /^\/tiles\/(\d+)\/(\d+)\/(\d+)\.mvt$/.exec(request.url ?? '') ?? [];
    if (z) response.end(seaTile(Number(z), Number(x), Number(y)));
    else if (request.url === '/light/style.json') response.end(JSON.stringify(style));
    else response.writeHead(404).end();
  }).listen(0, '127.0.0.1');
  await once(foreign, 'listening');
  const address = foreign.address();
  const origin = `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`;
  const server = await startTestServer({ BASEMAP_STYLE_URL: `${origin}/light/style.json` });
  try {
    const zone = await furnish(server);
    const { page, complaints, close } = await openMapPage(server, browser, pathTo(zone));
    await waitForMap(page);
    await expect.poll(() => shareOfBlue(page), patient).toBeGreaterThan(0.8);
    await page.getByText('Sea Charts').waitFor();
    expect(asked.filter((path) => path.startsWith('/fonts'))).toEqual([]);
    expect(complaints).toEqual([]);
    for (const path of ['/map', '/report', '/en']) {
      const policy = (await page.request.get(`${server.origin}${path}`)).headers()['content-security-policy'] ?? '';
      expect(policy, path).toContain(`connect-src 'self' ${origin};`);
      expect(policy, path).toContain(`img-src 'self' data: blob: ${origin};`);
      expect(policy, path).not.toMatch(/https:(?!\/\/)|\*/);
    }
    await close();
  } finally {
    await server.stop();
    foreign.close();
  }
});

const style = {
  version: 8,
  glyphs: '/fonts/{fontstack}/{range}.pbf',
  sources: {
    sea: { type: 'vector', tiles: ['../tiles/{z}/{x}/{y}.mvt'], maxzoom: 14, attribution: 'Sea Charts' },
  },
  layers: [
    { id: 'ground', type: 'background', paint: { 'background-color': '#ffffff' } },
    { id: 'sea', type: 'fill', source: 'sea', 'source-layer': 'water', paint: { 'fill-color': '#8fc7e8' } },
    { id: 'names', type: 'symbol', source: 'sea', 'source-layer': 'places', layout: { 'text-field': '{name}' } },
  ],
};

test('a PMTiles file takes the place of our own base map', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'szone-base-'));
  // The archive is made before the zone is: it covers where zones of tests are made.
  const around = [100, 13, 110, 15] as const;
  const tiles = [0, 5].flatMap((z) => {
    const [least, most] = [tileAt([around[0], around[3]], z), tileAt([around[2], around[1]], z)];
    const rows = Array.from({ length: most.y - least.y + 1 }, (_, row) => least.y + row);
    const columns = Array.from({ length: most.x - least.x + 1 }, (_, column) => least.x + column);
    return rows.flatMap((y) => columns.map((x) => ({ z, x, y, bytes: seaTile(z, x, y) })));
  });
  const metadata = { name: 'Sea', attribution: 'Sea Charts', vector_layers: [{ id: 'water' }, { id: 'places' }] };
  const file = join(folder, 'sea.pmtiles');
  writeFileSync(file, writePmtiles(tiles, metadata, around));
  const server = await startTestServer({ BASEMAP_PMTILES: file });
  try {
    const zone = await furnish(server);
    const { page, complaints, close } = await openMapPage(server, browser, pathTo(zone));
    const described = await (await page.request.get(`${server.origin}/tiles/base.json`)).json();
    expect(described).toMatchObject({ attribution: 'Sea Charts', minzoom: 0, maxzoom: 5, bounds: [100, 13, 110, 15] });
    await waitForMap(page);
    await expect.poll(() => shareOfBlue(page), patient).toBeGreaterThan(0.8);
    await page.getByText('Sea Charts').waitFor();
    expect(complaints).toEqual([]);
    await close();
  } finally {
    await server.stop();
    rmSync(folder, { recursive: true });
  }
});
