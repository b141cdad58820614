import { sql } from 'kysely';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { inTransaction } from '../../db/client/transaction.ts';
import { signWebhook } from '../../src/formats/standard-webhooks.ts';
import type { Viewer } from '../../src/server/access.ts';
import { newId } from '../../src/server/identifiers.ts';
import { launchBrowser } from '../support/browser.ts';
import { type MadeZone, makeCamera, makeRiskArea, makeViewer, makeZone } from '../support/factories.ts';
import { ask } from '../support/http.ts';
import { openMapPage } from '../support/map-page.ts';
import { startTestServer, type TestServer } from '../support/server.ts';

/** Jobs and pages on a busy machine take their time. */
const patient = { timeout: 60_000 };
vi.setConfig({ testTimeout: 240_000, hookTimeout: 120_000 });

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

/** Sends a heartbeat as the camera does. */
async function beat(key: string): Promise<number> {
  const [id, timestamp, body] = [newId(), String(Math.floor(Date.now() / 1000)), '{"condition":"working"}'];
  const bytes = Buffer.from(key.slice('whsec_'.length), 'base64');
  const headers = {
    'webhook-id': id,
    'webhook-timestamp': timestamp,
    'webhook-signature': signWebhook({ id, timestamp, body: Buffer.from(body) }, bytes),
  };
  return (await ask(server.origin, { method: 'POST', path: `/devices/${camera}/heartbeat`, headers, body })).status;
}

/** As if an hour had passed in which the portal listened and the camera was not heard. */
async function letAnHourPass(): Promise<void> {
  const { application, handle } = server.running;
  const hourAgo = new Date(Date.now() - 3_600_000);
  await handle.database.updateTable('deviceSignal').set({ lastHeardAt: hourAgo }).execute();
  await sql`insert into device_watch (listening_since, last_run_at) values (${hourAgo}, now())
    on conflict (is_only) do update set listening_since = excluded.listening_since, last_run_at = now()`.execute(
    handle.database,
  );
  await inTransaction(handle.database, (transaction) => application.jobs.send(transaction, 'device.watch', {}));
}

test('an officer gives a camera its key; when it is heard no longer, the open page of coverage says so by itself, and again when it is back', async () => {
  const device = await openMapPage(server, browser, `/en/cameras/${camera}`, { viewer: officer });
  await device.page.getByText('Keys, and how to send one').click();
  await device.page.getByRole('button', { name: 'Make a key' }).click();
  const key = (await device.page.locator('.signal-key').textContent()) ?? '';
  expect(await device.page.locator('.signal-recipe').textContent()).toContain(key);
  expect(await beat(key)).toBe(200);
  await device.page.goto(`${server.origin}/en/cameras/${camera}`);
  expect(await device.page.locator('section[aria-labelledby=signal]').textContent()).not.toContain('Never so far');
  expect(await device.page.content(), 'a key is shown once').not.toContain(key);

  const views = () => server.running.handle.database.selectFrom('cameraView').select('cameraId').execute();
  await expect.poll(views, patient).not.toHaveLength(0);
  const figures = await openMapPage(server, browser, `/en/zones/${zone.slug}/coverage`, { viewer: officer });
  const headline = figures.page.locator('.cover-headline');
  const before = await headline.textContent();
  // Opened before the change: it hears of it by the stream, which is there once the island has come to life.
  await figures.page.waitForLoadState('networkidle', { timeout: 5_000 }).catch(() => {});

  await letAnHourPass();
  await expect.poll(() => headline.textContent(), patient).toContain('0%');
  expect(await headline.textContent()).not.toBe(before);
  await device.page.reload();
  expect(await device.page.locator('main').textContent()).toContain('Offline');
  expect(await device.page.locator('section[aria-labelledby=history]').textContent()).toContain('No longer heard');

  expect(await beat(key)).toBe(200);
  await expect.poll(() => headline.textContent(), patient).toBe(before);
  await device.page.reload();
  expect(await device.page.locator('section[aria-labelledby=history]').textContent()).toContain('Heard again');
  expect([...device.complaints, ...figures.complaints]).toEqual([]);
  await Promise.all([device.close(), figures.close()]);
});
