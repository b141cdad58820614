import type { Viewer } from '../../src/server/access.ts';
import type { Context } from '../../src/server/context.ts';
import { AppError } from '../../src/server/errors.ts';
import { startJobs } from '../../src/server/jobs.ts';
import { openTestDatabase, type TestDatabase } from './database.ts';
import { type MadeZone, madeAt, makeRiskArea, makeViewer, makeZone } from './factories.ts';

/** A zone with a risk area and those who look after devices in it, and a zone that is foreign to them. */
export interface DeviceDesk {
  store: TestDatabase;
  zone: MadeZone;
  foreign: MadeZone;
  officer: Viewer;
  partner: Viewer;
  /** What a service is called with; jobs are queued, and nobody works cover out but the test itself. */
  as(viewer: Viewer, now?: Date): Context;
  close(): Promise<void>;
}

export async function openDeviceDesk(): Promise<DeviceDesk> {
  const store = await openTestDatabase();
  const jobs = await startJobs(store.handle);
  await jobs.work('coverage.keep-up', () => Promise.resolve());
  await jobs.work('incident.publish', () => Promise.resolve());
  const { database } = store.handle;
  const [zone, foreign] = [await makeZone(database), await makeZone(database)];
  await makeRiskArea(database, zone);
  return {
    store,
    zone,
    foreign,
    officer: await makeViewer(database, 'officer', zone),
    partner: await makeViewer(database, 'partner', zone),
    as: (viewer, now = madeAt) => ({ database, viewer, now, jobs }),
    close: async () => {
      await jobs.stop();
      await store.remove();
    },
  };
}

/** What a refusal names as to be mended, by field. */
export async function mistakesIn(work: () => Promise<unknown>): Promise<Record<string, string>> {
  try {
    await work();
  } catch (error) {
    if (error instanceof AppError) return error.fields;
    throw error;
  }
  throw new Error('It was not refused.');
}
