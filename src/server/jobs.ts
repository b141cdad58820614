import type { Transaction } from 'kysely';
import { fromKysely, PgBoss } from 'pg-boss';
import type { DatabaseHandle } from '../../db/client/database.ts';
import type { DB } from '../../db/types.ts';
import { log } from './log.ts';

/** Every kind of job and what it carries: ids and states only, never contacts or words. */
export interface JobCatalogue {
  /** Something happened to a report that its reporter and followers should hear of. */
  'report.tell': { reportId: string; eventId: string };
  /** Something happened to a proposal or project that everybody linked to it should hear of. */
  'proposal.tell': { proposalId: string; eventType: string };
  'project.tell': { projectId: string; eventType: string };
  /** One message through one channel, retried until it is sent. */
  'message.send': { messageId: string };
  /** A live incident's delay for the public is over. */
  'incident.publish': { incidentId: string; change: string };
  /** Ballots whose hour has come open and close. */
  'ballot.clock': Record<string, never>;
  /** Personal data whose time is over is deleted. */
  'retention.sweep': Record<string, never>;
  /** What live streams can no longer replay is forgotten. */
  'live.sweep': Record<string, never>;
  /** A confirmed import is brought in. */
  'import.run': { importId: string };
  /** Public points of a zone are made again from its buildings. */
  'zone.re-snap': { zoneId: string };
  /** Closed incidents join the public's counts, and changed counts are merged into the map's cells. */
  'incident.keep-counts': Record<string, never>;
}

export type JobName = keyof JobCatalogue;

/** Queues work in the same transaction as the change that asks for it, so that a crash in between loses nothing. */
export interface Jobs {
  send<Name extends JobName>(
    transaction: Transaction<DB>,
    name: Name,
    data: JobCatalogue[Name],
    options?: { startAfter?: Date; singletonKey?: string },
  ): Promise<void>;
}

export interface JobRunner extends Jobs {
  /** Registers the one handler of a kind of job. A handler that throws is tried again later. */
  work<Name extends JobName>(name: Name, handler: (data: JobCatalogue[Name]) => Promise<void>): Promise<void>;
  /** Runs a job on a cron schedule (UTC). */
  schedule(name: JobName, cron: string): Promise<void>;
  stop(): Promise<void>;
}

const retryLimit = 12;
/** A job that a killed server had in hand is taken up again after this. */
const longestJobSeconds = 120;

/** Starts pg-boss on the pool that the handle has open. */
export async function startJobs(handle: DatabaseHandle): Promise<JobRunner> {
  const boss = new PgBoss({
    db: { executeSql: (text, values) => handle.pool.query(text, values) },
    schema: 'pgboss',
  });
  boss.on('error', (error) => log.error('job machinery', error));
  await boss.start();
  const known = new Set<string>();

  async function ensureQueue(name: JobName): Promise<void> {
    if (known.has(name)) return;
    await boss.createQueue(name, { retryLimit, retryBackoff: true, retryDelay: 2, expireInSeconds: longestJobSeconds });
    known.add(name);
  }

  return {
    async send(transaction, name, data, options) {
      if (!known.has(name)) throw new Error(`Nobody works on jobs named ${name}.`);
      await boss.send(name, data, { ...options, db: fromKysely(transaction.withoutPlugins()) });
    },
    async work(name, handler) {
      await ensureQueue(name);
      await boss.work<Parameters<typeof handler>[0]>(name, { pollingIntervalSeconds: 1 }, async (jobs) => {
        for (const job of jobs) await handler(job.data);
      });
    },
    async schedule(name, cron) {
      await ensureQueue(name);
      await boss.schedule(name, cron, {});
    },
    stop: () => boss.stop({ graceful: true, timeout: 5_000 }),
  };
}
