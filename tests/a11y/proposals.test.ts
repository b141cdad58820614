import AxeBuilder from '@axe-core/playwright';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createBallot } from '../../src/features/proposals/ballots.service.ts';
import { addComment, editProposal } from '../../src/features/proposals/proposals.service.ts';
import { createProposal } from '../../src/features/proposals/propose.service.ts';
import { castVote, publishBallot, runBallotClock } from '../../src/features/proposals/voting.service.ts';
import { anonymous, type Viewer } from '../../src/server/access.ts';
import { cookieName } from '../../src/server/cookies.ts';
import { desk, launchBrowser, phone } from '../support/browser.ts';
import { type MadeZone, makeRiskArea, makeViewer, makeZone } from '../support/factories.ts';
import { makeReviewed, proposalIn } from '../support/proposals.ts';
import { startTestServer, type TestServer } from '../support/server.ts';

let server: TestServer;
let browser: Browser;
let zone: MadeZone;
let planner: Viewer;
const paths: [path: string, isPlanner: boolean][] = [];

const hours = (count: number): Date => new Date(Date.now() + count * 3_600_000);
const as = (viewer: Viewer, now = new Date()) => {
  const { database, jobs } = server.running.application;
  return { database, jobs, viewer, now };
};

async function makeBallot(closesInHours: number): Promise<string> {
  const bangkok = (count: number): string =>
    hours(count + 7)
      .toISOString()
      .slice(0, 16);
  const options = [await makeReviewed(as(planner), zone, 100), await makeReviewed(as(planner), zone, 200)];
  const id = await createBallot(as(planner), {
    zone: zone.slug,
    title: 'เลือกงานปรับพื้นที่',
    decides: 'ผลเป็นข้อเสนอต่อสภาเทศบาล',
    method: 'budget',
    level: 'none',
    budgetBaht: 300,
    eligiblePeople: 400,
    opensAt: bangkok(-1),
    closesAt: bangkok(closesInHours),
    options,
  });
  await runBallotClock(as(anonymous));
  await castVote(as(planner), id, options);
  return id;
}

beforeAll(async () => {
  [server, browser] = await Promise.all([startTestServer(), launchBrowser()]);
  zone = await makeZone(server.running.application.database);
  await makeRiskArea(server.running.application.database, zone);
  planner = await makeViewer(server.running.application.database, 'planner', zone);
  const number = await createProposal(as(planner), proposalIn(zone, { as: 'open' }));
  await editProposal(as(planner), number, { title: 'ไฟทางเดิน', problem: 'มืด', fix: 'ติดไฟแปดดวง' });
  await addComment(as(planner), number, { stance: 'question', words: 'ใครจ่ายค่าไฟ' });
  const published = await makeBallot(1);
  const open = await makeBallot(48);
  await runBallotClock(as(anonymous, hours(2)));
  await publishBallot(as(planner, hours(2)), published);
  paths.push(['/proposals', false], [`/proposals/${number}`, false], [`/proposals/${number}`, true]);
  paths.push([`/proposals/${number}/edit`, true], [`/proposals/${number}/review`, true], ['/proposals/new', true]);
  paths.push(['/ballots', false], [`/ballots/${open}`, false], [`/ballots/${open}`, true], ['/ballots/new', true]);
  paths.push([`/ballots/${published}`, false], [`/ballots/${published}/minutes`, true]);
});
afterAll(async () => {
  await browser.close();
  await server.stop();
});

test.each([
  ['th', 'light', phone],
  ['en', 'dark', desk],
] as const)(
  'no page of proposals and ballots has anything that axe finds (%s, %s)',
  async (locale, colorScheme, viewport) => {
    const token = await server.running.application.sessions.create(planner.account?.id ?? '');
    const problems: string[] = [];
    for (const [path, isPlanner] of paths) {
      const context = await browser.newContext({ colorScheme, viewport });
      if (isPlanner) {
        await context.addCookies([{ name: cookieName('session', false), value: token, url: server.origin }]);
      }
      const page = await context.newPage();
      const response = await page.goto(`${server.origin}${locale === 'en' ? '/en' : ''}${path}`);
      if (response?.status() !== 200) problems.push(`${path}: ${response?.status()}`);
      const { violations } = await new AxeBuilder({ page }).analyze();
      for (const { id, nodes } of violations)
        problems.push(`${path}: ${id} ${nodes.map((node) => node.html).join(' ')}`);
      const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
      if (overflow > 0) problems.push(`${path}: ${overflow} px wider than the screen`);
      await context.close();
    }
    expect(problems).toEqual([]);
  },
  120_000,
);
