import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { launchBrowser } from '../support/browser.ts';
import { type MadeZone, makeViewer, makeZone } from '../support/factories.ts';
import { drawSquare, openMapPage, waitForMap } from '../support/map-page.ts';
import { startTestServer, type TestServer } from '../support/server.ts';
import { makeHouses } from '../support/town.ts';

const patient = { timeout: 20_000 };
vi.setConfig({ testTimeout: 120_000 });

let server: TestServer;
let browser: Browser;
let zone: MadeZone;

beforeAll(async () => {
  [server, browser] = await Promise.all([startTestServer(), launchBrowser()]);
  zone = await makeZone(server.running.handle.database);
  await makeHouses(server.running.handle.database, zone, { count: 40 });
});
afterAll(async () => {
  await browser.close();
  await server.stop();
});

const open = async (path: string, role: 'planner' | 'officer' | 'administrator') =>
  openMapPage(server, browser, path, { viewer: await makeViewer(server.running.handle.database, role, zone) });

async function openPicker(page: Page, name: string): Promise<void> {
  await page.getByRole('button', { name }).click();
  await waitForMap(page);
}

/** Opens the map for choosing a spot, and moves it a little to the east by keyboard. */
async function moveEast(page: Page): Promise<void> {
  await openPicker(page, 'Choose the spot on the map');
  await page.locator('.maplibregl-canvas').focus();
  await page.keyboard.press('ArrowRight');
}

test('a project that is made directly gets its place from the map', async () => {
  const { page, complaints, close } = await open('/en/projects/new', 'planner');
  const longitude = page.locator('input[name=longitude]');
  const before = Number(await longitude.inputValue());
  await moveEast(page);
  await expect.poll(async () => Number(await longitude.inputValue()), patient).toBeGreaterThan(before);
  await page.locator('input[name=title]').fill('Lamps behind the market');
  await page.locator('select[name=kind]').selectOption('light');
  await page.getByRole('button', { name: /Make|Create|Begin/ }).click();
  await page.waitForURL(/\/en\/projects\/\d+\/manage/);
  expect(complaints).toEqual([]);
  await close();
});

test('an incident stands where the officer points, not at the place that was named before', async () => {
  const { page, complaints, close } = await open('/en/incidents/new', 'officer');
  await moveEast(page);
  const longitude = page.locator('input[name=longitude]');
  await expect.poll(async () => Number(await longitude.inputValue()), patient).toBeGreaterThan(zone.center[0]);
  expect(await page.locator('select[name=placeId]').inputValue()).toBe('');
  await page.locator('select[name=kind]').selectOption('noise');
  await page.getByRole('button', { name: 'Record', exact: false }).last().click();
  await page.waitForURL(/\/en\/incidents\/[0-9a-f-]{36}/);
  expect(complaints).toEqual([]);
  await close();
});

test('the boundary of a zone is drawn, and shown again from what was typed', async () => {
  const { page, complaints, close } = await open('/en/admin/zones/new', 'administrator');
  const field = page.locator('textarea[name=boundary]');
  await openPicker(page, 'Draw it on the map');
  await page.getByText('No area is chosen yet.').waitFor();
  await page.getByRole('button', { name: 'Draw the area' }).click();
  await drawSquare(page, page.locator('.place-picker-map'), { across: 100, down: 60 });
  await page.getByText('The map shows the area that is chosen.').waitFor();
  const drawn: { type: string; coordinates: number[][][] } = JSON.parse(await field.inputValue());
  expect(drawn.type).toBe('Polygon');
  expect(drawn.coordinates[0]?.length).toBe(5);
  expect(drawn.coordinates[0]?.[0]).toEqual(drawn.coordinates[0]?.at(-1));

  await field.fill('not a shape');
  await page.getByText('No area is chosen yet.').waitFor();
  await field.fill(JSON.stringify({ type: 'Feature', properties: {}, geometry: drawn }));
  await page.getByText('The map shows the area that is chosen.').waitFor();
  expect(complaints).toEqual([]);
  await close();
});

test('the drawing of a place turns into a map, or its link leads to one where the code cannot be had', async () => {
  const { page, complaints, close } = await open(`/en/zones/${zone.slug}`, 'planner');
  await page.locator('.place-map a').click();
  await page.locator('.place-map .maplibregl-canvas').waitFor(patient);
  expect(new URL(page.url()).pathname).toBe(`/en/zones/${zone.slug}`);
  expect(complaints).toEqual([]);

  await page.route('**/PlaceMapOpener*.js*', (route) => route.abort());
  await page.reload();
  await page.locator('.place-map a').click();
  await page.waitForURL(/\/en\/map\?/, patient);
  await close();
});
