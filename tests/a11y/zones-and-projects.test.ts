import AxeBuilder from '@axe-core/playwright';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { desk, launchBrowser, phone } from '../support/browser.ts';
import { startTestServer, type TestServer } from '../support/server.ts';

let server: TestServer;
let browser: Browser;
let paths: string[];
let token: string;

beforeAll(async () => {
  [server, browser] = await Promise.all([startTestServer({}, { seeded: true }), launchBrowser()]);
  const { database } = server.running.handle;
  const zone = database.selectFrom('zone').where('slug', '=', 'ban-suksan').select('id');
  const projects = await database
    .selectFrom('project')
    .where('zoneId', '=', zone)
    .distinctOn('state')
    .select('number')
    .execute();
  const area = await database
    .selectFrom('riskArea')
    .where('zoneId', '=', zone)
    .where('state', '=', 'confirmed')
    .select('id')
    .executeTakeFirstOrThrow();
  paths = ['/', '/zones', '/zones/ban-suksan', '/more', '/projects', `/risk-areas/${area.id}`];
  for (const { number } of projects) paths.push(`/projects/${number}`, `/projects/${number}/manage`);
  paths.push('/projects/new');
  const planner = await database
    .selectFrom('accountContact')
    .select('accountId')
    .where('value', '=', 'planner@demo.example')
    .executeTakeFirstOrThrow();
  token = await server.running.application.sessions.create(planner.accountId);
});
afterAll(async () => {
  await browser.close();
  await server.stop();
});

test.each([
  ['th', 'light', phone],
  ['en', 'dark', desk],
] as const)(
  'a planner sees no page in which axe finds something (%s, %s)',
  async (locale, colorScheme, viewport) => {
    const context = await browser.newContext({ colorScheme, viewport });
    await context.addCookies([{ name: 'session', value: token, url: server.origin }]);
    const page = await context.newPage();
    const found: string[] = [];
    for (const path of paths) {
      const answer = await page.goto(`${server.origin}${locale === 'en' ? '/en' : ''}${path}`);
      if (answer?.status() !== 200) found.push(`${path}: status ${answer?.status()}`);
      const { violations } = await new AxeBuilder({ page }).analyze();
      for (const { id, nodes } of violations) found.push(`${path} ${id}: ${nodes.map((node) => node.html).join(' ')}`);
      const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
      if (overflow > 0) found.push(`${path}: ${overflow} px wider than the screen`);
    }
    expect(found).toEqual([]);
    await context.close();
  },
  240_000,
);
