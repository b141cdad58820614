import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { desk, launchBrowser, phone } from '../support/browser.ts';
import { startTestServer, type TestServer } from '../support/server.ts';

let server: TestServer;
let browser: Browser;
beforeAll(async () => {
  [server, browser] = await Promise.all([startTestServer({}, { seeded: true }), launchBrowser()]);
});
afterAll(async () => {
  await browser.close();
  await server.stop();
});

const database = () => server.running.handle.database;

async function open(email: string, viewport: typeof phone, javaScriptEnabled: boolean): Promise<Page> {
  const contact = database().selectFrom('accountContact').select('accountId').where('value', '=', email);
  const { accountId } = await contact.executeTakeFirstOrThrow();
  const context = await browser.newContext({ viewport, javaScriptEnabled });
  const token = await server.running.application.sessions.create(accountId);
  await context.addCookies([{ name: 'session', value: token, url: server.origin }]);
  return context.newPage();
}

const text = async (page: Page): Promise<string> => (await page.locator('main').textContent()) ?? '';
const press = (page: Page, name: string) =>
  Promise.all([page.waitForURL(/saved=1/), page.getByRole('button', { name, exact: true }).click()]);

/** For how many uses it has been worked out what the camera sees. */
async function viewsOf(id: string): Promise<number> {
  const rows = await database().selectFrom('cameraView').where('cameraId', '=', id).select('purpose').execute();
  return rows.length;
}

test('a partner registers a camera without JavaScript, an officer accepts it, the partner pauses sharing', async () => {
  const zone = await database()
    .selectFrom('zone')
    .where('slug', '=', 'ban-suksan')
    .select(['id', (row) => row.fn<number>('st_x', [row.fn('st_pointonsurface', ['boundary'])]).as('longitude')])
    .select((row) => row.fn<number>('st_y', [row.fn('st_pointonsurface', ['boundary'])]).as('latitude'))
    .executeTakeFirstOrThrow();
  const partner = await open('partner@demo.example', phone, false);
  await partner.goto(`${server.origin}/cameras`);
  await partner.getByRole('link', { name: 'ลงทะเบียนกล้อง' }).click();
  await partner.locator('#code').fill('ชุมชน-1');
  await partner.locator('#latitude').fill(zone.latitude.toFixed(6));
  await partner.locator('#longitude').fill(zone.longitude.toFixed(6));
  await partner.locator('#height').fill('0');
  await partner.locator('#heading').fill('ตะวันออก');
  await partner.locator('#kind').selectOption('bullet 2 MP 4 mm');
  await partner.locator('#link').selectOption('linked');
  await partner.locator('main form button').last().click();
  expect(await text(partner)).toContain('ความสูงต้องอยู่ระหว่าง 0.5 ถึง 100 เมตร');
  expect(await partner.locator('#heading').inputValue()).toBe('ตะวันออก');
  await partner.locator('#height').fill('๔');
  await Promise.all([partner.waitForURL(/saved=1/), partner.locator('main form button').last().click()]);
  const address = partner.url().replace(/\?.*/, '');
  const id = address.split('/').at(-1) ?? '';
  expect(await text(partner)).toContain('รอเจ้าหน้าที่รับเข้าทะเบียน');

  const officer = await open('officer@demo.example', desk, true);
  await officer.goto(`${server.origin}/cameras`);
  await officer.getByRole('link', { name: 'ดูกล้องที่รอ' }).click();
  await officer.getByRole('link', { name: /ชุมชน-1/ }).click();
  await press(officer, 'รับเข้าทะเบียน');
  expect(await text(officer)).toContain('ต่อสัญญาณแล้ว');
  await expect.poll(() => viewsOf(id), { timeout: 40_000 }).toBeGreaterThan(0);

  await officer.goto(`${address}/label`);
  const label = await officer.locator('.pole-label').textContent();
  expect(label).toContain('ชุมชน-1');
  expect(label).not.toContain(zone.latitude.toFixed(3));
  expect(label).not.toContain('กรรมการ');
  await officer.goto(`${server.origin}/c/${id.slice(-12)}`);
  expect(officer.url()).toBe(address);

  await partner.goto(address);
  expect(await text(partner)).toContain('สภ.บ้านสุขสันต์');
  await press(partner, 'พักการแบ่งสัญญาณ');
  expect(await text(partner)).toContain('คุณพักการแบ่งสัญญาณอยู่');
  await press(partner, 'แบ่งสัญญาณต่อ');
  for (const words of ['ลงทะเบียน', 'รับเข้าทะเบียน', 'พักการแบ่งสัญญาณ', 'แบ่งสัญญาณต่อ'])
    expect(await partner.locator('section[aria-labelledby=history]').textContent()).toContain(words);
}, 120_000);

test('two people edit one camera: the second is told, and loses nothing that was typed', async () => {
  const camera = database()
    .selectFrom('camera')
    .innerJoin('zone', 'zone.id', 'camera.zoneId')
    .where('zone.slug', '=', 'ban-suksan');
  const { id } = await camera.select('camera.id').orderBy('camera.code').executeTakeFirstOrThrow();
  const [first, second] = [
    await open('officer@demo.example', desk, true),
    await open('supervisor@demo.example', phone, false),
  ];
  for (const page of [first, second]) await page.goto(`${server.origin}/cameras/${id}/edit`);
  await first.locator('#height').fill('5.5');
  await Promise.all([first.waitForURL(/saved=1/), first.locator('main form button').last().click()]);
  await second.locator('#tilt').fill('33');
  await second.locator('main form button').last().click();
  expect(await text(second)).toContain('มีคนแก้ไขกล้องนี้ระหว่างที่คุณพิมพ์');
  expect(await second.locator('#tilt').inputValue()).toBe('33');
  await Promise.all([second.waitForURL(/saved=1/), second.locator('main form button').last().click()]);
  expect(await text(second)).toContain('33');
});
