import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { newId } from '../../src/server/identifiers.ts';
import { type JobRunner, startJobs } from '../../src/server/jobs.ts';
import { openTestDatabase, type TestDatabase } from '../support/database.ts';

let store: TestDatabase;
let jobs: JobRunner;
beforeAll(async () => {
  store = await openTestDatabase();
  jobs = await startJobs(store.handle);
});
afterAll(async () => {
  await jobs.stop();
  await store.remove();
});

/** What a handler was given, and how many it had in hand at most. */
function watchWork() {
  const seen: string[] = [];
  let inHand = 0;
  let most = 0;
  return {
    seen,
    most: () => most,
    async handle(id: string): Promise<void> {
      seen.push(id);
      inHand += 1;
      most = Math.max(most, inHand);
      await sleep(20);
      inHand -= 1;
    },
  };
}

const makeIds = (count: number): string[] => Array.from({ length: count }, () => newId());

async function queue(name: 'message.send' | 'report.tell' | 'import.run', ids: readonly string[]): Promise<void> {
  await store.handle.database.transaction().execute(async (transaction) => {
    for (const id of ids) {
      await jobs.send(transaction, name, { messageId: id, reportId: id, eventId: id, importId: id });
    }
  });
}

test('four hundred messages go out, a few at once, each of them once', async () => {
  const work = watchWork();
  await jobs.work('message.send', ({ messageId }) => work.handle(messageId), { atOnce: 4 });
  const ids = makeIds(400);
  await queue('message.send', ids);
  await expect.poll(() => work.seen.length, { timeout: 60_000 }).toBeGreaterThanOrEqual(400);
  expect(work.most()).toBe(4);
  expect([...work.seen].sort()).toEqual([...ids].sort());
}, 90_000);

test('a job that fails is tried again alone; the others of its batch are done once', async () => {
  const seen: string[] = [];
  const ids = makeIds(6);
  await jobs.work(
    'report.tell',
    async ({ reportId }) => {
      seen.push(reportId);
      const tries = seen.filter((id) => id === reportId).length;
      if (reportId === ids[2] && tries === 1) throw new Error('The mail server is away.');
    },
    { atOnce: 4 },
  );
  await queue('report.tell', ids);
  await expect.poll(() => seen.length, { timeout: 30_000 }).toBe(7);
  expect(seen.filter((id) => id === ids[2])).toHaveLength(2);
  expect(new Set(seen)).toEqual(new Set(ids));
}, 60_000);

test('jobs that run one at a time follow one another without a pause', async () => {
  const work = watchWork();
  await jobs.work('import.run', ({ importId }) => work.handle(importId));
  await queue('import.run', makeIds(10));
  await expect.poll(() => work.seen.length, { timeout: 20_000 }).toBe(10);
  expect(work.most()).toBe(1);
}, 60_000);
