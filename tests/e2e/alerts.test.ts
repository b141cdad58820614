import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { makeKey } from '../../src/features/device-intake/device-keys.service.ts';
import { signWebhook } from '../../src/formats/standard-webhooks.ts';
import type { Viewer } from '../../src/server/access.ts';
import { newId } from '../../src/server/identifiers.ts';
import { desk, launchBrowser, phone } from '../support/browser.ts';
import { type MadeZone, makeCamera, makeViewer, makeZone } from '../support/factories.ts';
import { startTestServer, type TestServer } from '../support/server.ts';

let server: TestServer;
let browser: Browser;
let zone: MadeZone;
let officer: Viewer;
let supervisor: Viewer;
let camera: string;
let key: string;

beforeAll(async () => {
  [server, browser] = await Promise.all([startTestServer(), launchBrowser()]);
  const { database } = server.running.handle;
  zone = await makeZone(database);
  officer = await makeViewer(database, 'officer', zone);
  supervisor = await makeViewer(database, 'supervisor', zone);
  camera = await makeCamera(database, zone);
  const { jobs } = server.running.application;
  ({ key } = await makeKey({ database, viewer: officer, now: new Date(), jobs }, { kind: 'camera', id: camera }));
});
afterAll(async () => {
  await browser.close();
  await server.stop();
});

async function signedIn(viewer: Viewer, viewport: { width: number; height: number }): Promise<BrowserContext> {
  const value = await server.running.application.sessions.create(viewer.account?.id ?? '');
  const context = await browser.newContext({ viewport });
  await context.addCookies([{ name: 'session', value, url: server.origin }]);
  return context;
}

/** What a camera's recogniser sends: signed, or with the key shown as a password. */
async function send(source: string, message: object, how: 'signed' | 'shown'): Promise<Response> {
  const body = JSON.stringify(message);
  const id = newId();
  const timestamp = String(Math.floor(Date.now() / 1000));
  const bytes = Buffer.from(key.slice('whsec_'.length), 'base64');
  const signature = signWebhook({ id, timestamp, body: Buffer.from(body) }, bytes);
  const headers: Record<string, string> =
    how === 'signed'
      ? { 'webhook-id': id, 'webhook-timestamp': timestamp, 'webhook-signature': signature }
      : { Authorization: `Basic ${Buffer.from(`camera:${key}`).toString('base64')}` };
  return fetch(`${server.origin}/analytics/${camera}/${source}`, {
    method: 'POST',
    body,
    headers: { 'Content-Type': 'application/json', ...headers },
  });
}

const keepPicture = async (page: Page, name: string): Promise<void> => {
  const folder = process.env.PICTURES;
  if (folder) await page.screenshot({ path: `${folder}/alerts-${name}.png`, fullPage: true });
};

test('a plate is asked for, approved by another, seen by a camera, compared, and becomes an incident', async () => {
  const [asking, approving] = [await signedIn(officer, phone), await signedIn(supervisor, desk)];
  const page = await asking.newPage();
  await page.goto(`${server.origin}/watch-lists/new`);
  await keepPicture(page, 'new-phone');
  await page.locator('#watched').fill('๑กก ๑๒๓๔ กทม.');
  await page.locator('#legalBasis').fill('หมายจับศาลอาญา จ.123/2569');
  await page.locator('#caseNumber').fill('45/2569');
  await page.locator('#reason').fill('รถที่ถูกโจรกรรม ใช้ก่อเหตุวิ่งราว');
  const expiresOn = new Date(Date.now() + 20 * 86_400_000).toISOString().slice(0, 10);
  await page.locator('#expiresOn').fill(expiresOn);
  await page.locator('button[value=check]').click();
  expect(await page.locator('[aria-labelledby=measure] tbody tr').count()).toBe(5);
  await keepPicture(page, 'measured-phone');
  await page.locator('button[value=request]').click();
  await page.waitForURL(/\/watch-lists\/[0-9a-f-]{36}/);
  expect(await page.textContent('main')).not.toContain('1234');
  expect(await page.locator('form[action="?do=approve"]').count()).toBe(0);
  const entry = new URL(page.url()).pathname;

  const other = await approving.newPage();
  await other.goto(`${server.origin}${entry}`);
  await other.locator('#reason').fill('ตรวจก่อนอนุมัติ');
  await other.locator('form[action="?do=open"] button').click();
  expect(await other.textContent('.watched.is-open')).toBe('1กก 1234 กรุงเทพมหานคร');
  await keepPicture(other, 'entry-desk');
  await other.locator('form[action="?do=approve"] button').click();
  await other.waitForSelector('.badge.under-way');
  await other.goto(`${server.origin}/en/watch-lists`);
  await keepPicture(other, 'list-desk-en');

  await page.goto(`${server.origin}/alerts`);
  await page.waitForSelector('.alert-live.live');
  await keepPicture(page, 'none-phone');
  const sighting = { id: 'a-1', seenAt: new Date().toISOString(), plates: [{ text: '1กก1234', score: 0.94 }] };
  const unwatched = { id: 'a-2', seenAt: new Date().toISOString(), plates: [{ text: '9ฮฮ 999', score: 0.99 }] };
  const answer = await send('generic', [sighting, unwatched], 'signed');
  expect([answer.status, await answer.text()]).toEqual([200, '{"status":"received"}']);
  // It comes by itself: the page was not loaded again.
  const item = page.locator('.watch-item.is-new');
  await item.waitFor();
  expect(await item.count()).toBe(1);
  await keepPicture(page, 'new-alert-phone');
  await item.click();
  await page.waitForURL(/\/alerts\/[0-9a-f-]{36}/);
  const alert = new URL(page.url()).pathname;
  expect(await page.textContent('main')).not.toContain('1234');
  await page.locator('#reason').fill('เทียบกับภาพ');
  await page.locator('form[action="?do=open"] button').click();
  expect(await page.locator('dd.watched').allTextContents()).toEqual(['1กก 1234 กรุงเทพมหานคร', '1กก1234']);
  await keepPicture(page, 'compared-phone');

  const update = {
    type: 'lpr',
    id: 'f-1',
    camera: 'lane',
    plate: '1กก1234',
    score: 0.95,
    timestamp: Date.now() / 1000,
  };
  expect((await send('frigate', update, 'shown')).status).toBe(200);
  await other.goto(`${server.origin}/en${alert}`);
  expect(await other.locator('section[aria-labelledby=sightings] li').count()).toBe(2);
  await keepPicture(other, 'alert-desk-en');

  await page.locator('form[action="?do=confirm"] button').click();
  await page.waitForURL(/\/incidents\/[0-9a-f-]{36}/);
  expect(await page.textContent('h1')).toBe('พบรถในรายการเฝ้าระวัง');
  // Whoever still has the alert open hears that it was decided.
  await other.locator('form[action="?do=confirm"] button').click();
  await other.waitForSelector('[role=alert]');
  await Promise.all([asking.close(), approving.close()]);
});
