import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { changeIncident } from '../../src/features/incidents/incidents.service.ts';
import { recordIncident } from '../../src/features/incidents/recording.service.ts';
import type { Viewer } from '../../src/server/access.ts';
import { newId } from '../../src/server/identifiers.ts';
import { desk, launchBrowser } from '../support/browser.ts';
import { type Cable, layCable } from '../support/cable.ts';
import { type MadeZone, makeViewer, makeZone } from '../support/factories.ts';
import { startTestServer, type TestServer } from '../support/server.ts';

vi.setConfig({ testTimeout: 120_000 });
const patient = { timeout: 20_000 };

let server: TestServer;
let cable: Cable;
let browser: Browser;
let zone: MadeZone;
let officer: Viewer;

beforeAll(async () => {
  cable = await layCable();
  const origin = `http://localhost:${cable.port}`;
  [server, browser] = await Promise.all([startTestServer({ ORIGIN: origin }), launchBrowser()]);
  cable.plugInto(server.running.port);
  const { database } = server.running.handle;
  zone = await makeZone(database);
  officer = await makeViewer(database, 'officer', zone);
  for (const callSign of ['สายตรวจ 7', 'สายตรวจ 12'])
    await database.insertInto('patrolUnit').values({ id: newId(), stationId: zone.stationId, callSign }).execute();
});
afterAll(async () => {
  await browser.close();
  await server.stop();
  cable.remove();
});

const asOfficer = () => {
  const { database, jobs } = server.running.application;
  return { database, jobs, viewer: officer, now: new Date() };
};

function record(summary: string, priority = 2): Promise<{ id: string }> {
  const [longitude, latitude] = zone.center;
  return recordIncident(asOfficer(), { kind: 'quarrel', longitude, latitude, source: 'call', summary, priority });
}

async function openRoom(context: BrowserContext, path = '/en/command'): Promise<Page> {
  const page = await context.newPage();
  await page.goto(`${server.running.application.settings.origin}${path}`);
  await page.locator('.room-light.live').waitFor(patient);
  return page;
}

async function signedIn(): Promise<BrowserContext> {
  const context = await browser.newContext({ viewport: desk });
  const value = await server.running.application.sessions.create(officer.account?.id ?? '');
  await context.addCookies([{ name: 'session', value, url: server.running.application.settings.origin }]);
  return context;
}

const badge = (page: Page) => page.locator('.room-incident .incident-badges');
const item = (page: Page, words: string) => page.locator('.room-list .queue-item', { hasText: words });
const stateOf = async (id: string) =>
  (
    await server.running.handle.database
      .selectFrom('incidentResponse')
      .select(['state', 'reason'])
      .where('incidentId', '=', id)
      .executeTakeFirstOrThrow()
  ).state;

/** Presses a key as a keyboard that writes Thai does. */
const pressThai = (page: Page, key: string, code: string) =>
  page.evaluate(
    (init) => {
      const target = document.activeElement ?? document.body;
      target.dispatchEvent(new KeyboardEvent('keydown', { ...init, bubbles: true, cancelable: true }));
    },
    { key, code },
  );

test('an incident arrives, is taken, assigned, on scene, resolved and closed by keyboard alone', async () => {
  const context = await signedIn();
  const page = await openRoom(context);
  await page.getByText('There is no incident now').waitFor();
  const { id } = await record('Two men with bottles', 1);
  await item(page, 'Two men with bottles').waitFor(patient);
  expect(await page.locator('.room-counts').textContent()).toContain('1 urgent');
  const { database } = server.running.handle;
  const looks = () =>
    database.selectFrom('auditLog').select('id').where('subjectId', '=', id).where('action', '=', 'incident.look');
  expect(await looks().execute(), 'nobody has looked yet').toHaveLength(0);

  await page.keyboard.press('ArrowDown');
  await badge(page).getByText('Nobody has taken it').waitFor(patient);
  expect(page.url()).toContain(`incident=${id}`);
  expect(await looks().execute()).toHaveLength(1);

  // While the keyboard writes Thai, too.
  await pressThai(page, 'ฟ', 'KeyA');
  await badge(page).getByText('Acknowledged').waitFor(patient);
  await page.keyboard.press('d');
  await page.getByText('Which patrol unit?').waitFor();
  await page.keyboard.press('2');
  await badge(page).getByText('Assigned').waitFor(patient);
  expect(await page.locator('.incident-facts').textContent()).toContain('สายตรวจ 12');
  // A step of its kind is ticked and a note written on the way; what is typed there presses no key of the room.
  await page.getByRole('button', { name: 'Call the nearest patrol unit' }).click();
  await page.getByText('1 of').waitFor(patient);
  await page.locator('#note').fill('Bottles, no knives: s r c f');
  await page.getByRole('button', { name: 'Add the note' }).press('Enter');
  await page.locator('.case-note').getByText('Bottles, no knives').waitFor(patient);
  expect(await stateOf(id)).toBe('assigned');
  expect(await page.locator('#note').inputValue()).toBe('');

  await page.keyboard.press('s');
  await badge(page).getByText('On scene').waitFor(patient);
  await page.keyboard.press('r');
  await badge(page).getByText('Resolved').waitFor(patient);

  await page.keyboard.press('c');
  await page.keyboard.type('both went home, a scar and a map');
  expect(await stateOf(id), 'keys typed into a field are the field’s').toBe('resolved');
  await page.keyboard.press('Enter');
  await badge(page).getByText('Closed').waitFor(patient);
  expect(await page.locator('.incident-timeline li').count()).toBe(8);
  expect(await page.locator('.incident-timeline li').last().textContent()).toContain('both went home');
  await expect.poll(() => page.locator('.room-counts').textContent(), patient).toContain('0 open');
  await context.close();
});

test('a step that somebody else took first is told, and nothing that was typed is lost', async () => {
  const { id } = await record('Who is first');
  const context = await signedIn();
  const [one, two] = [await openRoom(context, `/en/command?incident=${id}`), await openRoom(context)];
  await item(two, 'Who is first').click();
  await badge(two).getByText('Nobody has taken it').waitFor(patient);
  await two.keyboard.press('f');
  await two.keyboard.type('Children played');

  await badge(one).getByText('Nobody has taken it').waitFor(patient);
  await one.keyboard.press('a');
  await badge(two).getByText('Acknowledged').waitFor(patient);
  await two.keyboard.press('Enter');
  await two.getByText('Somebody was quicker: it is now “Acknowledged”').waitFor(patient);
  expect(await two.locator('#room-reason').inputValue()).toBe('Children played');
  expect(await stateOf(id)).toBe('acknowledged');

  // Left and opened again, the words are still there, and the step can now be taken.
  await two.keyboard.press('Escape');
  await two.keyboard.press('f');
  expect(await two.locator('#room-reason').inputValue()).toBe('Children played');
  await two.keyboard.press('Enter');
  await badge(one).getByText('False alarm').waitFor(patient);
  expect(await stateOf(id)).toBe('false-alarm');

  // What no arrow leads to is said, not done.
  await one.keyboard.press('a');
  await one.getByText('From “False alarm” this step cannot be taken.').waitFor();
  await context.close();
});

test('a lost connection cannot be overlooked, and what happened meanwhile is there when it is back', async () => {
  const context = await signedIn();
  const page = await openRoom(context);
  cable.cut();
  await page.getByRole('alert').getByText('The live connection is lost').waitFor(patient);
  await page.locator('.room-light.lost').waitFor(patient);
  const { id } = await record('While nobody heard', 1);
  expect(await item(page, 'While nobody heard').count()).toBe(0);
  cable.mend();
  await item(page, 'While nobody heard').waitFor({ timeout: 60_000 });
  await page.locator('.room-light.live').waitFor(patient);
  expect(await page.locator('.room-lost').count()).toBe(0);
  await changeIncident(asOfficer(), { id, from: 'new', to: 'false-alarm', reason: 'A test' });
  await context.close();
});

test('a new incident is recorded by keyboard, found by search, and merged into another', async () => {
  const { database } = server.running.handle;
  // What other tests have left open is none of this one's.
  await database.deleteFrom('incidentResponse').where('state', '!=', 'closed').execute();
  const context = await signedIn();
  const first = await record('The first call');
  const page = await openRoom(context);
  await item(page, 'The first call').waitFor(patient);
  await page.keyboard.press('n');
  await page.locator('#room-kind option', { hasText: 'Noise' }).waitFor({ state: 'attached', ...patient });
  await page.locator('#room-kind').selectOption('noise');
  await page.locator('#room-place').fill('nowhere at all');
  await page.locator('#room-summary').fill('The second call');
  await page.keyboard.press('Enter');
  await page.getByText('This place is not known').waitFor();
  await page.locator('#room-place').fill(`${zone.center[1]}, ${zone.center[0]}`);
  await page.keyboard.press('Enter');
  await page.locator('.room-incident').getByText('The second call').waitFor(patient);

  await page.locator('.room-clock').click();
  await page.keyboard.press('/');
  await page.keyboard.type('second');
  await expect.poll(() => page.locator('.room-list .queue-item').count(), patient).toBe(1);
  await page.keyboard.press('Escape');
  await page.keyboard.press('m');
  await page.getByText('Merge into which incident?').waitFor();
  await page.keyboard.press('1');
  await page.keyboard.press('Enter');
  await badge(page).getByText('Merged into another').waitFor(patient);
  const id = new URL(page.url()).searchParams.get('incident') ?? '';
  const merged = server.running.handle.database.selectFrom('incidentResponse').select('mergedInto');
  expect(await merged.where('incidentId', '=', id).executeTakeFirst()).toEqual({ mergedInto: first.id });
  await context.close();
});

test('every key is a button; help lists them; a narrow screen and one without scripts lead to the list', async () => {
  const { id } = await record('By mouse');
  const context = await signedIn();
  const page = await openRoom(context);
  await item(page, 'By mouse').click();
  await page.locator('.room-steps').getByRole('button', { name: 'Acknowledge' }).click();
  await badge(page).getByText('Acknowledged').waitFor(patient);
  await page.locator('.room-foot').getByRole('button', { name: 'Assign' }).click();
  await page.locator('.room-form').getByRole('button', { name: 'สายตรวจ 7' }).click();
  await badge(page).getByText('Assigned').waitFor(patient);
  expect(await stateOf(id)).toBe('assigned');
  await page.keyboard.press('?');
  await page.getByRole('heading', { name: 'Keys of this screen' }).waitFor();
  await page.keyboard.press('Escape');
  await page.getByRole('heading', { name: 'Keys of this screen' }).waitFor({ state: 'hidden' });

  await page.getByRole('button', { name: 'Sound is off' }).click();
  await page.reload();
  await page.getByRole('button', { name: 'Sound is on' }).waitFor(patient);
  await page.setViewportSize({ width: 1024, height: 700 });
  const list = page.getByRole('link', { name: 'Open the list of live incidents instead' });
  expect(await list.getAttribute('href')).toBe('/en/incidents');
  expect(await page.locator('.room-screen').isVisible()).toBe(false);
  await context.close();
});
