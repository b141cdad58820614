import { gzipSync } from 'node:zlib';
import { sql } from 'kysely';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import type { Viewer } from '../../src/server/access.ts';
import { newId } from '../../src/server/identifiers.ts';
import { desk, launchBrowser, phone } from '../support/browser.ts';
import { type MadeZone, makeReport, makeRiskArea, makeViewer, makeZone } from '../support/factories.ts';
import { drawSquare, openMapPage, waitForMap } from '../support/map-page.ts';
import { startTestServer, type TestServer } from '../support/server.ts';
import { makeHouses, makeIncident } from '../support/town.ts';

/** Software drawing on a busy machine takes its time. */
const patient = { timeout: 20_000 };

// A map is drawn in software, on machines that do other things meanwhile.
vi.setConfig({ testTimeout: 120_000 });

let server: TestServer;
let browser: Browser;
let zone: MadeZone;
let officer: Viewer;
let report: { id: string; trackingNumber: string };

beforeAll(async () => {
  [server, browser] = await Promise.all([startTestServer(), launchBrowser()]);
  const { database } = server.running.handle;
  zone = await makeZone(database);
  await makeHouses(database, zone, { count: 400 });
  await makeRiskArea(database, zone);
  report = await makeReport(database, zone);
  await makeSosPost(zone);
  for (const occurred of ['2026-05-10T21:30:00+07', '2026-06-10T21:40:00+07', '2026-07-10T09:10:00+07'])
    await makeIncident(database, zone, { occurred, kind: occurred.includes('09:') ? 'burglary' : 'theft' });
  officer = await makeViewer(database, 'officer', zone);
});
afterAll(async () => {
  await browser.close();
  await server.stop();
});

async function makeSosPost({ id: zoneId, center: [longitude, latitude] }: MadeZone): Promise<void> {
  await sql`
    insert into sos_post (id, zone_id, code, name_th, name_en, place, condition, source, source_key, created_at, changed_at)
    values (${newId()}, ${zoneId}, 'SOS-1', 'เสาหน้าตลาด', 'Post at the market',
      st_setsrid(st_makepoint(${longitude + 0.002}, ${latitude}), 4326), 'working', 'test', 'SOS-1', now(), now())`.execute(
    server.running.handle.database,
  );
}

const openPage = (path: string, options: BrowserContextOptions & { viewer?: Viewer } = {}) =>
  openMapPage(server, browser, path, options);

const nearby = (zoom = 16): string => `#map=${zoom}/${zone.center[1]}/${zone.center[0]}`;

/** How much of the map's middle is of the warm colours that risk areas are filled with, from 0 to 1. */
async function shareOfRisk(page: Page): Promise<number> {
  const box = await page.locator('.map-canvas').boundingBox();
  if (!box) return 0;
  const clip = { x: box.x + box.width / 2 - 40, y: box.y + box.height / 2 + 30, width: 80, height: 40 };
  const { data, info } = await sharp(await page.screenshot({ clip }))
    .removeAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true });
  let warm = 0;
  for (let at = 0; at < data.length; at += info.channels) {
    const [red = 0, , blue = 0] = data.subarray(at, at + 3);
    if (red - blue > 40) warm += 1;
  }
  return warm / (data.length / info.channels);
}

const riskBox = (page: Page) => page.getByRole('checkbox', { name: /ระดับความเสี่ยง|Level of risk/ });

describe('the map', () => {
  test('draws what is in our tiles, and hides and shows it, in step with the address', async () => {
    const { page, complaints } = await openPage(`/map?zone=${zone.slug}${nearby(17)}`);
    await waitForMap(page);
    await expect.poll(() => shareOfRisk(page), patient).toBeGreaterThan(0.8);
    await riskBox(page).uncheck();
    await expect.poll(() => shareOfRisk(page), patient).toBeLessThan(0.2);
    expect(new URL(page.url()).searchParams.get('layers')?.split(',')).not.toContain('risk-areas');
    await page.goBack();
    await expect.poll(() => riskBox(page).isChecked(), patient).toBe(true);
    await expect.poll(() => shareOfRisk(page), patient).toBeGreaterThan(0.8);
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  test('a link shows the same: what is selected, where, and which layers', async () => {
    const { page } = await openPage(
      `/en/map?zone=${zone.slug}&layers=reports&selected=reports:${report.id}${nearby(17)}`,
    );
    await waitForMap(page);
    await page.getByRole('link', { name: 'Open its page' }).waitFor();
    expect(await riskBox(page).isChecked()).toBe(false);
    expect(page.url()).toContain(`#map=17/${zone.center[1]}/`);
    await page.context().close();
  });

  test('selecting on the map and in the list is the same act', async () => {
    const { page } = await openPage(`/en/map?zone=${zone.slug}&layers=sos-posts${nearby(16)}`);
    await waitForMap(page);
    await page.getByRole('combobox', { name: 'List' }).selectOption('sos-posts');
    await page
      .getByRole('link', { name: /Post at the market/ })
      .or(page.getByRole('button', { name: /Post at the market/ }))
      .click();
    await page.getByRole('heading', { name: 'Post at the market' }).waitFor();
    expect(page.url()).toContain('selected=sos-posts:');
    await page.getByRole('button', { name: /Back to the list/ }).click();
    expect(page.url()).not.toContain('selected=');
    // It lay in view, so that the list had no reason to move the map; it is where its place is on the screen.
    expect(page.url()).toContain(`/${zone.center[1]}/${zone.center[0]}`);
    const box = await page.locator('.map-canvas').boundingBox();
    if (!box) throw new Error('there is no map');
    const pixelsPerDegree = (512 * 2 ** 16) / 360;
    await page.mouse.click(box.x + box.width / 2 + 0.002 * pixelsPerDegree, box.y + box.height / 2);
    await page.getByRole('heading', { name: 'Post at the market' }).waitFor();
    await page.context().close();
  });

  test('can be worked by keyboard alone', async () => {
    const { page } = await openPage(`/en/map?zone=${zone.slug}${nearby(16)}`);
    await waitForMap(page);
    await page.getByRole('combobox', { name: 'Search the map' }).focus();
    await page.keyboard.type(report.trackingNumber);
    await page.getByRole('option').first().waitFor();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await expect.poll(() => page.url(), patient).toContain(`selected=reports:${report.id}`);
    await page.locator('.maplibregl-canvas').focus();
    const before = page.url();
    await page.keyboard.press('ArrowRight');
    await expect.poll(() => page.url(), patient).not.toBe(before);
    await page.context().close();
  });

  test('a drawn area tells what is in it', async () => {
    const { page, complaints } = await openPage(`/en/map?zone=${zone.slug}${nearby(16)}`);
    await waitForMap(page);
    await page.getByRole('button', { name: /Draw an area/ }).click();
    await page.getByText('Tap the corners on the map').waitFor();
    await drawSquare(page, page.locator('.map-canvas'), { across: 150, down: 120 });
    await page.getByRole('heading', { name: 'In the area you drew' }).waitFor();
    await page.locator('.map-inside dt').first().waitFor();
    expect(await page.locator('.map-inside').textContent()).toMatch(/1/);
    await page.getByRole('button', { name: 'Remove the area' }).click();
    expect(await page.getByRole('heading', { name: 'In the area you drew' }).count()).toBe(0);
    expect(complaints).toEqual([]);
    await page.context().close();
  });
});

describe('filters', () => {
  test('change the address and the list, for an officer by the hour too', async () => {
    const { page } = await openPage(`/en/map?zone=${zone.slug}&list=incidents${nearby(16)}`, { viewer: officer });
    await waitForMap(page);
    const rows = page.locator('.map-list li');
    await expect.poll(() => rows.count(), patient).toBe(3);
    await page.locator('select[name=hour-from]').selectOption('20');
    await expect.poll(() => page.url(), patient).toContain('hours=20-4');
    await expect.poll(() => rows.count(), patient).toBe(2);
    await page.locator('select[name=hour-from]').selectOption('');
    await page.getByText('Kinds').click();
    await page.getByRole('checkbox', { name: 'Burglary' }).check();
    await expect.poll(() => page.url(), patient).toContain('kinds=burglary');
    await expect.poll(() => rows.count(), patient).toBe(1);
    await page.context().close();
  });

  test('of hours and days are not offered to the public', async () => {
    const { page } = await openPage(`/en/map?zone=${zone.slug}`);
    expect(await page.locator('select[name=from]').count()).toBe(1);
    expect(await page.locator('select[name=hour-from]').count()).toBe(0);
    await page.context().close();
  });
});

describe('without', () => {
  test.each([desk, phone])(
    'JavaScript the page shows the drawing and the list, and the form works (%o)',
    async (viewport) => {
      const { page } = await openPage(`/en/map?zone=${zone.slug}`, { javaScriptEnabled: false, viewport });
      expect(await page.locator('img.map-drawing').getAttribute('src')).toBe(`/maps/${zone.slug}.svg`);
      await page.getByText(report.trackingNumber).first().waitFor();
      await page.locator('select[name=list]').selectOption('sos-posts');
      await page.getByRole('button', { name: 'Show this' }).first().click();
      expect(page.url()).toContain('list=sos-posts');
      await page.getByText('Post at the market').waitFor();
      await page.locator('input[name=text]').fill('Post at the market');
      await page.keyboard.press('Enter');
      await page.getByRole('heading', { name: /1 result/ }).waitFor();
      await page.context().close();
    },
  );

  test('WebGL the page says so, and the list works', async () => {
    const context = await browser.newContext({ viewport: desk });
    await context.addInitScript(() => {
      // As in a browser whose graphics card is blocked.
      HTMLCanvasElement.prototype.getContext = () => null;
    });
    const page = await context.newPage();
    await page.goto(`${server.origin}/map?zone=${zone.slug}`);
    await page.getByText('เครื่องนี้แสดงแผนที่แบบเลื่อนไม่ได้').waitFor();
    await page.getByRole('combobox', { name: 'รายการ' }).selectOption('sos-posts');
    await page.getByText('เสาหน้าตลาด').first().click();
    await page.getByRole('heading', { name: 'เสาหน้าตลาด' }).waitFor();
    await context.close();
  });
});

test.each([desk, phone])(
  'on paper there are the map, what it means, from when and whom, and the list (%o)',
  async (viewport) => {
    const { page, close } = await openPage(`/en/map?zone=${zone.slug}${nearby(16)}`, { viewport });
    await waitForMap(page);
    await page.getByText(report.trackingNumber).first().waitFor({ state: 'attached' });
    await page.emulateMedia({ media: 'print' });
    await page.evaluate(() => window.dispatchEvent(new Event('beforeprint')));
    const picture = page.locator('.map-picture');
    await picture.waitFor();
    expect(
      await picture.evaluate((image: HTMLImageElement) => image.decode().then(() => image.naturalWidth)),
    ).toBeGreaterThan(300);
    for (const part of ['.map-print-title', '.map-legend li .reports', '.map-legend p', '.map-list li'])
      expect(await page.locator(part).first().isVisible(), part).toBe(true);
    for (const part of ['.map-canvas', '.map-buttons', '.map-layers', '.map-search', '.site-nav', '.thumb-nav'])
      expect(await page.locator(part).first().isVisible(), part).toBe(false);
    expect(await page.locator('.map-print-head').textContent()).toMatch(
      /Map · Zone .*Source: .* · as of \d+ \w+ 20\d\d/,
    );
    // A map, what it means and a list of a few things take no more than a sheet, on both its sides.
    const pdf = await page.pdf({ preferCSSPageSize: true });
    expect(pdf.toString('latin1').match(/\/Type\s*\/Page\b/g)?.length).toBeLessThanOrEqual(2);
    await page.evaluate(() => window.dispatchEvent(new Event('afterprint')));
    expect(await picture.count()).toBe(0);
    await close();
  },
);

test('MapLibre comes only when the map is shown, and Terra Draw only when an area is drawn', async () => {
  const context = await browser.newContext({ viewport: desk });
  const page = await context.newPage();
  const scripts: string[] = [];
  page.on('request', (request) => {
    if (request.resourceType() === 'script') scripts.push(new URL(request.url()).pathname);
  });
  await page.goto(`${server.origin}/map?zone=${zone.slug}${nearby(16)}`);
  await waitForMap(page);
  expect(scripts.some((path) => path.includes('open-map'))).toBe(true);
  expect(scripts.some((path) => path.includes('draw-polygon'))).toBe(false);
  const ours = scripts.filter((path) => !/open-map|maplibre/.test(path));
  const sizes = await Promise.all(
    ours.map(async (path) => gzipSync(await (await page.request.get(`${server.origin}${path}`)).body()).length),
  );
  expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThan(60_000);
  await context.close();
});
