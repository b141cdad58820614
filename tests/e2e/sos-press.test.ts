import { sql } from 'kysely';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { inTransaction } from '../../db/client/transaction.ts';
import { makeKey } from '../../src/features/device-intake/device-keys.service.ts';
import { makeKey as makeSourceKey } from '../../src/features/device-intake/sources/source-keys.service.ts';
import { addSource } from '../../src/features/device-intake/sources/sources.service.ts';
import type { Viewer } from '../../src/server/access.ts';
import { launchBrowser } from '../support/browser.ts';
import { type MadeZone, makeViewer, makeZone } from '../support/factories.ts';
import { ask } from '../support/http.ts';
import { makePost, signed, webhookHeaders } from '../support/posts.ts';
import { startTestServer, type TestServer } from '../support/server.ts';

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

let server: TestServer;
let browser: Browser;
let zone: MadeZone;
let officer: Viewer;
let post: string;
let key: string;

beforeAll(async () => {
  [server, browser] = await Promise.all([startTestServer(), launchBrowser()]);
  const { database } = server.running.handle;
  zone = await makeZone(database);
  officer = await makeViewer(database, 'officer', zone);
  post = await makePost(database, zone, { nameTh: 'ปากซอยสุขใจ 4', voiceAddress: 'tel:+6620000007' });
  const context = { database, viewer: officer, now: new Date(), jobs: server.running.application.jobs };
  ({ key } = await makeKey(context, { kind: 'sos-post', id: post }));
});
afterAll(async () => {
  await browser.close();
  await server.stop();
});

/** Presses as the post does; its own clock is so many minutes off. */
async function press(minutesOff = 0): Promise<string> {
  const pressedAt = new Date(Date.now() + minutesOff * 60_000).toISOString();
  const { headers, body } = signed(JSON.stringify({ pressedAt }), key);
  const path = `/devices/${post}/press`;
  return (await ask(server.origin, { method: 'POST', path, body, headers: webhookHeaders(headers) })).text;
}

/** A page of the officer's, on a desk. */
async function openAsOfficer(path: string): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  const value = await server.running.application.sessions.create(officer.account?.id ?? '');
  await context.addCookies([{ name: 'session', value, url: server.origin, httpOnly: true, sameSite: 'Lax' }]);
  const page = await context.newPage();
  await page.goto(`${server.origin}${path}`);
  return page;
}

/** Has the voice line write the page's title instead of calling. */
function listenToVoiceLine(page: Page): Promise<void> {
  return page.locator('[data-voice-line]').evaluate((link) => {
    link.addEventListener('click', (event) => {
      event.preventDefault();
      document.title = 'calling';
    });
  });
}

test('a press is on an officer’s screen at once, again with how often, and leads to the post and its voice line', async () => {
  const page = await openAsOfficer('/en/incidents');
  await page.locator('.live-sign.live').waitFor();

  expect(await press()).toContain('received');
  const item = page.locator('.queue-item.alarm', { hasText: 'ปากซอยสุขใจ 4' });
  await item.waitFor();
  expect(await press(-10)).toContain('joined');
  expect(await press()).toContain('joined');
  await item.filter({ hasText: 'pressed 3 times' }).waitFor();
  expect(await page.locator('.queue-item').count()).toBe(1);

  await item.click();
  const section = page.locator('section[aria-labelledby=sos-press]');
  await section.waitFor();
  expect(await section.textContent()).toContain('pressed 3 times');
  expect(await section.locator('.press-off').count(), 'one came by a wrong clock').toBe(1);
  const voice = section.getByRole('link', { name: 'Speak with the post' });
  expect(await voice.getAttribute('href')).toBe('tel:+6620000007');
  await listenToVoiceLine(page);
  await page.keyboard.press('v');
  await expect.poll(() => page.title()).toBe('calling');

  // Who has the incident open is told of one more press.
  await page.locator('.live-sign.live').waitFor();
  expect(await press()).toContain('joined');
  await page.locator('.queue-changed').waitFor();

  await section.getByRole('link', { name: 'ปากซอยสุขใจ 4' }).click();
  const presses = page.locator('section[aria-labelledby=presses] li');
  await presses.first().waitFor();
  expect(await presses.count()).toBe(4);
  await page.context().close();
});

test('in the command room the chosen press shows its post, and V opens its voice line', async () => {
  const page = await openAsOfficer('/en/command');
  await page.locator('.queue-item', { hasText: 'ปากซอยสุขใจ 4' }).first().waitFor();
  await page.keyboard.press('j');
  await page.locator('section[aria-labelledby=room-sos]').waitFor();
  await listenToVoiceLine(page);
  await page.keyboard.press('v');
  await expect.poll(() => page.title()).toBe('calling');
  await page.context().close();
});

test('another system that falls silent is said on open screens at once, and that it is back', async () => {
  const { handle, application } = server.running;
  const { database } = handle;
  const administrator = await makeViewer(database, 'administrator', zone);
  const context = { database, viewer: administrator, now: new Date(), jobs: application.jobs };
  const described = { kind: 'dispatch', silenceMinutes: 10, messagesPerMinute: 600 } as const;
  const source = await addSource(context, { zoneId: zone.id, name: 'ศูนย์เทศบาล', ...described });
  const { key: sourceKey } = await makeSourceKey(context, source);
  const heartbeat = async () => {
    const { headers, body } = signed('', sourceKey);
    const path = `/ingest/incidents?source=${source}`;
    return (await ask(server.origin, { method: 'POST', path, body, headers: webhookHeaders(headers) })).text;
  };
  expect(await heartbeat()).toContain('heard');
  const [queue, room] = [await openAsOfficer('/en/incidents'), await openAsOfficer('/en/command')];
  await queue.locator('.live-sign.live').waitFor();
  await room.locator('.queue-item').first().waitFor();

  const before = new Date(Date.now() - 12 * 60_000);
  await database.updateTable('source').set({ lastHeardAt: before }).where('id', '=', source).execute();
  await sql`update device_watch set listening_since = ${before}`.execute(database);
  await inTransaction(database, (transaction) => application.jobs.send(transaction, 'source.watch', {}));
  for (const page of [queue, room])
    await page.getByText(/System “ศูนย์เทศบาล” silent for 1[2-9] min/).waitFor({ timeout: 60_000 });
  expect(await heartbeat()).toContain('heard');
  for (const page of [queue, room]) await page.locator('.silent-source').waitFor({ state: 'detached' });
  await Promise.all([queue, room].map((page) => page.context().close()));
});
