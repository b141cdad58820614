import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import type { Viewer } from '../../src/server/access.ts';
import { launchBrowser } from '../support/browser.ts';
import { type MadeZone, makeCamera, makeRiskArea, makeViewer, makeZone } from '../support/factories.ts';
import { openMapPage, waitForMap } from '../support/map-page.ts';
import { startTestServer, type TestServer } from '../support/server.ts';

/** Software drawing on a busy machine takes its time. */
const patient = { timeout: 30_000 };
vi.setConfig({ testTimeout: 180_000, hookTimeout: 120_000 });

let server: TestServer;
let browser: Browser;
let zone: MadeZone;
let officer: Viewer;
let camera: string;

beforeAll(async () => {
  [server, browser] = await Promise.all([startTestServer(), launchBrowser()]);
  const { database } = server.running.handle;
  zone = await makeZone(database);
  officer = await makeViewer(database, 'officer', zone);
  await makeRiskArea(database, zone);
  camera = await makeCamera(database, zone);
});
afterAll(async () => {
  await browser.close();
  await server.stop();
});

const breakDown = (condition: string) =>
  server.running.handle.database.updateTable('camera').set({ condition }).where('id', '=', camera).execute();

/** Counts the answers with tiles of gaps from now on. */
function countTiles(page: Page): () => number {
  let count = 0;
  page.on('response', (response) => {
    if (response.url().includes('/tiles/coverage-gaps/') && response.ok()) count += 1;
  });
  return () => count;
}

test('an officer’s gap view follows when a camera fails, on the map, in the list and on the page; the public has none', async () => {
  const { database } = server.running.handle;
  const views = () => database.selectFrom('cameraView').select('cameraId').execute();
  await expect.poll(views, patient).not.toHaveLength(0);
  const [longitude, latitude] = zone.center;
  const path = `/en/map?zone=${zone.slug}&layers=risk-areas,camera-views,coverage-gaps&list=coverage-gaps#map=16/${latitude}/${longitude}`;
  const police = await openMapPage(server, browser, path, { viewer: officer });
  await waitForMap(police.page);
  const row = police.page.locator('.map-list li').first();
  await expect.poll(() => row.textContent(), patient).toContain('1. Lane behind the market');
  const before = await row.textContent();
  const tiles = countTiles(police.page);
  const figures = await openMapPage(server, browser, `/en/zones/${zone.slug}/coverage`, { viewer: officer });
  const headline = figures.page.locator('.cover-headline');
  const shareBefore = await headline.textContent();
  // Opened before the change: it hears of it by the stream, which is there once the island has come to life.
  await figures.page.waitForLoadState('networkidle', { timeout: 5_000 }).catch(() => {});

  await breakDown('faulty');
  await expect.poll(() => row.textContent(), patient).not.toBe(before);
  await expect.poll(tiles, patient).toBeGreaterThan(0);
  await expect.poll(() => headline.textContent(), patient).not.toBe(shareBefore);
  expect(await headline.textContent()).toContain('0%');

  // Selecting the gap tells of it and puts it in the address; working again, it follows once more.
  await row.getByRole('button').or(row.getByRole('link')).first().click();
  await police.page.getByText('What would close it').waitFor();
  expect(police.page.url()).toMatch(/selected=coverage-gaps:/);
  const said = await police.page.locator('.map-facts').textContent();
  await breakDown('working');
  await expect.poll(() => police.page.locator('.map-detail').textContent(), patient).not.toBe(said);
  expect([...police.complaints, ...figures.complaints]).toEqual([]);
  await Promise.all([police.close(), figures.close()]);

  const people = await openMapPage(server, browser, path);
  await waitForMap(people.page);
  expect(await people.page.getByRole('option', { name: 'Gaps no camera sees' }).count()).toBe(0);
  expect(await people.page.content()).not.toContain('CAM-');
  await people.close();
});
