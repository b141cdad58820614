import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { changeIncident } from '../../src/features/incidents/incidents.service.ts';
import { recordIncident } from '../../src/features/incidents/recording.service.ts';
import { snapZone } from '../../src/features/incidents/snap.service.ts';
import type { Viewer } from '../../src/server/access.ts';
import { launchBrowser } from '../support/browser.ts';
import { type MadeZone, makeReport, makeViewer, makeZone } from '../support/factories.ts';
import { openMapPage, waitForMap } from '../support/map-page.ts';
import { startTestServer, type TestServer } from '../support/server.ts';
import { makeHouses, makeIncident } from '../support/town.ts';

/** Software drawing on a busy machine takes its time. */
const patient = { timeout: 20_000 };
vi.setConfig({ testTimeout: 120_000 });

let server: TestServer;
let browser: Browser;
let zone: MadeZone;
let other: MadeZone;
let officer: Viewer;
let report: { id: string; trackingNumber: string };

beforeAll(async () => {
  [server, browser] = await Promise.all([startTestServer(), launchBrowser()]);
  const { database } = server.running.handle;
  zone = await makeZone(database);
  other = await makeZone(database);
  await database.updateTable('zone').set({ publicDelayMinutes: 0 }).where('id', '=', zone.id).execute();
  await makeHouses(database, zone, { count: 400 });
  officer = await makeViewer(database, 'officer', zone);
  report = await makeReport(database, other);
  for (const kind of ['theft', 'theft', 'burglary', 'domestic']) await makeIncident(database, zone, { kind });
  await snapZone(database, zone.id);
});
afterAll(async () => {
  await browser.close();
  await server.stop();
});

const asOfficer = () => {
  const { database, jobs } = server.running.application;
  return { database, jobs, viewer: officer, now: new Date() };
};

function record(kind: string, priority: number, summary = ''): Promise<{ id: string }> {
  const [longitude, latitude] = zone.center;
  return recordIncident(asOfficer(), { kind, longitude, latitude, source: 'call', summary, priority });
}

const nearby = (zoom = 16): string => `#map=${zoom}/${zone.center[1]}/${zone.center[0]}`;
const marks = (page: Page) => page.locator('.map-live');
const kindBox = (page: Page, name: string) => page.getByRole('checkbox', { name, exact: true });
const legend = async (page: Page): Promise<string> =>
  ((await page.locator('.map-legend').textContent()) ?? '').replace(/\s+/g, ' ');

test('live incidents come, are chosen, filtered and go, without a reload, for those who may know of them', async () => {
  const path = `/en/map?zone=${zone.slug}&list=live${nearby()}`;
  const [police, people] = await Promise.all([
    openMapPage(server, browser, path, { viewer: officer }),
    openMapPage(server, browser, path),
  ]);
  const { page } = police;
  await Promise.all([waitForMap(page), waitForMap(people.page)]);
  expect(await marks(page).count()).toBe(0);

  const grave = await record('quarrel', 1, 'Knife seen at the market');
  await page.getByRole('button', { name: 'Quarrel' }).first().waitFor();
  await record('theft', 3);
  await expect.poll(() => marks(page).count(), patient).toBe(2);
  const rows = page.locator('.map-list li');
  await expect.poll(() => rows.count(), patient).toBe(2);
  expect(await rows.first().textContent()).toContain('Knife seen at the market');

  // The public is told of the theft only, at a point that stands for homes, and of neither hour nor words.
  await expect.poll(() => marks(people.page).count(), patient).toBe(1);
  // By keyboard: a mark that is moved by one frame between press and release would not hear of a click.
  await marks(people.page).first().press('Enter');
  await people.page.getByRole('heading', { name: 'Theft' }).waitFor();
  expect(await people.page.content()).not.toMatch(/Knife seen|\/en\/incidents\//);

  // Chosen by keyboard on the map, it is told beside it, and marked in the list.
  await page.locator(`.map-live.urgent`).focus();
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'Quarrel' }).waitFor();
  expect(await page.locator('.map-facts').textContent()).toContain('Knife seen at the market');
  expect(page.url()).toContain(`selected=live:${grave.id}`);
  expect(await page.getByRole('link', { name: 'Open its page' }).getAttribute('href')).toBe(
    `/en/incidents/${grave.id}`,
  );
  expect(await page.locator('.map-live.urgent').getAttribute('aria-pressed')).toBe('true');

  // Its state changes in the panel as it changes.
  await changeIncident(asOfficer(), { id: grave.id, from: 'new', to: 'acknowledged', reason: '' });
  await expect.poll(() => page.locator('.map-facts').textContent(), patient).toContain('Acknowledged');
  await page.getByRole('button', { name: /Back to the list/ }).click();

  await page.getByText('Kinds').click();
  await kindBox(page, 'Theft').check();
  await expect.poll(() => marks(page).count(), patient).toBe(1);
  await expect.poll(() => rows.count(), patient).toBe(1);
  await kindBox(page, 'Theft').uncheck();
  await page.getByRole('checkbox', { name: /Happening now/ }).uncheck();
  await expect.poll(() => marks(page).count(), patient).toBe(0);
  await page.getByRole('checkbox', { name: /Happening now/ }).check();
  await expect.poll(() => marks(page).count(), patient).toBe(2);

  await changeIncident(asOfficer(), { id: grave.id, from: 'acknowledged', to: 'false-alarm', reason: 'A game' });
  await expect.poll(() => marks(page).count(), patient).toBe(1);
  expect([...police.complaints, ...people.complaints]).toEqual([]);
  await Promise.all([police.close(), people.close()]);
});

test('without JavaScript what is happening now is a list, and a link to one tells of it', async () => {
  const { id } = await record('theft', 2, 'Bag taken');
  const { page, close } = await openMapPage(
    server,
    browser,
    `/en/map?zone=${zone.slug}&list=live&selected=live:${id}`,
    {
      viewer: officer,
      javaScriptEnabled: false,
    },
  );
  expect(await page.locator('.map-facts').textContent()).toContain('Bag taken');
  await page.goto(`${server.origin}/en/map?zone=${zone.slug}&list=live`);
  expect(await page.locator('.map-list').textContent()).toContain('Bag taken');
  await close();
});

test('a link to a thing goes to it: on the server to its zone, in the browser to its place', async () => {
  const path = `/en/map?zone=${zone.slug}&layers=reports&selected=reports:${report.id}${nearby()}`;
  const plain = await openMapPage(server, browser, path, { javaScriptEnabled: false });
  expect(await plain.page.locator('img.map-drawing').getAttribute('src')).toBe(`/maps/${other.slug}.svg`);
  await plain.page.getByRole('link', { name: 'Open its page' }).waitFor();
  await plain.close();

  const { page, close } = await openMapPage(server, browser, path);
  await waitForMap(page);
  const longitude = () => Number(new URL(page.url()).hash.split('/')[2]);
  await expect.poll(longitude, patient).toBeCloseTo(other.center[0], 3);
  await close();
});

test('counts say how many of all the filters let through, the same from the server and by script', async () => {
  const path = `/en/map?zone=${zone.slug}&layers=incidents&kinds=theft&from=2026-01`;
  const plain = await openMapPage(server, browser, path, { javaScriptEnabled: false });
  const written = await legend(plain.page);
  expect(written).toContain('Incidents and 191 calls 2 of 3');
  expect(written).toContain('Incidents from Jan 2026 to the latest');
  expect(written).toContain('Places of incidents are approximate');
  await plain.close();

  const { page, close } = await openMapPage(server, browser, `/en/map?zone=${zone.slug}&layers=incidents&from=2026-01`);
  await waitForMap(page);
  expect(await legend(page)).toMatch(/Incidents and 191 calls 3\D/);
  await page.getByText('Kinds').click();
  await kindBox(page, 'Theft').check();
  await expect.poll(() => legend(page), patient).toBe(written);
  await close();

  const police = await openMapPage(server, browser, path, { viewer: officer, javaScriptEnabled: false });
  const exact = await legend(police.page);
  expect(exact).toMatch(/Incidents and 191 calls \d+ of \d+/);
  expect(exact).toContain('Incidents stand where they were recorded');
  await police.close();
});
