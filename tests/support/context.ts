import type { Database } from '../../db/client/database.ts';
import { anonymous, type Viewer } from '../../src/server/access.ts';
import type { Context } from '../../src/server/context.ts';
import { madeAt } from './factories.ts';

/** A service's context in a test without jobs; one that queues a job fails. */
export function contextFor(database: Database, viewer: Viewer = anonymous, now: Date = madeAt): Context {
  const jobs = {
    send: () => Promise.reject(new Error('This test has no jobs.')),
  };
  return { database, viewer, now, jobs };
}
