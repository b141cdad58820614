import { afterAll, beforeAll, expect, test } from 'vitest';
import { getFigures } from '../../src/features/incidents/figures.service.ts';
import { figuresQuestion, type NewIncident } from '../../src/features/incidents/incidents.schema.ts';
import { changeIncident } from '../../src/features/incidents/incidents.service.ts';
import type { IncidentState } from '../../src/features/incidents/incidents.states.ts';
import { recordIncident } from '../../src/features/incidents/recording.service.ts';
import type { Viewer } from '../../src/server/access.ts';
import type { Context } from '../../src/server/context.ts';
import { AppError } from '../../src/server/errors.ts';
import { newId } from '../../src/server/identifiers.ts';
import { type JobRunner, startJobs } from '../../src/server/jobs.ts';
import { openTestDatabase, type TestDatabase } from '../support/database.ts';
import { everyRole, type MadeZone, madeAt, makeViewer, makeZone } from '../support/factories.ts';

let store: TestDatabase;
let jobs: JobRunner;
let zone: MadeZone;
let officer: Viewer;
let patrolUnitId: string;
beforeAll(async () => {
  store = await openTestDatabase();
  jobs = await startJobs(store.handle);
  await jobs.work('incident.publish', async () => {});
  const { database } = store.handle;
  zone = await makeZone(database);
  officer = await makeViewer(database, 'officer', zone);
  patrolUnitId = newId();
  const unit = { id: patrolUnitId, stationId: zone.stationId, callSign: 'สายตรวจ 12' };
  await database.insertInto('patrolUnit').values(unit).execute();
});
afterAll(async () => {
  await jobs.stop();
  await store.remove();
});

const later = (seconds: number): Date => new Date(madeAt.getTime() + seconds * 1000);
const as = (viewer: Viewer, now: Date): Context => ({ database: store.handle.database, viewer, now, jobs });
const question = figuresQuestion.parse({});
const figures = (viewer: Viewer, seconds: number, asked = question) => getFigures(as(viewer, later(seconds)), asked);

/** An incident that is recorded then, and taken through these steps after so many seconds each. */
async function happen(at: number, steps: readonly [IncidentState, number][], more: Partial<NewIncident> = {}) {
  const [longitude, latitude] = zone.center;
  const told = { kind: 'quarrel', source: 'call', summary: '', longitude, latitude, ...more } as const;
  const { id } = await recordIncident(as(officer, later(at)), told);
  let from: IncidentState = 'new';
  for (const [to, seconds] of steps) {
    const change = { id, from, to, reason: 'เสร็จแล้ว', patrolUnitId, dailyLogNumber: undefined };
    await changeIncident(as(officer, later(at + seconds)), change);
    from = to;
  }
}

test('say how long incidents waited, what still waits included, and when and whence they came', async () => {
  for (const seconds of [10, 20, 30, 40])
    await happen(0, [
      ['acknowledged', seconds],
      ['assigned', seconds + 5],
      ['on-scene', seconds + 100],
      ['resolved', seconds + 200],
    ]);
  // The step to acknowledge is skipped; nobody needs to be there.
  await happen(0, [['resolved', 50]], { priority: 1, kind: 'fire' });
  await happen(0, [['false-alarm', 5]]);
  // Told late, by another system, and seen by nobody so far.
  const asked = { source: 'feed' as const, occurredAt: later(3600 - 90) };
  await happen(3600, [], asked);

  const found = await figures(officer, 3600 + 60);
  expect(found.count).toBe(7);
  // Of seven one is dropped after 5 s and one still waits after 60: 10, 20, 30, 40 and 50 of six, five … two at risk.
  expect(found.curves.acknowledge.map(({ seconds, atRisk }) => [seconds, atRisk])).toEqual([
    [10, 6],
    [20, 5],
    [30, 4],
    [40, 3],
    [50, 2],
  ]);
  expect(found.all.waits.acknowledge).toEqual({ over: 5, half: 30, nineInTen: undefined });
  expect(found.all.waits.arrive).toMatchObject({ over: 4, half: 120 });
  expect(found.all.waits.resolve).toMatchObject({ over: 5, half: 220 });
  expect(found.byPriority.map(({ key, count }) => [key, count])).toEqual([
    ['1', 1],
    ['3', 6],
  ]);
  expect(found.byKind.map(({ key }) => key)).toEqual(['quarrel', 'fire']);
  expect(found.load.flat().reduce((sum, count) => sum + count)).toBe(7);
  const local = new Date(madeAt.getTime() + 7 * 3_600_000);
  expect(found.load[(local.getUTCDay() + 6) % 7]?.[local.getUTCHours()]).toBe(6);
  expect(found.delays).toEqual([
    { source: 'call', count: 6, half: 0, nineInTen: 0 },
    { source: 'feed', count: 1, half: 90, nineInTen: 90 },
  ]);
});

test('look back as far as they are asked, into one zone or all', async () => {
  expect((await figures(officer, 8 * 86_400, figuresQuestion.parse({ days: '7' }))).count).toBe(0);
  expect((await figures(officer, 8 * 86_400)).count).toBe(7);
  expect((await figures(officer, 60, { zone: zone.slug, days: 30 })).count).toBe(7);
  await expect(figures(officer, 60, { zone: 'elsewhere', days: 30 })).rejects.toMatchObject({ code: 'not-found' });
  expect(figuresQuestion.parse({ zone: '../x', days: '8' })).toEqual({ zone: undefined, days: 30 });
});

test('are for officers of the zone and the commanders above them', async () => {
  const foreign = await makeZone(store.handle.database);
  for (const place of [zone, foreign])
    for (const role of everyRole) {
      const viewer = await makeViewer(store.handle.database, role, place);
      const answer = await figures(viewer, 3700).then(
        ({ count }) => count,
        (error: unknown) => (error instanceof AppError ? error.code : error),
      );
      const isFollower = ['officer', 'supervisor', 'commander'].includes(role);
      const refusal = viewer.account ? 'not-found' : 'sign-in-required';
      expect([role, answer]).toEqual([role, isFollower ? (place === zone ? 7 : 0) : refusal]);
    }
});
