import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { addMeToo, getPublicReport } from '../../src/features/reports/public.service.ts';
import { reportForm, type TriageForm } from '../../src/features/reports/reports.schema.ts';
import { fileReport } from '../../src/features/reports/reports.service.ts';
import { type ReportState, reportArrows, reportStates } from '../../src/features/reports/reports.states.ts';
import { getQueue, getTriaged, triage } from '../../src/features/reports/triage.service.ts';
import { anonymous, type Viewer } from '../../src/server/access.ts';
import { check } from '../../src/server/forms.ts';
import { newId } from '../../src/server/identifiers.ts';
import { type JobRunner, startJobs } from '../../src/server/jobs.ts';
import { pairsOf, wayTo } from '../support/arrows.ts';
import { contextFor } from '../support/context.ts';
import { openTestDatabase, type TestDatabase } from '../support/database.ts';
import { everyRole, type MadeZone, makeViewer, makeZone } from '../support/factories.ts';

let store: TestDatabase;
let jobs: JobRunner;
let zone: MadeZone;
let foreign: MadeZone;
let officer: Viewer;
let planner: Viewer;
beforeAll(async () => {
  store = await openTestDatabase();
  const { database } = store.handle;
  zone = await makeZone(database);
  foreign = await makeZone(database);
  officer = await makeViewer(database, 'officer', zone);
  planner = await makeViewer(database, 'planner', zone);
  jobs = await startJobs(store.handle);
  await jobs.work('report.tell', async () => {});
});
afterAll(async () => {
  await jobs.stop();
  await store.remove();
});

const context = (viewer: Viewer) => ({ ...contextFor(store.handle.database, viewer), jobs });
const query = { order: 'oldest', page: 1, category: undefined, state: undefined } as const;

async function file(more: Record<string, string> = {}): Promise<string> {
  const place = { longitude: String(zone.center[0]), latitude: String(zone.center[1]) };
  const parsed = check(reportForm, { key: newId(), category: 'dark', isNotTwin: 'yes', ...place, ...more });
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.mistakes));
  const filed = await fileReport(context(anonymous), { form: parsed.value, photo: undefined, locale: 'th' });
  if (filed.kind !== 'filed') throw new Error(JSON.stringify(filed));
  return filed.trackingNumber;
}

const act = (viewer: Viewer, trackingNumber: string, form: TriageForm) =>
  triage(context(viewer), { trackingNumber, form });

function moveTo(state: ReportState, duplicateOf: string): TriageForm {
  const said = { reason: 'ที่ดินเอกชน', referredTo: 'การไฟฟ้า', duplicateOf };
  return { action: 'change-state', state, ...said };
}

test('the service walks every arrow that is the team’s to walk, and refuses everything else', async () => {
  const original = await file();
  const ofTheReporter = ['withdrawn', 'reopened'];
  for (const { from, to, isArrow } of pairsOf(reportArrows, reportStates)) {
    const number = await file();
    for (const state of wayTo(reportArrows, from).slice(1)) {
      const duplicate = state === 'duplicate' ? { duplicateOf: (await triaged(original)).id } : {};
      const said = { reason: '-', referredTo: '-', ...duplicate };
      await store.handle.database
        .updateTable('report')
        .set({ state, ...said })
        .where('trackingNumber', '=', number)
        .execute();
    }
    const outcome = await act(officer, number, moveTo(to as ReportState, original)).then(
      () => true,
      () => false,
    );
    expect(outcome, `${from} → ${to}`).toBe(isArrow && !ofTheReporter.includes(to));
  }
}, 120_000);

const triaged = (number: string) => getTriaged(context(officer), number);

describe('who works on what', () => {
  const sees = async (viewer: Viewer, number: string): Promise<boolean> =>
    getTriaged(context(viewer), number).then(
      () => true,
      () => false,
    );

  test.each(everyRole)('%s', async (role) => {
    const { database } = store.handle;
    const ordinary = await file();
    const toStation = await file({ category: 'drugs', addressee: 'station' });
    const toDivision = await file({ category: 'police' });
    const own = await makeViewer(database, role, zone);
    const other = await makeViewer(database, role, foreign);
    const isTeam = role === 'planner' || role === 'officer' || role === 'supervisor';
    expect([await sees(own, ordinary), await sees(own, toStation), await sees(own, toDivision)]).toEqual([
      isTeam,
      role === 'officer' || role === 'supervisor',
      role === 'commander',
    ]);
    for (const number of [ordinary, toStation, toDivision]) expect(await sees(other, number)).toBe(false);
    const queued = await getQueue(context(own), query).then(
      ({ reports }) => reports.map((report) => report.isSensitive),
      () => undefined,
    );
    expect(queued !== undefined).toBe(isTeam || role === 'commander');
    if (role === 'planner') expect(queued).not.toContain(true);
    if (role === 'commander') expect(queued).not.toContain(false);
  });
});

test('words are shown as the team shortens them, and the original stays', async () => {
  const number = await file({ words: 'นายสมชายขายของ ซอยมืด' });
  const publicWords = async () => (await getPublicReport(context(anonymous), number)).words;
  expect(await publicWords()).toBe('');
  await act(planner, number, { action: 'moderate-words', decision: 'visible', wordsPublic: 'ซอยมืด' });
  expect(await publicWords()).toBe('ซอยมืด');
  expect((await triaged(number)).words).toBe('นายสมชายขายของ ซอยมืด');
  await act(planner, number, { action: 'moderate-words', decision: 'hidden', wordsPublic: '' });
  expect(await publicWords()).toBe('');
});

test('a merged report carries its people over, each once', async () => {
  const [original, duplicate] = [await file(), await file()];
  const resident = await makeViewer(store.handle.database, 'resident', zone);
  for (const trackingNumber of [original, duplicate])
    await addMeToo(context(resident), { trackingNumber, browserToken: undefined });
  await act(officer, duplicate, moveTo('duplicate', original));
  expect((await getPublicReport(context(anonymous), original)).meTooCount).toBe(2);
  expect(await getPublicReport(context(anonymous), duplicate)).toMatchObject({ duplicateOf: original });
});

test('a report repeats neither itself, nor a secret one, nor one of another zone', async () => {
  const number = await file();
  const secret = await file({ category: 'drugs', addressee: 'station' });
  for (const wrong of [number, secret, 'ZZ-1'])
    await expect(act(officer, number, moveTo('duplicate', wrong))).rejects.toMatchObject({ code: 'invalid' });
});

test('answers and assignments are told on the report’s page, notes among the team are not', async () => {
  const number = await file();
  const [organisation] = (await triaged(number)).organisations;
  await act(planner, number, { action: 'assign', organisationId: organisation?.id });
  await act(planner, number, { action: 'answer', words: 'จะไปดูวันจันทร์', isPublic: true });
  await act(planner, number, { action: 'answer', words: 'โทรหาเจ้าของที่ก่อน', isPublic: false });
  const { timeline } = await getPublicReport(context(anonymous), number);
  expect(timeline.map((step) => step.type)).toEqual(['report.received', 'report.assigned', 'report.answered']);
  expect(JSON.stringify(timeline)).toContain('จะไปดูวันจันทร์');
  expect(JSON.stringify(timeline)).not.toContain('เจ้าของที่');
});
