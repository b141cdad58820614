import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { runBallotClock } from '../../src/features/proposals/voting.service.ts';
import { anonymous, type Viewer } from '../../src/server/access.ts';
import { cookieName } from '../../src/server/cookies.ts';
import { launchBrowser, phone } from '../support/browser.ts';
import { type MadeZone, makeRiskArea, makeViewer, makeZone } from '../support/factories.ts';
import { startTestServer, type TestServer } from '../support/server.ts';

let server: TestServer;
let browser: Browser;
let zone: MadeZone;
beforeAll(async () => {
  [server, browser] = await Promise.all([startTestServer(), launchBrowser()]);
  zone = await makeZone(server.running.application.database);
  await makeRiskArea(server.running.application.database, zone);
});
afterAll(async () => {
  await browser.close();
  await server.stop();
});

/** A browser of somebody who is signed in, at a page of the server. */
async function browserOf(viewer: Viewer, javaScriptEnabled: boolean): Promise<{ context: BrowserContext; page: Page }> {
  const context = await browser.newContext({ javaScriptEnabled, viewport: phone });
  const token = await server.running.application.sessions.create(viewer.account?.id ?? '');
  await context.addCookies([{ name: cookieName('session', false), value: token, url: server.origin }]);
  return { context, page: await context.newPage() };
}

/** An hour on the clocks of Bangkok, as a date input wants it. */
const bangkok = (hoursFromNow: number): string =>
  new Date(Date.now() + (hoursFromNow + 7) * 3_600_000).toISOString().slice(0, 16);

async function clock(hoursFromNow: number): Promise<void> {
  const { database, jobs } = server.running.application;
  await runBallotClock({ database, jobs, viewer: anonymous, now: new Date(Date.now() + hoursFromNow * 3_600_000) });
}

async function propose(page: Page, title: string): Promise<string> {
  const [longitude, latitude] = zone.center;
  await page.goto(`${server.origin}/proposals/new?zone=${zone.slug}&lng=${longitude}&lat=${latitude}`);
  await page.selectOption('#kind', 'light');
  await page.fill('#title', title);
  await page.fill('#problem', 'มืดหลังสองทุ่ม ไม่มีใครกล้าเดิน');
  await page.fill('#fix', 'ติดไฟหกดวง');
  await page.click('button[value=open]');
  await page.waitForURL(/\/proposals\/\d+$/);
  return page.url();
}

describe.each([
  ['with JavaScript', true],
  ['without JavaScript', false],
])('%s', (_name, hasScript) => {
  test('a partner proposes, a planner reviews and calls a vote, residents vote, and the result stands', async () => {
    const { database } = server.running.application;
    const [partner, planner, resident] = [
      await makeViewer(database, 'partner', zone),
      await makeViewer(database, 'planner', zone),
      await makeViewer(database, 'resident', zone, 'resident'),
    ];
    const atPartner = await browserOf(partner, hasScript);
    const names = ['ไฟทางเดินหลังตลาด', 'ตัดต้นไม้ริมคลอง'].map((name) => `${name} ${hasScript ? 'ก' : 'ข'}`);
    const paths = [await propose(atPartner.page, names[0] ?? ''), await propose(atPartner.page, names[1] ?? '')];

    const atResident = await browserOf(resident, hasScript);
    await atResident.page.goto(paths[0] ?? '');
    await atResident.page.click('#endorse button');
    expect(await atResident.page.textContent('#endorse')).toContain('1 คนสนับสนุน');

    const atPlanner = await browserOf(planner, hasScript);
    for (const [index, path] of paths.entries()) {
      await atPlanner.page.goto(`${path}/review`);
      await atPlanner.page.fill('#costBaht', index === 0 ? '๓๐๐,๐๐๐' : '200000');
      await atPlanner.page.selectOption('#feasibility', 'feasible');
      await atPlanner.page.fill('#feasibilityReason', 'เสาไฟมีอยู่แล้ว');
      await atPlanner.page.selectOption('#spender', 'public-road');
      await atPlanner.page.click('form[action="?do=review"] button');
      await atPlanner.page.waitForURL(/done/);
    }

    await atPlanner.page.goto(`${server.origin}/ballots/new?zone=${zone.slug}`);
    for (const name of names) await atPlanner.page.getByLabel(name).check();
    await atPlanner.page.fill('#title', 'เลือกงานปรับพื้นที่ภายในงบ 400,000 บาท');
    await atPlanner.page.fill('#budgetBaht', '400000');
    await atPlanner.page.fill('#eligiblePeople', '400');
    await atPlanner.page.fill('#opensAt', bangkok(-1));
    await atPlanner.page.fill('#closesAt', bangkok(24));
    await atPlanner.page.click('main form button:not([value])');
    await atPlanner.page.waitForURL(/\/ballots\/[0-9a-f-]{36}$/);
    const ballot = atPlanner.page.url();
    await clock(0);

    const { page } = atResident;
    await page.goto(ballot);
    expect(await page.textContent('main')).toContain('โหวตแล้ว 0 จาก 400 คนที่มีสิทธิ');
    expect(await page.textContent('main')).toContain('ผลเป็นข้อเสนอต่อสภาเทศบาล');
    for (const name of names) await page.getByLabel(name).check();
    if (hasScript)
      await expect.poll(() => page.textContent('.running'), { timeout: 20_000 }).toContain('เกินวงเงิน 100,000 บาท');
    await page.click('main form button');
    await page.waitForSelector('[role=alert]');
    expect(await page.textContent('[role=alert]')).toContain('เกินวงเงิน');
    for (const name of names) expect(await page.getByLabel(name).isChecked()).toBe(true);
    await page.getByLabel(names[1] ?? '').uncheck();
    await page.click('main form button');
    await page.waitForURL(/voted/);
    const receipt = await page.textContent('.receipt');
    expect(receipt).toMatch(/^[0-9A-Z]{5}-[0-9A-Z]{5}$/);
    expect(await page.textContent('main')).toContain('โหวตแล้ว 1 จาก 400 คนที่มีสิทธิ');

    await clock(25);
    await page.goto(ballot);
    expect(await page.textContent('main')).toContain('ปิดโหวตแล้ว');
    expect(await page.textContent('main')).not.toContain(receipt);
    await atPlanner.page.goto(ballot);
    await atPlanner.page.click('form[action="?do=publish"] button');
    await atPlanner.page.waitForSelector('#results');
    await page.goto(ballot);
    expect(await page.textContent('tr.chosen')).toContain(names[0]);
    const papers = await (await fetch(`${ballot}/papers.csv`)).text();
    expect(papers).toContain(`${receipt},1,0`);
    await page.goto(paths[0] ?? '');
    expect(await page.textContent('header .badge, .badge')).toContain('รับแล้ว');
    await page.goto(paths[1] ?? '');
    expect(await page.textContent('main')).toContain('ไม่ได้รับเลือกในโหวต');
    await page.goto(`${ballot}/minutes`);
    expect(await page.textContent('h1')).toContain('รายงานประชาคม');
    for (const { context } of [atPartner, atPlanner, atResident]) await context.close();
  });
});

test('a visitor reads everything, and is asked to sign in where it matters', async () => {
  const page = await browser.newPage();
  await page.goto(`${server.origin}/en/proposals`);
  expect(await page.textContent('h1')).toBe('Proposals');
  await page.click('.card-name a');
  await page.waitForSelector('#endorse');
  for (const path of ['/en/proposals/new?lng=100.5&lat=13.8', '/en/ballots/new?zone=none']) {
    const asked = await page.goto(`${server.origin}${path}`);
    expect(asked?.status(), path).toBe(401);
    await page.locator('main').getByRole('link', { name: 'Sign in' }).click();
    expect(new URL(page.url()).searchParams.get('next'), path).toBe(path);
  }
  for (const path of ['/proposals/999999', '/proposals/abc', '/ballots/x', `/ballots/${zone.id}`, '/ballots/new']) {
    const response = await page.goto(`${server.origin}${path}`);
    expect([401, 404], path).toContain(response?.status());
  }
  await page.close();
});
