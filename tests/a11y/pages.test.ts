import AxeBuilder from '@axe-core/playwright';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { desk, launchBrowser, phone } from '../support/browser.ts';
import { startTestServer, type TestServer } from '../support/server.ts';

/** Public pages, by their Thai path; every one is looked at in both languages, both widths, day and night. */
const publicPages = ['/', '/report', '/reports', '/no-such-page'];

let server: TestServer;
let browser: Browser;
beforeAll(async () => {
  [server, browser] = await Promise.all([startTestServer(), launchBrowser()]);
});
afterAll(async () => {
  await browser.close();
  await server.stop();
});

describe.each(publicPages)('%s', (path) => {
  test.each([
    ['th', 'light', phone],
    ['en', 'light', desk],
    ['th', 'dark', desk],
    ['en', 'dark', phone],
  ] as const)('has nothing that axe finds (%s, %s)', async (locale, colorScheme, viewport) => {
    const context = await browser.newContext({ colorScheme, viewport });
    const page = await context.newPage();
    await page.goto(`${server.origin}${locale === 'en' ? '/en' : ''}${path}`);
    const { violations } = await new AxeBuilder({ page }).analyze();
    expect(
      violations.map((violation) => `${violation.id}: ${violation.nodes.map((node) => node.html).join(' ')}`),
    ).toEqual([]);
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    expect(overflow, 'the page is wider than the screen').toBeLessThanOrEqual(0);
    await context.close();
  });
});
