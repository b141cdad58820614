import AxeBuilder from '@axe-core/playwright';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { desk, launchBrowser, phone } from '../support/browser.ts';
import { startTestServer, type TestServer } from '../support/server.ts';

/** Pages about people, and who looks at each. */
const pages = [
  ['/sign-in', undefined],
  ['/sign-in/code', undefined],
  ['/register', undefined],
  ['/privacy', undefined],
  ['/audit', undefined],
  ['/invitation/none', undefined],
  ['/account', 'partner'],
  ['/account/erase', 'partner'],
  ['/account/verify', 'partner'],
  ['/vouch', 'partner'],
  ['/admin', 'admin'],
  ['/admin/organisations', 'admin'],
  ['/admin/organisations/new', 'admin'],
  ['/admin/accounts', 'admin'],
  ['/admin/units', 'admin'],
  ['/admin/units/new', 'admin'],
  ['/admin/zones', 'admin'],
  ['/admin/zones/new', 'admin'],
  ['/admin/patrol-units', 'admin'],
  ['/admin/settings', 'admin'],
  ['/admin/audit', 'admin'],
] as const;

let server: TestServer;
let browser: Browser;
beforeAll(async () => {
  [server, browser] = await Promise.all([startTestServer({}, { seeded: true }), launchBrowser()]);
});
afterAll(async () => {
  await browser.close();
  await server.stop();
});

async function signInAs(role: string): Promise<string> {
  const { accountId } = await server.running.handle.database
    .selectFrom('accountContact')
    .select('accountId')
    .where('value', '=', `${role}@demo.example`)
    .executeTakeFirstOrThrow();
  return server.running.application.sessions.create(accountId);
}

describe.each(pages)('%s for %s', (path, role) => {
  test.each([
    ['th', 'light', phone],
    ['en', 'dark', desk],
  ] as const)('has nothing that axe finds (%s, %s)', async (locale, colorScheme, viewport) => {
    const context = await browser.newContext({ colorScheme, viewport });
    if (role) await context.addCookies([{ name: 'session', value: await signInAs(role), url: server.origin }]);
    const page = await context.newPage();
    const answer = await page.goto(`${server.origin}${locale === 'en' ? '/en' : ''}${path}`);
    expect(answer?.status(), path).toBe(path.startsWith('/invitation') ? 404 : 200);
    const { violations } = await new AxeBuilder({ page }).analyze();
    expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(' ')}`)).toEqual([]);
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    expect(overflow, 'the page is wider than the screen').toBeLessThanOrEqual(0);
    await context.close();
  });
});
