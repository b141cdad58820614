import type { Page } from 'playwright-core';
import { demonstrationAccounts } from '../../db/seed/accounts.ts';
import { buildWhenNeeded } from '../../src/cli/build.ts';
import { createPlan } from '../../src/features/coverage/plans.service.ts';
import { keepCoverageUp } from '../../src/features/coverage/work-out.service.ts';
import { desk, launchBrowser } from '../support/browser.ts';
import { startTestServer, type TestServer } from '../support/server.ts';
import { median, round, say } from './support/median.ts';

/**
 * One step of a drag on the demonstration zone in a real Chromium, from the pointer event to the text that it changes,
 * without painting: what the camera in hand sees, and all figures of the zone and its risk areas.
 */
const limits = { cameraMs: 16, zoneMs: 50 };
const runs = 11;
const stepsPerRun = 12;

interface Step {
  camera: number;
  zone: number;
}

async function openPlan(server: TestServer): Promise<{ path: string; session: string; camera: string }> {
  const { application, handle } = server.running;
  const { database } = handle;
  await keepCoverageUp(database, new Date());
  const email = demonstrationAccounts.find(({ role }) => role === 'officer')?.email ?? '';
  const { accountId } = await database
    .selectFrom('accountContact')
    .where('value', '=', email)
    .select('accountId')
    .executeTakeFirstOrThrow();
  const session = await application.sessions.create(accountId);
  const context = {
    database,
    jobs: application.jobs,
    now: new Date(),
    viewer: await application.sessions.viewer(session),
  };
  // The camera that sees most of the ground at risk costs most to turn.
  const camera = await database
    .selectFrom('cameraView as view')
    .innerJoin('zone', 'zone.id', 'view.zoneId')
    .innerJoin('riskArea', 'riskArea.zoneId', 'zone.id')
    .where('zone.slug', '=', 'ban-suksan')
    .where('view.purpose', '=', 'detect')
    .where('view.isKnown', '=', true)
    .where('riskArea.state', '=', 'confirmed')
    .groupBy(['view.cameraId', 'zone.id'])
    .select(['view.cameraId', 'zone.id as zoneId'])
    .orderBy(({ fn }) => fn.sum(fn('st_area', [fn('st_intersection', ['view.area', 'riskArea.boundary'])])), 'desc')
    .executeTakeFirstOrThrow();
  const about = { title: 'ลากกล้อง', purpose: 'detect', scope: 'all', changes: [] } as const;
  const id = await createPlan(context, { zoneId: camera.zoneId, ...about });
  return { path: `/zones/ban-suksan/plans/${id}`, session, camera: camera.cameraId };
}

/** Notes, in the page, when each pointer event begins and when the text that follows it has changed. */
async function watchSteps(page: Page): Promise<void> {
  await page.evaluate(() => {
    const steps: { camera: number; zone: number }[] = [];
    Object.assign(window, { steps });
    let began = 0;
    addEventListener(
      'pointermove',
      () => {
        began = performance.now();
        steps.push({ camera: 0, zone: 0 });
      },
      { capture: true },
    );
    const panel = document.querySelector('.what-if-panel');
    const isCamera = (node: Node): boolean =>
      (node instanceof Element ? node : node.parentElement)?.closest('[data-figure=camera]') != null;
    const watch = new MutationObserver((changes) => {
      const step = steps.at(-1);
      if (!step) return;
      const passed = performance.now() - began;
      if (step.camera === 0 && changes.some(({ target }) => isCamera(target))) step.camera = passed;
      step.zone = passed;
    });
    if (panel) watch.observe(panel, { subtree: true, childList: true, characterData: true });
  });
}

/** Drags the handle around its camera, a step at a time; returns what each step that changed something took. */
async function drag(page: Page, from: number): Promise<Step[]> {
  await page.evaluate(() => Reflect.get(window, 'steps').splice(0));
  const body = await page.locator('.plan-camera.chosen').boundingBox();
  const handle = await page.locator('.plan-handle').boundingBox();
  if (!body || !handle) throw new Error('there is no handle to drag');
  const [x, y] = [body.x + body.width / 2, body.y + body.height / 2];
  await page.mouse.move(handle.x + handle.width / 2, handle.y + handle.height / 2);
  await page.mouse.down();
  for (let step = 1; step <= stepsPerRun; step++) {
    const angle = ((from + step * 11) * Math.PI) / 180;
    await page.mouse.move(x + 76 * Math.sin(angle), y - 76 * Math.cos(angle));
    await page.waitForTimeout(60);
  }
  await page.mouse.up();
  const steps: Step[] = await page.evaluate(() => Reflect.get(window, 'steps'));
  return steps.filter(({ camera }) => camera > 0);
}

await buildWhenNeeded(() => say('building'));
const server = await startTestServer({}, { seeded: true });
const browser = await launchBrowser();
try {
  const { path, session, camera } = await openPlan(server);
  const context = await browser.newContext({ viewport: desk });
  await context.addCookies([{ name: 'session', value: session, url: server.origin }]);
  const page = await context.newPage();
  await page.goto(server.origin + path);
  await page.locator('.map-buttons').waitFor({ timeout: 60_000 });
  await page.selectOption('#plan-camera', camera);
  await page.waitForTimeout(2_000);
  await watchSteps(page);
  const medians: Step[] = [];
  for (let run = 0; run <= runs; run++) {
    const steps = await drag(page, run * stepsPerRun * 11);
    if (steps.length < stepsPerRun / 2) throw new Error('the drag did not turn the camera');
    const one = { camera: median(steps.map((step) => step.camera)), zone: median(steps.map((step) => step.zone)) };
    // The first run warms up.
    if (run > 0) medians.push(one);
    say(`run ${run}: ${round(one.camera, 1)} ms for the camera, ${round(one.zone, 1)} ms for the zone`);
  }
  const cameraMs = round(median(medians.map((one) => one.camera)), 2);
  const zoneMs = round(median(medians.map((one) => one.zone)), 2);
  const ratio = round(Math.max(cameraMs / limits.cameraMs, zoneMs / limits.zoneMs), 3);
  say(JSON.stringify({ name: 'whatif', ratio, cameraMs, zoneMs, runs: medians.length }));
} finally {
  await browser.close();
  await server.stop();
}
