import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { desk, launchBrowser, phone } from '../support/browser.ts';
import { type MadeZone, makeReport, makeRiskArea, makeZone } from '../support/factories.ts';
import { startTestServer, type TestServer } from '../support/server.ts';
import { axeFindings } from './axe.ts';

// A map is drawn in software, on machines that do other things meanwhile.
vi.setConfig({ testTimeout: 120_000 });

let server: TestServer;
let browser: Browser;
let zone: MadeZone;
let reportId: string;
beforeAll(async () => {
  [server, browser] = await Promise.all([startTestServer(), launchBrowser()]);
  const { database } = server.running.handle;
  zone = await makeZone(database);
  await makeRiskArea(database, zone);
  reportId = (await makeReport(database, zone)).id;
});
afterAll(async () => {
  await browser.close();
  await server.stop();
});

test.each([
  ['th', 'light', phone],
  ['en', 'light', desk],
  ['th', 'dark', desk],
  ['en', 'dark', phone],
] as const)('the drawn map has nothing that axe finds (%s, %s)', async (locale, colorScheme, viewport) => {
  const context = await browser.newContext({ colorScheme, viewport });
  const page = await context.newPage();
  const path = `${locale === 'en' ? '/en' : ''}/map?zone=${zone.slug}`;
  for (const query of ['', `&selected=reports:${reportId}`]) {
    await page.goto(`${server.origin}${path}${query}`);
    await page.locator('.map-buttons').waitFor({ timeout: 45_000 });
    expect(await axeFindings(page)).toEqual([]);
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    expect(overflow, 'the page is wider than the screen').toBeLessThanOrEqual(0);
  }
  await context.close();
});
