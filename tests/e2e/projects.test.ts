import type { Browser, Locator, Page } from 'playwright-core';
import sharp from 'sharp';
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

async function accountOf(email: string): Promise<string> {
  const query = database().selectFrom('accountContact').select('accountId').where('value', '=', email);
  return (await query.executeTakeFirstOrThrow()).accountId;
}

async function open(email: string, viewport: typeof phone, javaScriptEnabled: boolean): Promise<Page> {
  const context = await browser.newContext({ viewport, javaScriptEnabled });
  const token = await server.running.application.sessions.create(await accountOf(email));
  await context.addCookies([{ name: 'session', value: token, url: server.origin }]);
  return context.newPage();
}

/** A proposal of the planner's zone that was accepted, with a report behind it, and no project yet. */
async function accept(): Promise<{ number: number; reportId: string }> {
  const proposal = await database()
    .selectFrom('proposal')
    .innerJoin('zone', 'zone.id', 'proposal.zoneId')
    .where('proposal.state', 'in', ['open', 'review'])
    .where('zone.slug', '=', 'ban-suksan')
    .where('proposal.kind', 'in', ['light', 'landscape', 'sos-post', 'street-layout'])
    .select(['proposal.id', 'proposal.number', 'proposal.zoneId', 'proposal.state'])
    .executeTakeFirstOrThrow();
  const report = await database()
    .selectFrom('report')
    .where('zoneId', '=', proposal.zoneId)
    .where('isSensitive', '=', false)
    .where('state', '=', 'triaged')
    .where('id', 'not in', (from) => from.selectFrom('proposalReport').select('reportId'))
    .select('id')
    .executeTakeFirstOrThrow();
  await database().insertInto('proposalReport').values({ proposalId: proposal.id, reportId: report.id }).execute();
  for (const state of proposal.state === 'open' ? ['review', 'accepted'] : ['accepted'])
    await database().updateTable('proposal').set({ state }).where('id', '=', proposal.id).execute();
  return { number: proposal.number, reportId: report.id };
}

function picture(background: string): Promise<Buffer> {
  return sharp({ create: { width: 800, height: 600, channels: 3, background } })
    .jpeg()
    .toBuffer();
}

const form = (page: Page, action: string): Locator => page.locator(`form[action="?do=${action}"]`).first();

/** Fills a form of the desk, unfolding it first, and sends it. */
async function send(page: Page, action: string, fields: Record<string, string> = {}): Promise<void> {
  const folded = page.locator('details:not([open])', { has: page.locator(`form[action="?do=${action}"]`) });
  if (await folded.count()) await folded.locator('summary').click();
  for (const [name, value] of Object.entries(fields)) {
    const field = form(page, action).locator(`[name="${name}"]`);
    if (await field.evaluate((element) => element.tagName === 'SELECT')) await field.selectOption(value);
    else await field.fill(value);
  }
  await Promise.all([page.waitForURL(/saved=1/), form(page, action).locator('button').first().click()]);
  await page.goto(page.url().replace(/\?.*/, ''));
}

async function addPhoto(page: Page, stage: string, color: string): Promise<void> {
  const folded = page.locator('details:not([open])', { has: page.locator('form[action="?do=photo"]') });
  if (await folded.count()) await folded.locator('summary').click();
  const file = { name: 'photo.jpg', mimeType: 'image/jpeg', buffer: await picture(color) };
  await form(page, 'photo').locator('[name=photo]').setInputFiles(file);
  await send(page, 'photo', { stage });
}

test.each([
  ['phone, without JavaScript', phone, false],
  ['desk', desk, true],
] as const)(
  'a planner takes an accepted proposal to a finished project (%s)',
  async (_name, viewport, hasScripts) => {
    const { number, reportId } = await accept();
    const page = await open('planner@demo.example', viewport, hasScripts);
    await page.goto(`${server.origin}/projects/new?proposal=${number}`);
    await Promise.all([page.waitForURL(/\/manage$/), page.locator('main form button').last().click()]);
    const project = page.url().replace('/manage', '');

    await send(page, 'money', { source: 'งบเทศบาล', plannedBaht: '๔๘๐,๐๐๐', committedBaht: '480000' });
    await send(page, 'milestone', { milestoneTitle: 'ติดตั้งไฟ 6 ดวง' });
    await addPhoto(page, 'before', '#101820');
    await send(page, 'move');
    await send(page, 'lock');
    await send(page, 'move');
    await send(page, 'milestone-done');
    await addPhoto(page, 'after', '#d8e0b0');
    await send(page, 'move');
    await send(page, 'accept', { acceptedOn: '2026-11-20', acceptanceReference: 'มท 0891/4412' });

    const query = database().selectFrom('report').select('state').where('id', '=', reportId);
    expect((await query.executeTakeFirstOrThrow()).state).toBe('fixed');
    await page.goto(project);
    const text = await page.locator('main').textContent();
    for (const words of ['ทำเสร็จแล้ว', '480,000 บาท', 'มท 0891/4412', 'มีคนแจ้งครั้งแรก', 'งานเสร็จ'])
      expect(text).toContain(words);
    const range = page.locator('input[type=range]');
    if (hasScripts) {
      await range.scrollIntoViewIfNeeded();
      await range.focus();
      await page.keyboard.press('End');
      expect(await range.inputValue()).toBe('100');
    } else {
      expect(await range.count()).toBe(0);
      expect(await page.locator('.comparison img').count()).toBe(2);
    }

    const neighbour = await open('resident@demo.example', viewport, hasScripts);
    await neighbour.goto(project);
    await neighbour.locator('[name=isBetter][value=yes]').check();
    await Promise.all([neighbour.waitForURL(/#neighbours/), form(neighbour, 'confirm').locator('button').click()]);
    expect(await neighbour.locator('#neighbours ~ p').first().textContent()).toContain('1 จาก 3');
    await page.context().close();
    await neighbour.context().close();
  },
  240_000,
);

test('a mistake keeps what was typed and says what to mend, in the reader’s language', async () => {
  const page = await open('planner@demo.example', phone, false);
  const projects = database().selectFrom('project').innerJoin('zone', 'zone.id', 'project.zoneId');
  const { number } = await projects
    .where('zone.slug', '=', 'ban-suksan')
    .where('project.state', '=', 'underway')
    .select('project.number')
    .executeTakeFirstOrThrow();
  await page.goto(`${server.origin}/en/projects/${number}/manage`);
  await page
    .locator('details', { has: page.locator('form[action="?do=money"]') })
    .last()
    .locator('summary')
    .click();
  await form(page, 'money').locator('[name=source]').fill('งบเทศบาล');
  await form(page, 'money').locator('[name=disbursedBaht]').fill('900');
  await Promise.all([page.waitForURL(/do=money/), form(page, 'money').locator('button').click()]);
  expect(await page.locator('[role=alert]').textContent()).toContain('No more can be disbursed');
  expect(await form(page, 'money').locator('[name=source]').inputValue()).toBe('งบเทศบาล');
  await page.context().close();
});
