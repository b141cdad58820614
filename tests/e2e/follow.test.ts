import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { mintFollowSecret } from '../../src/features/reports/follow.service.ts';
import { launchBrowser, phone } from '../support/browser.ts';
import { type MadeZone, makeReport, makeZone } from '../support/factories.ts';
import { startTestServer, type TestServer } from '../support/server.ts';

let server: TestServer;
let browser: Browser;
let zone: MadeZone;
beforeAll(async () => {
  [server, browser] = await Promise.all([startTestServer(), launchBrowser()]);
  zone = await makeZone(server.running.handle.database);
});
afterAll(async () => {
  await browser.close();
  await server.stop();
});

const database = () => server.running.handle.database;

/** A report that has come so far, and the page that its reporter follows it on, without scripts. */
async function follow(states: string[] = []): Promise<{ id: string; trackingNumber: string; page: Page }> {
  const report = await makeReport(database(), zone);
  for (const state of states)
    await database().updateTable('report').set({ state }).where('id', '=', report.id).execute();
  const secret = await mintFollowSecret({ database: database(), now: new Date() }, report.id);
  const context = await browser.newContext({ viewport: phone, javaScriptEnabled: false });
  const page = await context.newPage();
  await page.goto(`${server.origin}/en/reports/follow/${secret}`);
  return { ...report, page };
}

const press = async (page: Page, name: string, done: string): Promise<void> => {
  await Promise.all([page.waitForURL(`**/follow/*?done=${done}`), page.getByRole('button', { name }).click()]);
};

const contacts = (reportId: string) =>
  database().selectFrom('reportContact').select('email').where('reportId', '=', reportId).execute();

const stateOf = async (id: string): Promise<string> =>
  (await database().selectFrom('report').select('state').where('id', '=', id).executeTakeFirstOrThrow()).state;

test('a fix that is none is contested with words that only those who triage read', async () => {
  const { id, trackingNumber, page } = await follow(['fixed']);
  expect(await page.getByRole('button', { name: 'Withdraw this report' }).count()).toBe(0);
  await page.locator('#contest-words').fill('Still dark at the corner.');
  await press(page, 'Not better, please look again', 'contest');
  expect(await stateOf(id)).toBe('reopened');
  expect(await page.getByRole('status').textContent()).toBe('Noted. Somebody looks at it again.');
  expect(await page.getByRole('button', { name: 'Not better, please look again' }).count()).toBe(0);
  await page.goto(`${server.origin}/en/reports/${trackingNumber}`);
  expect(await page.locator('main').textContent()).not.toContain('Still dark');
  await page.context().close();
});

test('what is not fixed cannot be contested, whoever makes up the form', async () => {
  const { id, page } = await follow();
  expect(await page.locator('#contest-words').count()).toBe(0);
  const answer = await page.request.post(page.url(), {
    form: { action: 'contest', words: '' },
    headers: { Origin: server.origin },
  });
  expect(answer.status()).toBe(409);
  expect(await stateOf(id)).toBe('received');
  await page.context().close();
});

test('a report is withdrawn for good', async () => {
  const { id, trackingNumber, page } = await follow();
  await page.getByText('You no longer want to report this').click();
  await press(page, 'Withdraw this report', 'withdraw');
  expect(await stateOf(id)).toBe('withdrawn');
  expect(await page.getByRole('button', { name: 'Withdraw this report' }).count()).toBe(0);
  await page.goto(`${server.origin}/en/reports/${trackingNumber}`);
  expect(await page.getByRole('button', { name: 'Me too' }).count()).toBe(0);
  await page.context().close();
});

test('one is told by email, sees only a hint of the address, and erases it again', async () => {
  const { id, page } = await follow();
  const field = page.locator('input[name=email]');
  await field.fill('malee@host');
  await page.getByRole('button', { name: 'Send me news' }).click();
  expect(await page.locator('[role=alert]').count()).toBe(1);
  expect(await field.inputValue()).toBe('malee@host');
  await field.fill('malee@example.com');
  await press(page, 'Send me news', 'subscribe');
  expect(await contacts(id)).toEqual([{ email: 'malee@example.com' }]);
  expect(await page.content()).not.toContain('malee@example.com');
  expect(await page.locator('main').textContent()).toContain('m…@example.com');
  await press(page, 'Stop emails', 'unsubscribe');
  expect(await contacts(id)).toEqual([]);
  expect(await page.content()).not.toContain('m…@');
  await page.context().close();
});

test('nothing on the way may keep the page, and a secret that is none opens nothing', async () => {
  const { page } = await follow();
  const answer = await page.reload();
  expect(answer?.headers()['cache-control']).toBe('private, no-store');
  expect(await page.locator('meta[name=robots]').getAttribute('content')).toBe('noindex');
  for (const secret of ['x', 'A'.repeat(32), `${'A'.repeat(31)}%`]) {
    const nothing = await fetch(`${server.origin}/reports/follow/${secret}`);
    expect(nothing.status, secret).toBe(404);
  }
  await page.context().close();
});
