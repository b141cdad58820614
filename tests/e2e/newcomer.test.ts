import { rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import sharp from 'sharp';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { desk, launchBrowser, phone } from '../support/browser.ts';
import { type ServerProcess, startServerProcess } from '../support/process.ts';

// A newcomer's five minutes, from the first command on; what is installed and built beforehand is not part of it.
const minutes = 60_000;

const dataFolder = join(tmpdir(), `szone-newcomer-${process.pid}`);
const startedAt = performance.now();
let server: ServerProcess;
let browser: Browser;
beforeAll(async () => {
  [server, browser] = await Promise.all([
    startServerProcess({ DATA_DIR: dataFolder, DEMO: undefined, HOST: undefined }),
    launchBrowser(),
  ]);
}, 4 * minutes);
afterAll(async () => {
  await browser.close();
  await server.end('SIGTERM');
  rmSync(dataFolder, { recursive: true, force: true });
});

/** Signs in as the start says that one may, on a phone or at a desk. */
async function signInAs(role: string, viewport: typeof phone): Promise<{ context: BrowserContext; page: Page }> {
  const email = new RegExp(`^\\s+${role}\\s+(\\S+@\\S+)`, 'm').exec(server.said())?.[1] ?? '';
  const password = /with the password (\S+) as/.exec(server.said())?.[1] ?? '';
  const context = await browser.newContext({ viewport });
  const page = await context.newPage();
  await page.goto(`${server.origin}/en/sign-in`);
  await page.getByText('Use a password instead').click();
  await page.locator('#password-email').fill(email);
  await page.locator('[name=password]').fill(password);
  await Promise.all([
    page.waitForURL(/\/en\/account/),
    page.getByRole('button', { name: 'Sign in', exact: true }).click(),
  ]);
  return { context, page };
}

/** A resident flags a dark lane, on a phone; returns its tracking number. */
async function flag(): Promise<string> {
  const { context, page } = await signInAs('resident', phone);
  await page.goto(`${server.origin}/en/report?zone=ban-suksan`);
  await page.locator('#streetId').selectOption({ index: 3 });
  await page.locator('input[name=category][value=dark]').check();
  await page.locator('textarea[name=words]').fill('Nobody dares to walk here after eight.');
  await page.locator('#report-form .send-bar button').click();
  const another = page.getByRole('button', { name: 'No, it is another spot: send it' });
  await page.locator('.tracking').or(another).waitFor();
  if (await another.isVisible()) await another.click();
  const number = await page.locator('.tracking').textContent();
  await context.close();
  return number ?? '';
}

/** A partner proposes a fix for it; returns the proposal's number. */
async function propose(page: Page, report: string): Promise<string> {
  await page.goto(`${server.origin}/en/reports/${report}`);
  await page.getByRole('link', { name: 'Make it a proposal' }).click();
  await page.locator('#kind').selectOption('light');
  await page.locator('#title').fill('Lamps in the dark lane');
  await page.locator('#problem').fill('It is dark after eight.');
  await page.locator('#fix').fill('Six lamps on the poles that stand there.');
  await page.locator('button[value=open]').click();
  await page.waitForURL(/\/proposals\/\d+$/);
  return page.url().split('/').at(-1) ?? '';
}

/** A partner votes in the ballot that is open. */
async function vote(page: Page): Promise<void> {
  await page.goto(`${server.origin}/en/zones/ban-suksan`);
  await page.locator('a[href*="/ballots/"]').first().click();
  await page.waitForURL(/\/ballots\//);
  await page.locator('main input[name="choices[]"]').first().check();
  await page.locator('main form[action="?"] button').click();
  await page.locator('.receipt').waitFor();
}

/** Fills a form of the planner's desk, unfolding it first, and sends it. */
async function send(page: Page, action: string, fields: Record<string, string> = {}): Promise<void> {
  const form = page.locator(`form[action="?do=${action}"]`).first();
  const folded = page.locator('details:not([open])', { has: page.locator(`form[action="?do=${action}"]`) });
  if (await folded.count()) await folded.first().locator('summary').click();
  for (const [name, value] of Object.entries(fields)) await form.locator(`[name="${name}"]`).fill(value);
  await Promise.all([page.waitForURL(/saved=1/), form.locator('button').first().click()]);
  await page.goto(page.url().replace(/\?.*/, ''));
}

async function addPhoto(page: Page, stage: 'before' | 'after', background: string): Promise<void> {
  const buffer = await sharp({ create: { width: 800, height: 600, channels: 3, background } })
    .jpeg()
    .toBuffer();
  const folded = page.locator('details:not([open])', { has: page.locator('form[action="?do=photo"]') });
  if (await folded.count()) await folded.locator('summary').click();
  const form = page.locator('form[action="?do=photo"]');
  await form.locator('[name=photo]').setInputFiles({ name: 'photo.jpg', mimeType: 'image/jpeg', buffer });
  await form.locator('[name=stage]').selectOption(stage);
  await send(page, 'photo');
}

/** A planner reviews and accepts it, and takes the project to its end; returns the project's address. */
async function deliver(proposal: string): Promise<string> {
  const { context, page } = await signInAs('planner', desk);
  await page.goto(`${server.origin}/en/proposals/${proposal}/review`);
  await page.locator('#costBaht').fill('480000');
  await page.locator('#feasibility').selectOption('feasible');
  await page.locator('#feasibilityReason').fill('The poles are there.');
  await page.locator('#spender').selectOption('public-road');
  await Promise.all([page.waitForURL(/done/), page.locator('form[action="?do=review"] button').click()]);
  await page.goto(`${server.origin}/en/proposals/${proposal}/review`);
  await Promise.all([page.waitForURL(/done/), page.locator('form[action="?do=accept"] button').click()]);
  await page.goto(`${server.origin}/en/projects/new?proposal=${proposal}`);
  await Promise.all([page.waitForURL(/\/manage$/), page.locator('main form button').last().click()]);
  const project = page.url().replace('/manage', '');
  await send(page, 'money', { source: 'Municipal budget', plannedBaht: '480000', committedBaht: '480000' });
  await addPhoto(page, 'before', '#101820');
  await send(page, 'move');
  await send(page, 'lock');
  await send(page, 'move');
  await addPhoto(page, 'after', '#d8e0b0');
  await send(page, 'move');
  await page.goto(project);
  expect(await page.locator('main').textContent()).toContain('480,000');
  await context.close();
  return project;
}

/** An officer has the map open while the administrator switches the simulator on. */
async function watch(): Promise<void> {
  const officer = await signInAs('officer', desk);
  await officer.page.goto(`${server.origin}/en/map?zone=ban-suksan`);
  await officer.page.locator('.map-app.is-live').waitFor({ timeout: minutes });
  const before = await officer.page.locator('.map-live').count();
  const administrator = await signInAs('administrator', desk);
  await administrator.page.goto(`${server.origin}/en/admin/settings`);
  await administrator.page.getByRole('button', { name: 'Switch on' }).click();
  await officer.page.locator('.map-live').nth(before).waitFor({ state: 'attached', timeout: minutes });
  await officer.context.close();
  await administrator.context.close();
}

test(
  'a newcomer flags, proposes, votes, delivers and watches within five minutes of the first command',
  async () => {
    const report = await flag();
    expect(report).toMatch(/^[A-Z]+-\d+$/);
    const partner = await signInAs('partner', desk);
    const proposal = await propose(partner.page, report);
    await vote(partner.page);
    const project = await deliver(proposal);
    await partner.page.goto(`${server.origin}/en/reports/${report}`);
    expect(await partner.page.locator('main').textContent()).toContain('Fixed');
    expect(await partner.page.locator(`a[href="${new URL(project).pathname}"]`).count()).toBeGreaterThan(0);
    await partner.context.close();
    await watch();
    expect(performance.now() - startedAt).toBeLessThan(5 * minutes);
  },
  6 * minutes,
);
