import { afterAll, beforeAll, expect, test } from 'vitest';
import { simulateOnce } from '../../src/features/incidents/simulator.service.ts';
import { type JobRunner, startJobs } from '../../src/server/jobs.ts';
import { openTestDatabase, type TestDatabase } from '../support/database.ts';

let store: TestDatabase;
let jobs: JobRunner;
beforeAll(async () => {
  store = await openTestDatabase({ seeded: true });
  jobs = await startJobs(store.handle);
  await jobs.work('incident.publish', async () => {});
});
afterAll(async () => {
  await jobs.stop();
  await store.remove();
});

const start = Date.parse('2026-11-22T13:00:00Z');
const at = (seconds: number) =>
  simulateOnce({ database: store.handle.database, jobs, now: new Date(start + seconds * 1_000) });

const simulated = () =>
  store.handle.database
    .selectFrom('incident')
    .innerJoin('incidentResponse', 'incidentResponse.incidentId', 'incident.id')
    .where('incident.sourceName', '=', 'simulator')
    .select(['incident.kind', 'incidentResponse.state', 'incident.snapPointId'])
    .execute();

test('nothing happens unless it is switched on', async () => {
  expect(await at(0)).toBe(0);
  expect(await simulated()).toEqual([]);
});

test('switched on, incidents come in, are worked on, and happen once however many servers there are', async () => {
  await store.handle.database
    .insertInto('setting')
    .values({ key: 'simulator', value: 'true', updatedAt: new Date() })
    .execute();
  for (let tick = 0; tick < 12; tick++) await at(tick * 6);
  const first = await simulated();
  expect(first.length).toBeGreaterThan(9);
  expect(first.every((incident) => incident.snapPointId !== null)).toBe(true);
  expect(first.some((incident) => incident.state !== 'new')).toBe(true);
  await at(11 * 6);
  expect((await simulated()).length).toBe(first.length);
});
