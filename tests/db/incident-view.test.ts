import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { addNote, markStep, sweepIncidentNotes } from '../../src/features/incidents/case-work.service.ts';
import { changeIncident } from '../../src/features/incidents/incidents.service.ts';
import { getIncident } from '../../src/features/incidents/queue.service.ts';
import { recordIncident } from '../../src/features/incidents/recording.service.ts';
import { getSurroundings } from '../../src/features/incidents/surroundings.service.ts';
import type { Viewer } from '../../src/server/access.ts';
import type { Context } from '../../src/server/context.ts';
import { newId } from '../../src/server/identifiers.ts';
import { type JobRunner, startJobs } from '../../src/server/jobs.ts';
import { openTestDatabase, type TestDatabase } from '../support/database.ts';
import { everyRole, type MadeZone, madeAt, makeCamera, makeViewer, makeZone } from '../support/factories.ts';

let store: TestDatabase;
let jobs: JobRunner;
let zone: MadeZone;
let officer: Viewer;

beforeAll(async () => {
  store = await openTestDatabase();
  jobs = await startJobs(store.handle);
  await jobs.work('incident.publish', async () => {});
});
beforeEach(async () => {
  zone = await makeZone(store.handle.database);
  officer = await makeViewer(store.handle.database, 'officer', zone);
});
afterAll(async () => {
  await jobs.stop();
  await store.remove();
});

const dayMilliseconds = 86_400_000;
const as = (viewer: Viewer, now = madeAt): Context => ({ database: store.handle.database, viewer, now, jobs });
/** So many metres north of the zone's middle. */
const north = (meters: number): number => zone.center[1] + meters / 111_000;

async function record(meters = 0, { kind = 'quarrel', daysAgo = 0 } = {}): Promise<string> {
  const now = new Date(madeAt.getTime() - daysAgo * dayMilliseconds);
  const told = { kind, longitude: zone.center[0], latitude: north(meters), source: 'call', summary: '' } as const;
  return (await recordIncident(as(officer, now), told)).id;
}

/** A working camera so far north of the middle that looks there, and what its picture of the middle is good for. */
async function camera(meters: number, sees: string[] = [], heading: number | null = 180): Promise<string> {
  const { database } = store.handle;
  const id = await makeCamera(database, zone);
  await sql`
    update camera set place = st_setsrid(st_makepoint(${zone.center[0]}, ${north(meters)}), 4326),
      heading_degrees = ${heading}, condition = 'working', link = 'linked' where id = ${id}`.execute(database);
  for (const purpose of sees)
    await sql`
      insert into camera_view (camera_id, zone_id, purpose, area, is_known, recipe, reach_meters, computed_at)
      values (${id}, ${zone.id}, ${purpose}, st_multi(st_buffer(st_setsrid(st_makepoint(${zone.center[0]},
        ${zone.center[1]}), 4326)::geography, 12)::geometry), true, '', 60, ${madeAt})`.execute(database);
  return id;
}

test('cameras that see the spot come first by what they see, then by distance; each look is on record', async () => {
  const id = await record();
  const [faint, fine, near] = [
    await camera(20, ['detect']),
    await camera(40, ['detect', 'observe', 'recognise']),
    await camera(30, ['detect', 'recognise']),
  ];
  await camera(5);
  const seen = await getSurroundings(as(officer), id);
  expect(seen.doesCoverSee).toBe(true);
  expect(seen.cameras.map(({ id: cameraId, purpose }) => [cameraId, purpose])).toEqual([
    [near, 'recognise'],
    [fine, 'recognise'],
    [faint, 'detect'],
  ]);
  expect(seen.cameras[0]?.meters).toBeGreaterThan(28);
  expect(seen.cameras[0]?.meters).toBeLessThan(32);
  const looks = store.handle.database.selectFrom('auditLog').select('accountId').where('subjectId', '=', id);
  expect(await looks.where('action', '=', 'incident.look-around').execute()).toEqual([
    { accountId: officer.account?.id },
  ]);

  await store.handle.database.updateTable('camera').set({ condition: 'faulty' }).where('id', '=', near).execute();
  expect(
    (await getSurroundings(as(officer), id)).cameras.map((row) => row.id),
    'what is broken sees nothing',
  ).toEqual([fine, faint]);
});

test('where none sees it, the nearest that work are named, those that look this way first', async () => {
  const id = await record();
  const [away, towards, unknown] = [await camera(20, [], 0), await camera(60, [], 190), await camera(30, [], null)];
  await camera(400, [], 180);
  // Until somebody has accepted it, a camera is its owner's alone.
  const awaiting = await camera(10, ['detect']);
  await store.handle.database.updateTable('camera').set({ acceptedAt: null }).where('id', '=', awaiting).execute();
  const { cameras, doesCoverSee } = await getSurroundings(as(officer), id);
  expect(doesCoverSee).toBe(false);
  expect(cameras.map((row) => row.id)).toEqual([towards, away, unknown]);
  expect(cameras.map(({ offDegrees }) => (offDegrees === null ? null : Math.round(offDegrees)))).toEqual([
    10,
    180,
    null,
  ]);
});

test('steps of its kind are ticked once, with who and when, and can be taken back', async () => {
  const id = await record(0, { kind: 'fire' });
  const codes = (await getSurroundings(as(officer), id)).steps.map(({ code }) => code);
  expect(codes).toContain('fire-brigade');
  expect(codes.at(-1)).toBe('log');
  await markStep(as(officer), { id, code: 'fire-brigade', isDone: true });
  await markStep(as(officer), { id, code: 'fire-brigade', isDone: true });
  const done = async () =>
    (await getSurroundings(as(officer), id)).steps
      .filter(({ doneAt }) => doneAt)
      .map(({ code, doneBy }) => [code, doneBy]);
  expect(await done()).toEqual([['fire-brigade', officer.account?.displayName]]);
  await markStep(as(officer), { id, code: 'fire-brigade', isDone: false });
  expect(await done()).toEqual([]);
  const { timeline } = await getIncident(as(officer), id);
  expect(timeline.map(({ type }) => type)).toEqual(['recorded', 'step-done', 'step-undone']);
  await expect(markStep(as(officer), { id, code: 'press', isDone: true })).rejects.toMatchObject({ code: 'invalid' });
});

test('a note carries its author, is in no event, cannot be changed, and ends with its time', async () => {
  const id = await record();
  const { id: noteId } = await addNote(as(officer), { id, note: 'คุณสมชาย โทร 081 234 5678' });
  const [note] = (await getSurroundings(as(officer), id)).notes;
  expect(note).toMatchObject({ id: noteId, author: officer.account?.displayName, body: 'คุณสมชาย โทร 081 234 5678' });
  const events = await store.handle.database.selectFrom('event').selectAll().where('subjectId', '=', id).execute();
  expect(JSON.stringify(events)).not.toMatch(/081 234|สมชาย/);
  expect(events.find(({ type }) => type === 'noted')?.payload).toEqual({ noteId });

  const after = (days: number) => new Date(madeAt.getTime() + days * dayMilliseconds);
  expect(await sweepIncidentNotes(store.handle.database, after(729))).toBe(0);
  expect(await sweepIncidentNotes(store.handle.database, after(731))).toBe(1);
  expect((await getSurroundings(as(officer), id)).notes).toEqual([]);
});

test('what happened here before is counted, and open ones nearby are offered, the same kind first', async () => {
  const past = [await record(40, { daysAgo: 300 }), await record(90, { daysAgo: 20 })];
  const old = await record(50, { daysAgo: 400 });
  await changeIncident(as(officer), { id: old, from: 'new', to: 'closed', reason: 'จบแล้ว' });
  await record(150, { daysAgo: 10 });
  const [theft, falseAlarm] = [
    await record(10, { kind: 'theft', daysAgo: 5 }),
    await record(10, { kind: 'theft', daysAgo: 5 }),
  ];
  await changeIncident(as(officer), { id: falseAlarm, from: 'new', to: 'false-alarm', reason: 'ไม่มีอะไร' });
  const id = await record();
  const same = await record(80);
  const seen = await getSurroundings(as(officer), id);
  expect(seen.pastKinds.map(({ kind, count }) => [kind, count])).toEqual([
    ['quarrel', 2],
    ['theft', 1],
  ]);
  expect(seen.past.map((row) => row.id)).toEqual([theft, past[1], past[0]]);
  const similar = seen.similar.map((row) => row.id);
  expect(similar).toContain(same);
  expect(similar).not.toContain(falseAlarm);
  expect(similar.indexOf(theft), 'another kind comes after').toBe(similar.length - 1);
});

test('only the station’s officers see and do any of it; for others it does not exist', async () => {
  const id = await record();
  const foreign = await makeZone(store.handle.database);
  const tries = (viewer: Viewer) => [
    getSurroundings(as(viewer), id),
    addNote(as(viewer), { id, note: 'x' }),
    markStep(as(viewer), { id, code: 'listen', isDone: true }),
  ];
  for (const role of everyRole) {
    const own = await makeViewer(store.handle.database, role, zone);
    const isWorker = role === 'officer' || role === 'supervisor';
    const outcomes = await Promise.allSettled(tries(own));
    expect(
      outcomes.map(({ status }) => status === 'fulfilled'),
      role,
    ).toEqual([isWorker, isWorker, isWorker]);
    const elsewhere = await makeViewer(store.handle.database, role, foreign);
    const refused = { status: 'rejected', reason: { code: 'not-found' } };
    expect(await Promise.allSettled(tries(elsewhere)), role).toMatchObject([refused, refused, refused]);
  }
  await expect(getSurroundings(as(officer), newId())).rejects.toMatchObject({ code: 'not-found' });
});
