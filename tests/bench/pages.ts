import { readFileSync } from 'node:fs';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import type { Browser, Page } from 'playwright-core';
import { buildWhenNeeded } from '../../src/cli/build.ts';
import { launchBrowser, phone } from '../support/browser.ts';
import { startTestServer } from '../support/server.ts';
import { round, say } from './support/median.ts';

/**
 * What a first visit costs on a phone, compressed, as the server sends it and a real Chromium counts it: script on public
 * pages, script of the map page without MapLibre itself, and everything of the zone page's first view.
 */
const limits = { publicKb: 20, mapKb: 60, zoneKb: 150 };

interface Sent {
  url: string;
  isScript: boolean;
  encoding: string;
  bytes: number;
}

/** Everything that a page loads until the network is quiet, as one visitor with nothing in the cache. */
async function visit(browser: Browser, url: string, interact?: (page: Page) => Promise<void>) {
  const context = await browser.newContext({ viewport: phone });
  const page = await context.newPage();
  const client = await context.newCDPSession(page);
  const pending = new Map<string, Sent>();
  const sent: Sent[] = [];
  await client.send('Network.enable');
  client.on('Network.responseReceived', ({ requestId, type, response }) => {
    const isScript = type === 'Script' || /javascript/.test(response.mimeType);
    const header = Object.entries(response.headers).find(([name]) => name.toLowerCase() === 'content-encoding');
    pending.set(requestId, { url: response.url, isScript, encoding: String(header?.[1] ?? ''), bytes: 0 });
  });
  client.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
    const one = pending.get(requestId);
    if (one) sent.push({ ...one, bytes: encodedDataLength });
  });
  const answer = await page.goto(url, { waitUntil: 'networkidle' });
  const first = [...sent];
  await interact?.(page);
  await context.close();
  return { status: answer?.status() ?? 0, first, later: sent.slice(first.length) };
}

const kilobytes = (list: readonly Sent[]): number => round(list.reduce((sum, one) => sum + one.bytes, 0) / 1000, 1);
const scripts = (list: readonly Sent[]): Sent[] => list.filter((one) => one.isScript);

/** MapLibre's own module, compressed as the server compresses: what the limit of the map page does not count. */
function mapLibreBytes(encoding: string): number {
  const source = readFileSync('node_modules/maplibre-gl/dist/maplibre-gl.mjs');
  if (encoding !== 'br') return gzipSync(source).length;
  return brotliCompressSync(source, { params: { [constants.BROTLI_PARAM_QUALITY]: 4 } }).length;
}

/** Kilobytes of script of the map page that are ours: MapLibre is taken out of the chunk that it was bundled into. */
async function ownMapScript(sent: readonly Sent[]): Promise<number> {
  const own: Sent[] = [];
  for (const one of scripts(sent)) {
    if (one.url.includes('maplibre-gl-worker')) continue;
    const text = await (await fetch(one.url)).text();
    const isBundle = text.includes('maplibregl-canvas');
    own.push(isBundle ? { ...one, bytes: Math.max(0, one.bytes - mapLibreBytes(one.encoding)) } : one);
  }
  return kilobytes(own);
}

await buildWhenNeeded(() => say('building'));
const server = await startTestServer({}, { seeded: true });
const browser = await launchBrowser();
try {
  const { database } = server.running.handle;
  const zone = await database.selectFrom('zone').select('slug').orderBy('population', 'desc').executeTakeFirstOrThrow();
  const project = await database.selectFrom('project').select('number').orderBy('number').executeTakeFirst();
  const area = await database.selectFrom('riskArea').select('id').where('state', '=', 'confirmed').executeTakeFirst();
  const paths = [
    '/',
    '/zones',
    `/zones/${zone.slug}`,
    '/more',
    '/projects',
    '/reports',
    '/report',
    '/proposals',
    '/sign-in',
  ];
  if (project) paths.push(`/projects/${project.number}`);
  if (area) paths.push(`/risk-areas/${area.id}`);

  let publicKb = 0;
  for (const path of paths) {
    const { status, first } = await visit(browser, server.origin + path);
    const script = kilobytes(scripts(first));
    say(`${path}: ${script} kB of script, ${kilobytes(first)} kB in all${status === 200 ? '' : ` (status ${status})`}`);
    if (status === 200) publicKb = Math.max(publicKb, script);
  }
  const openMap = async (page: Page): Promise<void> => {
    await page.locator('.place-map a').click();
    await page.waitForTimeout(8_000);
  };
  const onZone = await visit(browser, `${server.origin}/zones/${zone.slug}`, openMap);
  for (const one of onZone.first) say(`  ${round(one.bytes / 1000, 1)} kB ${new URL(one.url).pathname}`);
  const zoneKb = kilobytes(onZone.first);
  const onMap = await visit(browser, `${server.origin}/map?zone=${zone.slug}`);
  const mapKb = await ownMapScript(onMap.first);
  const interactionKb = kilobytes(onZone.later);
  say(
    `opening the map on the zone page loads ${interactionKb} kB more, ${kilobytes(scripts(onZone.later))} kB of it script`,
  );
  const ratio = Math.max(publicKb / limits.publicKb, mapKb / limits.mapKb, zoneKb / limits.zoneKb);
  say(JSON.stringify({ name: 'pages', ratio: round(ratio, 3), publicKb, mapKb, zoneKb, interactionKb }));
} finally {
  await browser.close();
  await server.stop();
}
