import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { launchBrowser, phone } from '../support/browser.ts';
import { type MadeZone, makeZone } from '../support/factories.ts';
import { fillReport, sendButton } from '../support/report-page.ts';
import { startTestServer, type TestServer } from '../support/server.ts';

let server: TestServer;
let browser: Browser;
let zone: MadeZone;
beforeAll(async () => {
  [server, browser] = await Promise.all([startTestServer(), launchBrowser()]);
  zone = await makeZone(server.running.handle.database);
  await makeLane();
});
afterAll(async () => {
  await browser.close();
  await server.stop();
});

async function makeLane(): Promise<void> {
  const [longitude, latitude] = zone.center;
  const line = `st_geomfromtext('LINESTRING(${longitude - 0.005} ${latitude}, ${longitude + 0.005} ${latitude})', 4326)`;
  const values = `gen_random_uuid(), '${zone.id}', 'lane', 'ซอยสุขสันต์ ๔', 'Soi Suksan 4', ${line}, 'test', '1'`;
  await server.running.handle.pool.query(
    `insert into street (id, zone_id, kind, name_th, name_en, line, source, source_key) values (${values})`,
  );
}

/** Opens the report page as a phone does, with what the browser says in its errors. */
async function openReport(options: BrowserContextOptions = {}): Promise<{ page: Page; done: () => Promise<void> }> {
  const context = await browser.newContext({ viewport: phone, locale: 'th-TH', ...options });
  const page = await context.newPage();
  await page.goto(`${server.origin}/report`);
  return { page, done: () => context.close() };
}

const east = (by: number): [number, number] => [zone.center[0] + by, zone.center[1] + 0.004];
const photo = () =>
  sharp({ create: { width: 900, height: 600, channels: 3, background: '#223344' } })
    .jpeg()
    .toBuffer();

describe('a report', () => {
  test('takes less than a minute with a position, and the map is not loaded for it', async () => {
    const { page, done } = await openReport();
    const loaded: string[] = [];
    page.on('request', (request) => loaded.push(request.url()));
    const startedAt = performance.now();
    expect(await page.locator('.send-bar').evaluate((bar) => getComputedStyle(bar).position)).toBe('static');
    expect(await page.locator('main a').first().getAttribute('href')).toBe('tel:191');
    await fillReport(page, { category: 'dark', place: east(0) });
    await sendButton(page).click();
    await page.waitForURL(/\/reports\/follow\//);
    expect(performance.now() - startedAt).toBeLessThan(60_000);
    expect(await page.locator('.tracking').textContent()).toMatch(/^[A-Z]{4}-1001$/);
    expect(loaded.filter((url) => /maplibre|open-map/.test(url))).toEqual([]);
    await done();
  });

  test('works without JavaScript, by lane, with a photo that survives a mistake', async () => {
    const { page, done } = await openReport({ javaScriptEnabled: false });
    expect(await page.locator('#use-position').isVisible()).toBe(false);
    await page.locator('select[name=streetId]').selectOption({ label: 'ซอยสุขสันต์ ๔' });
    await page
      .locator('input[type=file]')
      .setInputFiles({ name: 'a.jpg', mimeType: 'image/jpeg', buffer: await photo() });
    await page.locator('textarea[name=words]').fill('มืดมาก <script>alert(1)</script> 😱 \u202eกลับ');
    await sendButton(page).click();
    expect(await page.locator('[role=alert]').textContent()).toContain('กรุณาเลือกว่าที่นี่เป็นอย่างไร');
    expect(await page.locator('textarea[name=words]').inputValue()).toContain('<script>alert(1)</script>');
    expect(await page.locator('.kept-photo').isVisible()).toBe(true);
    await fillReport(page, { category: 'overgrown' });
    await sendButton(page).click();
    await page.waitForURL(/\/reports\/follow\//);
    const { rows } = await server.running.handle.pool.query(
      "select words, (select count(*)::int from report_photo where report_id = report.id) as photos from report where category = 'overgrown'",
    );
    expect(rows).toEqual([{ words: 'มืดมาก <script>alert(1)</script> 😱 กลับ', photos: 1 }]);
    expect(await page.locator('main').textContent()).toContain('alert(1)');
    await done();
  });

  test('of what was flagged nearby is offered that one, and me too counts once', async () => {
    const first = await openReport();
    await fillReport(first.page, { category: 'dogs', place: east(0.002) });
    await sendButton(first.page).click();
    await first.page.waitForURL(/\/reports\/follow\//);
    await first.done();

    const { page, done } = await openReport();
    await fillReport(page, { category: 'dogs', place: east(0.0024) });
    await page.locator('textarea[name=words]').fill('หมาสามตัว');
    await sendButton(page).click();
    expect(await page.locator('h1').textContent()).toBe('มีคนแจ้งจุดนี้แล้ว');
    expect(await page.context().cookies()).toEqual([]);
    await page.getByRole('button', { name: 'ใช่จุดเดียวกัน' }).click();
    await page.waitForURL(/counted=now/);
    expect(await page.locator('main').textContent()).toContain('เจอเหมือนกัน 1 คน');
    await page.getByRole('button', { name: 'เจอเหมือนกัน' }).click();
    await page.waitForURL(/counted=before/);
    expect(await page.locator('main').textContent()).toContain('เจอเหมือนกัน 1 คน');
    await done();
  });

  test('that is said to be another spot is sent with all that was typed', async () => {
    const { page, done } = await openReport();
    await fillReport(page, { category: 'dogs', place: east(0.0021) });
    await page.locator('textarea[name=words]').fill('อีกฝั่งของคลอง');
    await page
      .locator('input[type=file]')
      .setInputFiles({ name: 'a.jpg', mimeType: 'image/jpeg', buffer: await photo() });
    await sendButton(page).click();
    await page.getByRole('button', { name: 'ไม่ใช่ เป็นอีกจุดหนึ่ง' }).click();
    await page.waitForURL(/\/reports\/follow\//);
    expect(await page.locator('main').textContent()).toContain('อีกฝั่งของคลอง');
    await done();
  });

  test('that has to stay secret asks who may read it, and has no public page', async () => {
    const { page, done } = await openReport();
    await fillReport(page, { category: 'harassment', place: east(-0.003) });
    await sendButton(page).click();
    expect(await page.locator('[role=alert]').textContent()).toContain('กรุณาเลือกว่าให้หน่วยไหนดูเรื่องนี้');
    await page.locator('input[name=addressee][value=above]').check();
    await sendButton(page).click();
    await page.waitForURL(/\/reports\/follow\//);
    const number = (await page.locator('.tracking').textContent()) ?? '';
    expect(await page.locator('main').textContent()).toContain('เรื่องนี้เป็นความลับ');
    const unknown = `${number.split('-')[0]}-9999`;
    const fetchAs = async (path: string) => {
      const answer = await fetch(`${server.origin}/reports/${path}`);
      return { status: answer.status, body: (await answer.text()).replaceAll(path, 'NUMBER') };
    };
    expect(await fetchAs(number)).toEqual(await fetchAs(unknown));
    expect((await fetchAs(number)).status).toBe(404);
    await done();
  });

  test.each([
    ['a drawing that calls itself a photo', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>'), 'ไฟล์นี้ไม่ใช่รูป'],
    ['half a photo', Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0, 16, 74, 70]), 'รูปนี้เปิดไม่ได้'],
  ])('with %s says so and keeps the form', async (_name, buffer, words) => {
    const { page, done } = await openReport();
    await fillReport(page, { category: 'theft', place: east(-0.005) });
    await page.locator('textarea[name=words]').fill('ยังอยู่');
    await page.locator('input[type=file]').setInputFiles({ name: 'a.jpg', mimeType: 'image/jpeg', buffer });
    await sendButton(page).click();
    expect(await page.locator('[role=alert]').textContent()).toContain(words);
    expect(await page.locator('textarea[name=words]').inputValue()).toBe('ยังอยู่');
    expect(await page.locator('input[value=theft]').isChecked()).toBe(true);
    await done();
  });

  test('outside every zone says so and keeps the form', async () => {
    const { page, done } = await openReport();
    await fillReport(page, { category: 'crossing', place: [98.1, 8.2] });
    await sendButton(page).click();
    expect(await page.locator('[role=alert]').textContent()).toContain('กรุณาเลือกตำแหน่งในพื้นที่ที่ระบบดูแล');
    expect(await page.locator('input[value=crossing]').isChecked()).toBe(true);
    await done();
  });
});

test('without a signal the page opens, the report waits on the phone, and is sent by itself on reopening', async () => {
  const { page, done } = await openReport();
  const context = page.context();
  await page.waitForFunction(async () => (await navigator.serviceWorker.ready).active?.state === 'activated');
  await page.waitForFunction(async () => (await caches.match('/report')) !== undefined);
  await context.setOffline(true);
  await page.goto(`${server.origin}/report`);
  expect(await page.locator('main a').first().getAttribute('href')).toBe('tel:191');
  await fillReport(page, { category: 'flooding', place: east(0.004) });
  await page
    .locator('input[type=file]')
    .setInputFiles({ name: 'a.jpg', mimeType: 'image/jpeg', buffer: await photo() });
  await sendButton(page).click();
  await page.locator('[data-when=saved]').waitFor({ state: 'visible' });
  await page.goto(`${server.origin}/report`);
  await page.locator('[data-when=waiting]').waitFor({ state: 'visible' });
  await context.setOffline(false);
  await page.goto(`${server.origin}/report`);
  await page.locator('[data-when=sent]').waitFor({ state: 'visible' });
  // A phone often says again that it is online; that must not take the answer off the page.
  await page.evaluate(() => dispatchEvent(new Event('online')));
  await page.waitForTimeout(300);
  await page.locator('[data-when=sent] a').click();
  await page.waitForURL(/\/reports\/follow\//);
  const { rows } = await server.running.handle.pool.query(
    "select (select count(*)::int from report_photo where report_id = report.id) as photos from report where category = 'flooding'",
  );
  expect(rows).toEqual([{ photos: 1 }]);
  await page.goto(`${server.origin}/report`);
  expect(await page.locator('#waiting-report').isVisible()).toBe(false);
  await done();
});
