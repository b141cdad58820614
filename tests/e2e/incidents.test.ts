import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { recordIncident } from '../../src/features/incidents/recording.service.ts';
import type { Viewer } from '../../src/server/access.ts';
import { newId } from '../../src/server/identifiers.ts';
import { launchBrowser } from '../support/browser.ts';
import { type MadeZone, makeViewer, makeZone } from '../support/factories.ts';
import { startTestServer, type TestServer } from '../support/server.ts';

let server: TestServer;
let browser: Browser;
let zone: MadeZone;
let officer: Viewer;

beforeAll(async () => {
  [server, browser] = await Promise.all([startTestServer(), launchBrowser()]);
  const { database } = server.running.handle;
  zone = await makeZone(database);
  officer = await makeViewer(database, 'officer', zone);
  await database
    .insertInto('patrolUnit')
    .values({ id: newId(), stationId: zone.stationId, callSign: 'สายตรวจ 12' })
    .execute();
});
afterAll(async () => {
  await browser.close();
  await server.stop();
});

async function signedIn(viewer: Viewer, options: { javaScriptEnabled?: boolean } = {}): Promise<BrowserContext> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, ...options });
  const value = await server.running.application.sessions.create(viewer.account?.id ?? '');
  await context.addCookies([{ name: 'session', value, url: server.origin, httpOnly: true, sameSite: 'Lax' }]);
  return context;
}

function record(summary: string, priority = 2): Promise<{ id: string }> {
  const { database, jobs } = server.running.application;
  const [longitude, latitude] = zone.center;
  return recordIncident(
    { database, jobs, viewer: officer, now: new Date() },
    { kind: 'quarrel', longitude, latitude, source: 'call', summary, priority },
  );
}

async function openQueue(context: BrowserContext): Promise<Page> {
  const page = await context.newPage();
  await page.goto(`${server.origin}/incidents`);
  await page.locator('.live-sign.live').waitFor();
  return page;
}

test('two tabs share one stream, two roles see what each may, and the leader may leave', async () => {
  const { database } = server.running.handle;
  const [officers, commanders] = await Promise.all([
    signedIn(officer),
    signedIn(await makeViewer(database, 'commander', zone)),
  ]);
  const first = await openQueue(officers);
  const second = await openQueue(officers);
  const command = await openQueue(commanders);
  const readers = await fetchReaders();
  expect(readers, 'one for the two tabs, one for the commander').toBe(2);

  await record('ทะเลาะกันหน้าตลาด');
  await Promise.all([first, second].map((page) => page.getByText('ทะเลาะกันหน้าตลาด').waitFor()));
  await command.locator('.queue-item').waitFor();
  expect(await command.content()).not.toContain('ทะเลาะกันหน้าตลาด');

  await first.close();
  await record('เหตุที่สอง', 1);
  await second.getByText('เหตุที่สอง').waitFor();
  expect(await second.locator('.queue-item').count()).toBe(2);
  expect(await second.locator('.queue-item').first().textContent()).toContain('เหตุที่สอง');
  await Promise.all([officers.close(), commanders.close()]);
});

/** How many streams the server has open. */
async function fetchReaders(): Promise<number> {
  const metrics = await fetch(`${server.origin}/metrics`);
  return Number(/^live_readers (\d+)$/m.exec(await metrics.text())?.[1]);
}

test('an officer works an incident from new to closed without JavaScript', async () => {
  const context = await signedIn(officer, { javaScriptEnabled: false });
  const page = await context.newPage();
  await page.goto(`${server.origin}/incidents/new`);
  await page.selectOption('#kind', 'noise');
  await page.getByRole('button', { name: 'บันทึกเหตุ' }).click();
  expect(await page.getByRole('alert').textContent()).toContain('กรุณาเลือกตำแหน่ง');
  await page.locator('summary', { hasText: 'ใส่พิกัดเอง' }).click();
  await page.fill('#longitude', String(zone.center[0]));
  await page.fill('#latitude', String(zone.center[1]));
  await page.fill('#summary', 'เพลงดังตอนตีสอง');
  await page.getByRole('button', { name: 'บันทึกเหตุ' }).click();
  await page.waitForURL(/\/incidents\/[0-9a-f-]{36}$/);
  const { pathname } = new URL(page.url());

  await page.getByRole('button', { name: 'รับเหตุ' }).click();
  await page.selectOption('#to', 'assigned');
  await page.selectOption('#patrolUnitId', { label: 'สายตรวจ 12' });
  await page.getByRole('button', { name: 'บันทึกขั้นตอน' }).click();
  await page.getByRole('button', { name: 'ถึงที่เกิดเหตุ' }).click();
  await page.getByRole('button', { name: 'ระงับเหตุได้แล้ว' }).click();
  await page.selectOption('#to', 'closed');
  await page.getByRole('button', { name: 'บันทึกขั้นตอน' }).click();
  expect(await page.getByRole('alert').textContent()).toContain('เหตุผล');
  await page.fill('#reason', 'เบาเสียงแล้ว');
  await page.getByRole('button', { name: 'บันทึกขั้นตอน' }).click();
  await page.waitForURL(`${server.origin}${pathname}`);
  const timeline = await page.locator('.incident-timeline li').allTextContents();
  expect(timeline).toHaveLength(6);
  expect(timeline.at(-1)).toContain('เบาเสียงแล้ว');
  await context.close();
});

test('two officers: the second is told that the first was quicker', async () => {
  const { id } = await record('ใครก่อน');
  const context = await signedIn(officer);
  const [one, two] = [await context.newPage(), await context.newPage()];
  await one.goto(`${server.origin}/incidents/${id}`);
  await two.goto(`${server.origin}/incidents/${id}`);
  await two.locator('.live-sign.live').waitFor();
  await one.getByRole('button', { name: 'รับเหตุ' }).click();
  await one.locator('.incident-badges', { hasText: 'รับเหตุแล้ว' }).waitFor();
  await two.getByText('เหตุนี้เพิ่งมีการเปลี่ยนแปลง').waitFor();
  await two.getByRole('button', { name: 'รับเหตุ' }).click();
  await two.getByText('มีคนบันทึกขั้นตอนของเหตุนี้ก่อนคุณ').waitFor();
  await context.close();
});

test('a new incident appears on an open map', async () => {
  const context = await signedIn(officer);
  const page = await context.newPage();
  await page.goto(`${server.origin}/map?zone=${zone.slug}`);
  await page.locator('.map-canvas canvas').waitFor();
  await page.locator('.map-app.is-live').waitFor();
  const before = await page.locator('.map-live').count();
  await record('บนแผนที่', 1);
  await page.locator('.map-live').nth(before).waitFor({ state: 'attached' });
  await page.locator('.map-live.urgent').first().waitFor({ state: 'attached' });
  await context.close();
});
