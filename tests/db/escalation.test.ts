import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { escalationForm } from '../../src/features/incidents/escalation.schema.ts';
import {
  escalateDueIncidents,
  getEscalationSettings,
  saveEscalationSettings,
  wakeAtNextLimits,
} from '../../src/features/incidents/escalation.service.ts';
import { changeIncident } from '../../src/features/incidents/incidents.service.ts';
import { getIncident, getQueue } from '../../src/features/incidents/queue.service.ts';
import { recordIncident } from '../../src/features/incidents/recording.service.ts';
import type { Viewer } from '../../src/server/access.ts';
import type { Context } from '../../src/server/context.ts';
import { type JobRunner, startJobs } from '../../src/server/jobs.ts';
import { listEntriesAfter } from '../../src/server/live/streams.queries.ts';
import { openTestDatabase, type TestDatabase } from '../support/database.ts';
import { type MadeZone, madeAt, makeViewer, makeZone } from '../support/factories.ts';

let store: TestDatabase;
let jobs: JobRunner;
let zone: MadeZone;
let officer: Viewer;
let administrator: Viewer;
const woken: Date[] = [];

beforeAll(async () => {
  store = await openTestDatabase();
  jobs = await startJobs(store.handle);
  await jobs.work('incident.publish', async () => {});
  await jobs.work('incident.escalate', async () => void woken.push(new Date()));
});
beforeEach(async () => {
  const { database } = store.handle;
  zone = await makeZone(database);
  officer = await makeViewer(database, 'officer', zone);
  administrator = await makeViewer(database, 'administrator', zone);
});
afterAll(async () => {
  await jobs.stop();
  await store.remove();
});

const after = (minutes: number): Date => new Date(madeAt.getTime() + minutes * 60_000);
const as = (viewer: Viewer, now = madeAt): Context => ({ database: store.handle.database, viewer, now, jobs });
const escalateAt = (minutes: number) =>
  escalateDueIncidents({ database: store.handle.database, jobs, now: after(minutes) });

async function record(priority: number): Promise<string> {
  const [longitude, latitude] = zone.center;
  const told = { kind: 'quarrel', longitude, latitude, source: 'call', summary: '', priority } as const;
  return (await recordIncident(as(officer), told)).id;
}

const escalations = async (id: string) =>
  store.handle.database
    .selectFrom('event')
    .select(['type', 'actorId', 'payload'])
    .where('subjectId', '=', id)
    .where('type', '=', 'escalated')
    .orderBy('recordedAt')
    .execute();

test('an incident that nobody takes escalates once per level, and everybody hears of it', async () => {
  const id = await record(1);
  await escalateAt(0.9);
  expect(await escalations(id)).toEqual([]);
  await escalateAt(1);
  await escalateAt(1.5);
  expect(await escalations(id)).toMatchObject([{ actorId: null, payload: { level: 1, priority: 1, state: 'new' } }]);
  await escalateAt(5);
  await escalateAt(500);
  expect((await escalations(id)).map(({ payload }) => payload)).toMatchObject([{ level: 1 }, { level: 2 }]);

  const entries = await listEntriesAfter(
    store.handle.database,
    [{ zoneId: zone.id, audience: 'commander', position: 0 }],
    100,
  );
  const told = entries.map(({ payload }) => JSON.parse(payload)).filter((incident) => incident.id === id);
  expect(told.map(({ escalatedTo }) => escalatedTo)).toEqual([0, 1, 2]);
  const { incidents } = await getQueue(as(officer, after(6)));
  expect(incidents.find((incident) => incident.id === id)).toMatchObject({ escalatedTo: 2, state: 'new' });
  expect((await getIncident(as(officer), id)).timeline.map(({ type }) => type)).toEqual([
    'recorded',
    'escalated',
    'escalated',
  ]);
});

test('what somebody has taken does not escalate, and what was overlooked for long goes straight to commanders', async () => {
  const [taken, left] = [await record(2), await record(2)];
  await changeIncident(as(officer), { id: taken, from: 'new', to: 'acknowledged', reason: '' });
  await escalateAt(60);
  expect(await escalations(taken)).toEqual([]);
  expect(await escalations(left)).toMatchObject([{ payload: { level: 2 } }]);
});

test('two servers at the same moment tell it once', async () => {
  const id = await record(1);
  await Promise.all([escalateAt(2), escalateAt(2), escalateAt(2)]);
  expect(await escalations(id)).toHaveLength(1);
});

test('each priority has its own limit, and a zone may set others', async () => {
  const ids = [await record(1), await record(2), await record(3), await record(4)];
  const counts = async () => Promise.all(ids.map(async (id) => (await escalations(id)).length));
  await escalateAt(3);
  expect(await counts()).toEqual([1, 1, 0, 0]);

  const [, second, third] = ['1', '2', '3'];
  const form = escalationForm.parse({
    supervisor1: '1',
    commander1: second,
    supervisor2: '1',
    commander2: second,
    supervisor3: second,
    commander3: third,
    supervisor4: '1000',
    commander4: '2000',
  });
  await saveEscalationSettings(as(administrator), zone.slug, form);
  await escalateAt(3.5);
  expect(await counts()).toEqual([2, 2, 1, 0]);
  const { limits } = await getEscalationSettings(as(administrator), zone.slug);
  expect(limits.map(({ supervisorMinutes }) => supervisorMinutes)).toEqual([1, 1, 2, 1000]);

  await expect(saveEscalationSettings(as(officer), zone.slug, form)).rejects.toMatchObject({ code: 'not-found' });
  await expect(saveEscalationSettings(as(administrator), zone.slug, { ...form, commander2: 1 })).rejects.toMatchObject({
    code: 'invalid',
    fields: { commander2: 'incidents.mistakeLater' },
  });
});

test('the job is asked for at the moment a limit passes, not only with the clock', async () => {
  const now = new Date();
  const [longitude, latitude] = zone.center;
  const told = { kind: 'quarrel', longitude, latitude, source: 'call', summary: '', priority: 1 } as const;
  await recordIncident(as(officer, new Date(now.getTime() - 58_000)), told);
  woken.length = 0;
  await wakeAtNextLimits({ database: store.handle.database, jobs, now });
  await expect.poll(() => woken.length, { timeout: 20_000 }).toBe(1);
  expect(woken[0]?.getTime()).toBeGreaterThanOrEqual(now.getTime() + 1_900);
});
