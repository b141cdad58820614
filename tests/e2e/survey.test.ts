import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import sharp from 'sharp';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { launchBrowser, phone } from '../support/browser.ts';
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

/** Signs an officer in on a phone of their own. */
async function open(options: BrowserContextOptions = {}): Promise<Page> {
  const contact = database().selectFrom('accountContact').select('accountId');
  const { accountId } = await contact.where('value', '=', 'officer@demo.example').executeTakeFirstOrThrow();
  const context = await browser.newContext({ viewport: phone, ...options });
  const token = await server.running.application.sessions.create(accountId);
  await context.addCookies([{ name: 'session', value: token, url: server.origin }]);
  return context.newPage();
}

const taken = new Set<string>();

/** A camera of the zone that works and that no other test has taken. */
async function takeCamera(isHeadingKnown = true) {
  const rows = await database()
    .selectFrom('camera')
    .innerJoin('zone', 'zone.id', 'camera.zoneId')
    .where('zone.slug', '=', 'ban-suksan')
    .where('condition', '=', 'working')
    .where('headingDegrees', isHeadingKnown ? 'is not' : 'is', null)
    .select(['camera.id', 'camera.code', 'headingDegrees'])
    .select((row) => row.fn<number>('st_x', ['place']).as('longitude'))
    .select((row) => row.fn<number>('st_y', ['place']).as('latitude'))
    .orderBy('camera.code')
    .execute();
  const camera = rows.find(({ id }) => !taken.has(id));
  if (!camera) throw new Error('No camera is left.');
  taken.add(camera.id);
  return camera;
}

const cameraNow = (id: string) =>
  database()
    .selectFrom('camera')
    .select(['headingDegrees', 'isOccluded', 'condition'])
    .select((row) => row.fn<number>('st_x', ['place']).as('longitude'))
    .where('id', '=', id)
    .executeTakeFirstOrThrow();
const surveysOf = (id: string) =>
  database().selectFrom('cameraSurvey').selectAll().where('cameraId', '=', id).orderBy('recordedAt').execute();

const photo = async () => ({
  name: 'view.jpg',
  mimeType: 'image/jpeg',
  buffer: await sharp({ create: { width: 300, height: 200, channels: 3, background: '#446688' } })
    .jpeg()
    .toBuffer(),
});
const answer = (page: Page, name: string, value: string) => page.locator(`input[name=${name}][value=${value}]`).check();
const send = (page: Page) => page.locator('#survey-form > button').click();

/** Answers every question with "as it is". */
async function answerAll(page: Page): Promise<void> {
  await answer(page, 'placeSays', 'as-is');
  await answer(page, 'headingSays', 'as-is');
  await answer(page, 'occluded', 'no');
  await answer(page, 'conditionSays', 'as-is');
}

/** What a phone's compass says, some times a second, while it is held up and turned so far. */
async function pointPhone(page: Page, alphas: readonly number[]): Promise<void> {
  await page.evaluate((all) => {
    for (const alpha of all)
      dispatchEvent(
        new DeviceOrientationEvent('deviceorientationabsolute', { absolute: true, alpha, beta: 90, gamma: 0 }),
      );
  }, alphas);
}

test('without JavaScript a camera is surveyed, and what is wrong is asked again with all that was said', async () => {
  const camera = await takeCamera();
  const page = await open({ javaScriptEnabled: false });
  await page.goto(`${server.origin}/cameras/${camera.id}`);
  await page.getByRole('link', { name: 'สำรวจหน้างาน' }).click();
  await answerAll(page);
  await answer(page, 'headingSays', 'put-right');
  await page.locator('#heading').fill('NaN');
  await page.locator('#notes').fill('กิ่งไม้ใกล้เลนส์');
  await send(page);
  expect(await page.locator('[role=alert]').textContent()).toContain('บอกทิศเดียวเป็นองศาหรือเป็นคำ');
  expect(await page.locator('#notes').inputValue()).toBe('กิ่งไม้ใกล้เลนส์');
  await page.locator('#heading').fill('ตะวันตก');
  await answer(page, 'occluded', 'yes');
  await Promise.all([page.waitForURL(/saved=survey/), send(page)]);
  const said = (await page.locator('main').textContent()) ?? '';
  for (const words of ['ภาพถูกบัง', 'กิ่งไม้ใกล้เลนส์', 'สำรวจหน้างาน']) expect(said).toContain(words);
  expect(await cameraNow(camera.id)).toMatchObject({ headingDegrees: 270, isOccluded: true });
  await page.context().close();
});

test('the phone helps: it compares positions and moves nothing unasked, and its compass gives the heading', async () => {
  const camera = await takeCamera(false);
  const page = await open({ permissions: ['geolocation', 'accelerometer', 'gyroscope', 'magnetometer'] });
  await page.context().setGeolocation({ longitude: camera.longitude + 0.0002, latitude: camera.latitude, accuracy: 6 });
  await page.goto(`${server.origin}/cameras/${camera.id}/survey`);
  await page.locator('#survey-position [data-do=find]').click();
  const take = page.locator('#survey-position [data-do=take]');
  await take.waitFor({ state: 'visible' });
  expect(await page.locator('#survey-position [role=status]').textContent()).toMatch(/ห่างจากจุดในทะเบียน 2\d เมตร/);
  expect(await page.locator('#longitude').inputValue()).toBe(camera.longitude.toFixed(6));
  expect(await page.locator('input[name=placeSays]:checked').count()).toBe(0);
  await take.click();
  expect(await page.locator('#longitude').inputValue()).toBe((camera.longitude + 0.0002).toFixed(6));

  await answer(page, 'headingSays', 'put-right');
  await page.locator('#survey-compass [data-do=start]').click();
  const status = page.locator('#survey-compass [role=status]');
  await status.getByText('กำลังรอเข็มทิศ').waitFor();
  await pointPhone(page, [10, 80, 200, 300, 20, 150]);
  expect(await status.textContent()).toContain('เข็มยังแกว่ง');
  await page.waitForTimeout(3100);
  // Across north: the mean of 359°, 0° and 1° is no half turn.
  await pointPhone(page, [361, 359, 0, 1, 359, 0, 360]);
  expect(await status.textContent()).toContain('เข็มนิ่งแล้ว');
  expect(await page.locator('.compass-reading').textContent()).toMatch(/^0° ทิศเหนือ/);
  await page.locator('#survey-compass [data-do=take]').click();
  await answer(page, 'occluded', 'no');
  await answer(page, 'conditionSays', 'as-is');
  await page.locator('#photo').setInputFiles(await photo());
  await Promise.all([page.waitForURL(/saved=survey/), send(page)]);
  const now = await cameraNow(camera.id);
  expect(now).toMatchObject({ headingDegrees: 0, isOccluded: false });
  expect(now.longitude).toBeCloseTo(camera.longitude + 0.0002, 5);
  const [survey] = await surveysOf(camera.id);
  expect(survey).toMatchObject({ headingWay: 'compass', photoId: expect.any(String) });
  await page.context().close();
});

test('on the map the cone is turned by keys, and a landmark that is tapped gives the heading', async () => {
  const camera = await takeCamera();
  const page = await open();
  await page.goto(`${server.origin}/cameras/${camera.id}/survey`);
  await answer(page, 'headingSays', 'put-right');
  await page.getByRole('button', { name: 'หมุนกรวยหรือเล็งบนแผนที่' }).click();
  const handle = page.locator('.plan-handle');
  await handle.waitFor({ state: 'visible', timeout: 30_000 });
  await page.locator('#heading').fill('100');
  await page.locator('#heading').blur();
  await handle.press('ArrowRight');
  expect(await page.locator('#heading').inputValue()).toBe('101');
  expect(await page.locator('input[name=headingWay]').inputValue()).toBe('drawn');
  await page.getByRole('button', { name: 'แตะสิ่งที่อยู่กลางภาพ' }).click();
  const box = await page.locator('.place-picker-map canvas').boundingBox();
  if (!box) throw new Error('There is no map.');
  // Due west of the camera, which is in the middle of the map.
  await page.mouse.click(box.x + box.width / 2 - 120, box.y + box.height / 2);
  await page.waitForFunction(() => document.querySelector<HTMLInputElement>('#heading')?.value === '270');
  expect(await page.locator('input[name=headingWay]').inputValue()).toBe('landmarks');
  await page.context().close();
}, 60_000);

test('without a signal the page opens, the survey waits with its photo, is sent once on reopening, and signing out clears', async () => {
  const camera = await takeCamera();
  const path = `${server.origin}/cameras/${camera.id}/survey`;
  const page = await open();
  const context = page.context();
  await page.goto(path);
  const isKept = () =>
    page.evaluate(async () => {
      const scripts = [...document.querySelectorAll<HTMLScriptElement>('script[type=module][src]')];
      const kept = await Promise.all([
        (await caches.open('surveys-1')).match(location.pathname),
        ...scripts.map(({ src }) => caches.match(src)),
      ]);
      const registration = await navigator.serviceWorker.getRegistration();
      return registration?.active?.state === 'activated' && kept.every((answer) => answer !== undefined);
    });
  await expect.poll(isKept, { timeout: 30_000 }).toBe(true);
  await context.setOffline(true);
  await page.goto(path);
  expect(await page.locator('h1').textContent()).toContain(camera.code);
  expect(await page.locator('.survey-map .seen').getAttribute('d')).toMatch(/^M/);
  await answerAll(page);
  await page.locator('#photo').setInputFiles(await photo());
  await send(page);
  const waiting = page.locator('#waiting-surveys');
  await waiting.waitFor({ state: 'visible' });
  expect(await waiting.textContent()).toContain(camera.code);
  expect(await page.locator('#survey-form').isVisible()).toBe(false);
  expect(await surveysOf(camera.id)).toEqual([]);
  await page.goto(path);
  await waiting.getByText('รอสัญญาณ').waitFor({ state: 'visible' });

  await context.setOffline(false);
  await page.goto(`${server.origin}/cameras/surveys`);
  await page.getByText('ส่งผลสำรวจที่ค้างแล้ว 1 ฉบับ').waitFor({ state: 'visible' });
  const surveys = await surveysOf(camera.id);
  expect(surveys).toHaveLength(1);
  expect(surveys[0]?.photoId).not.toBeNull();
  expect(surveys[0]?.surveyedAt.getTime()).toBeLessThan(surveys[0]?.recordedAt.getTime() ?? 0);
  await page.goto(path);
  expect(await waiting.isVisible()).toBe(false);

  await page.goto(`${server.origin}/more`);
  await page.getByRole('button', { name: 'ออกจากระบบ' }).click();
  await expect.poll(() => page.evaluate(() => caches.has('surveys-1'))).toBe(false);
  await context.close();
}, 60_000);

test('what was answered offline of a camera that changed meanwhile asks first, photo and all', async () => {
  const camera = await takeCamera();
  const path = `${server.origin}/cameras/${camera.id}/survey`;
  const page = await open();
  await page.goto(path);
  await answerAll(page);
  await page.locator('#photo').setInputFiles(await photo());
  await database().updateTable('camera').set({ version: 7 }).where('id', '=', camera.id).execute();
  await send(page);
  await page.locator('[role=alert]').waitFor({ state: 'visible' });
  expect(await page.locator('[role=alert]').textContent()).toContain('มีคนแก้ไขกล้องนี้หลังจากที่คุณเปิดหน้านี้');
  await page.waitForFunction(() => document.querySelector<HTMLInputElement>('#photo')?.files?.length === 1);
  await Promise.all([page.waitForURL(/saved=survey/), send(page)]);
  const surveys = await surveysOf(camera.id);
  expect(surveys).toHaveLength(1);
  expect(surveys[0]?.photoId).not.toBeNull();
  await page.context().close();
});

test('the cameras to visit are ordered by how far they are when the reader asks', async () => {
  const camera = await takeCamera();
  const page = await open({ permissions: ['geolocation'] });
  await page.context().setGeolocation({ longitude: camera.longitude, latitude: camera.latitude, accuracy: 6 });
  await page.goto(`${server.origin}/cameras/surveys?zone=ban-suksan`);
  const codes = () => page.locator('#survey-queue h2').allTextContents();
  const before = await codes();
  expect(before.length).toBeGreaterThan(10);
  await page.locator('#queue-nearest').click();
  await page.getByText('เรียงตามระยะแล้ว').waitFor({ state: 'visible' });
  expect((await codes())[0]).toContain(camera.code);
  expect(await page.locator('#survey-queue [data-distance]').first().textContent()).toContain('ห่าง 0 เมตร');
  await page.locator('#queue-worth').click();
  expect(await codes()).toEqual(before);
  await page.context().close();
});

test('cameras are taken along: their pages open without a signal though nobody opened them before', async () => {
  const page = await open();
  await page.goto(`${server.origin}/cameras/surveys?zone=ban-suksan`);
  await page.locator('#queue-take').click();
  await page.getByText('เก็บไว้ในเครื่องแล้ว 10 ตัว').waitFor({ state: 'visible', timeout: 45_000 });
  const paths = await page
    .locator('#survey-queue h2 a')
    .evaluateAll((links) => links.slice(0, 10).map((link) => link.getAttribute('href') ?? ''));
  await page.context().setOffline(true);
  for (const path of [paths[0], paths[9]]) {
    await page.goto(`${server.origin}${path}`);
    expect(await page.locator('#survey-form').isVisible()).toBe(true);
  }
  await page.context().close();
}, 60_000);
