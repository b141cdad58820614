import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Viewer } from '../../src/server/access.ts';
import { desk, launchBrowser } from '../support/browser.ts';
import { type MadeZone, makeReport, makeViewer, makeZone } from '../support/factories.ts';
import { startTestServer, type TestServer } from '../support/server.ts';

let server: TestServer;
let browser: Browser;
let zone: MadeZone;
let officer: Viewer;
let numbers: string[];
beforeAll(async () => {
  [server, browser] = await Promise.all([startTestServer(), launchBrowser()]);
  const { database } = server.running.handle;
  zone = await makeZone(database);
  officer = await makeViewer(database, 'officer', zone);
  for (const category of ['dark', 'dogs', 'flooding']) await makeReport(database, zone, { category });
  const reports = database.selectFrom('report').select('trackingNumber').orderBy('createdAt').orderBy('id');
  numbers = (await reports.execute()).map(({ trackingNumber }) => trackingNumber);
});
afterAll(async () => {
  await browser.close();
  await server.stop();
});

async function openQueue(): Promise<Page> {
  const context = await browser.newContext({ viewport: desk });
  const value = await server.running.application.sessions.create(officer.account?.id ?? '');
  await context.addCookies([{ name: 'session', value, url: server.origin }]);
  const page = await context.newPage();
  await page.goto(`${server.origin}/en/queue`);
  return page;
}

const focused = (page: Page) => page.evaluate(() => document.activeElement?.textContent ?? '');

test('the queue is walked, opened and left by keyboard alone, and a report is answered on the way', async () => {
  const page = await openQueue();
  const listed = await page.locator('.queue-link').allTextContents();
  expect(listed.map((text) => text.split(' ')[0]).sort()).toEqual([...numbers].sort());

  await page.keyboard.press('j');
  expect(await focused(page)).toBe(listed[0]);
  await page.keyboard.press('j');
  await page.keyboard.press('j');
  await page.keyboard.press('j');
  expect(await focused(page), 'the end of the list holds').toBe(listed[2]);
  await page.keyboard.press('k');
  expect(await focused(page)).toBe(listed[1]);
  const number = listed[1]?.split(' ')[0];
  await Promise.all([page.waitForURL(`**/queue/${number}`), page.keyboard.press('Enter')]);

  await page.locator('#state').focus();
  await page.keyboard.press('j');
  expect(page.url(), 'keys typed into a field are the field’s').toContain(`/queue/${number}`);
  await page.locator('#state').selectOption('cannot-fix');
  await page.getByRole('button', { name: 'Save' }).first().press('Enter');
  await page.locator('[role=alert]').waitFor();
  await page.locator('#reason').fill('The land is private.');
  await page.locator('form:has(#state) button').press('Enter');
  await page.waitForURL(/saved=yes/);
  expect(await page.locator('main').textContent()).toContain('The land is private.');

  await page.locator('h1').click();
  await Promise.all([page.waitForURL(/\/en\/queue$/), page.keyboard.press('u')]);
  expect(await page.locator('.queue-link').count(), 'what is closed no longer waits').toBe(2);
  await page.keyboard.press('/');
  expect(await page.evaluate(() => document.activeElement?.id)).toBe('state');
  await page.context().close();
});

test('the same keys work while the keyboard writes Thai', async () => {
  const page = await openQueue();
  const listed = await page.locator('.queue-link').allTextContents();
  const press = (key: string, code: string) =>
    page.evaluate(
      (init) => {
        const target = document.activeElement ?? document.body;
        target.dispatchEvent(new KeyboardEvent('keydown', { ...init, bubbles: true, cancelable: true }));
      },
      { key, code },
    );
  await press('่', 'KeyJ');
  await press('่', 'KeyJ');
  expect(await focused(page)).toBe(listed[1]);
  await press('า', 'KeyK');
  expect(await focused(page)).toBe(listed[0]);
  await page.context().close();
});
