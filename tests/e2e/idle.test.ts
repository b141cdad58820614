import { setTimeout as pause } from 'node:timers/promises';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { makeCamera, makeRiskArea, makeZone } from '../support/factories.ts';
import { startTestServer, type TestServer } from '../support/server.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
  const { database } = server.running.handle;
  const zone = await makeZone(database);
  await makeRiskArea(database, zone);
  await makeCamera(database, zone);
});
afterAll(() => server.stop());

const countJobs = async (): Promise<number> => {
  const { rows } = await sql<{ count: number }>`select count(*)::int as count from pgboss.job`.execute(
    server.running.handle.database,
  );
  return rows[0]?.count ?? 0;
};

const countSchedules = async (): Promise<number> => {
  const { rows } = await sql<{ count: number }>`select count(*)::int as count from pgboss.schedule`.execute(
    server.running.handle.database,
  );
  return rows[0]?.count ?? 0;
};

test('a server that nobody uses asks itself for nothing but what comes round by the clock', async () => {
  const { database } = server.running.handle;
  const due = () => database.selectFrom('coverageDue').select('id').execute();
  await expect.poll(due, { timeout: 60_000 }).toEqual([]);
  // What follows from the last computation is over by then.
  await pause(2_000);
  const before = await countJobs();
  await pause(5_000);
  // A minute may begin meanwhile: each schedule is due then, once, and pg-boss keeps a job for each of its own.
  expect((await countJobs()) - before).toBeLessThanOrEqual(2 * (await countSchedules()));
});
