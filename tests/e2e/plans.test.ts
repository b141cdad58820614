import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { demonstrationAccounts } from '../../db/seed/accounts.ts';
import { keepCoverageUp } from '../../src/features/coverage/work-out.service.ts';
import { desk, launchBrowser } from '../support/browser.ts';
import { startTestServer, type TestServer } from '../support/server.ts';
import { moveFinger } from '../support/touch.ts';

let server: TestServer;
let browser: Browser;
beforeAll(async () => {
  [server, browser] = await Promise.all([startTestServer({}, { seeded: true }), launchBrowser()]);
  await keepCoverageUp(server.running.handle.database, new Date());
});
afterAll(async () => {
  await browser.close();
  await server.stop();
});

async function pageOfOfficer(): Promise<Page> {
  const { application, handle } = server.running;
  const email = demonstrationAccounts.find(({ role }) => role === 'officer')?.email ?? '';
  const contacts = handle.database.selectFrom('accountContact').select('accountId').where('value', '=', email);
  const value = await application.sessions.create((await contacts.executeTakeFirstOrThrow()).accountId);
  const context = await browser.newContext({ viewport: desk, hasTouch: true });
  await context.addCookies([{ name: 'session', value, url: server.origin }]);
  return context.newPage();
}

const share = async (page: Page): Promise<number> => {
  const text = await page.locator('[data-figure=zone]').textContent();
  return Number(/([\d.]+)%(?!.*\d%)/.exec(text ?? '')?.[1]);
};

/** Turns the chosen camera by its handle's keys until the zone's share has risen; undefined when it never does. */
async function turnByKeys(page: Page, before: number): Promise<number | undefined> {
  await page.locator('.plan-handle').focus();
  for (let step = 0; step < 36; step++) {
    await page.keyboard.press('Shift+ArrowRight');
    const now = await share(page);
    if (now > before) return now;
  }
  return undefined;
}

/** Begins a plan of all cameras from the worst gap and returns when its map has drawn. */
async function beginPlan(page: Page, title: string): Promise<void> {
  await page.goto(`${server.origin}/zones/ban-suksan/coverage?scope=all`);
  await page.getByRole('link', { name: 'ลองปิดจุดอับที่ 1', exact: true }).click();
  await page.getByLabel('ชื่อแผน').fill(title);
  await page.getByRole('button', { name: 'เริ่มแผน' }).click();
  await page.locator('.map-buttons').waitFor({ timeout: 45_000 });
}

async function keep(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'เก็บแผนนี้' }).click();
  await page.waitForURL(/\?kept/);
}

test('an officer turns a camera by key and by finger, keeps two plans, compares them and opens one as a proposal', async () => {
  const page = await pageOfOfficer();
  await beginPlan(page, 'แผนหันกล้อง');
  const before = await share(page);
  const cameras = await page
    .locator('#plan-camera option')
    .evaluateAll((options) => options.map((option) => option.getAttribute('value') ?? '').filter(Boolean));
  let after: number | undefined;
  for (const camera of cameras) {
    await page.selectOption('#plan-camera', camera);
    after = await turnByKeys(page, before);
    if (after !== undefined) break;
    await page.getByRole('button', { name: 'คืนค่าเดิม' }).click();
  }
  expect(after).toBeGreaterThan(before);

  await page.locator('.plan-handle').scrollIntoViewIfNeeded();
  await page.waitForTimeout(800);
  const heading = await page.locator('#plan-headingDegrees').inputValue();
  const handle = await page.locator('.plan-handle').boundingBox();
  const body = await page.locator('.plan-camera.chosen').boundingBox();
  if (!handle || !body) throw new Error('there is no handle');
  const gain = await page.locator('.plan-gain').textContent();
  const hold = { x: handle.x + 24, y: handle.y + 24 };
  // To the other side of the camera: half a turn. The figures follow while the finger is still down.
  const lift = await moveFinger(page, hold, { x: 2 * body.x + 44 - hold.x, y: 2 * body.y + 44 - hold.y });
  await expect.poll(() => page.locator('#plan-headingDegrees').inputValue()).not.toBe(heading);
  await expect.poll(() => page.locator('.plan-gain').textContent()).not.toBe(gain);
  await lift();
  await page.getByRole('button', { name: 'ย้อนกลับ' }).click();
  expect(await page.locator('#plan-headingDegrees').inputValue()).toBe(heading);
  expect(await share(page)).toBe(after);
  await keep(page);
  const path = new URL(page.url()).pathname;
  await page.locator('.map-buttons').waitFor({ timeout: 45_000 });
  expect(await share(page)).toBe(after);

  await beginPlan(page, 'แผนเพิ่มกล้อง');
  await page.getByRole('button', { name: 'เพิ่มกล้องตรงกลางแผนที่' }).click();
  expect(await share(page)).toBeGreaterThan(before);
  await keep(page);

  await page.goto(`${server.origin}/zones/ban-suksan/plans`);
  for (const tick of await page.locator('input[name=plan]').all()) await tick.check();
  await page.getByRole('button', { name: 'เทียบแผนที่เลือก' }).click();
  await page.getByRole('region', { name: 'เทียบแผน' }).waitFor();
  const compared = await page.locator('.plan-compare').textContent();
  for (const words of ['แผนหันกล้อง', 'แผนเพิ่มกล้อง', `→ ${after}%`]) expect(compared).toContain(words);

  await page.goto(`${server.origin}${path}`);
  const code = /(\w+-\d+):/.exec((await page.locator('.plan-changes').textContent()) ?? '')?.[1] ?? '';
  expect(code).not.toBe('');
  await page.locator('summary', { hasText: 'ส่งเป็นข้อเสนอ' }).click();
  await page.getByRole('button', { name: 'เปิดเป็นข้อเสนอ' }).click();
  await page.waitForURL(/\/proposals\/\d+/);
  const seen = await (await fetch(page.url())).text();
  expect(seen).toContain('หันกล้องที่มีอยู่ใหม่');
  expect(seen).not.toContain(code);
  await page.context().close();
}, 240_000);
