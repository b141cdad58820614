import type { Transaction } from 'kysely';
import { fromKysely, type JobResult, PgBoss, type QueueResult } from 'pg-boss';
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
  /** Incidents that nobody has taken within their limit escalate. `isWoken`: a limit passes now, between two rounds. */
  'incident.escalate': { isWoken?: boolean };
  /** Closed incidents join the public's counts, and changed counts are merged into the map's cells. */
  'incident.keep-counts': Record<string, never>;
  /** What cameras see is worked out anew where something has changed. */
  'coverage.keep-up': Record<string, never>;
  /** Devices that have not been heard for too long are taken for lost. */
  'device.watch': Record<string, never>;
  /** Watched plates and faces begin and end to be watched at their hour. */
  'watch.clock': Record<string, never>;
  /** Other systems that have been silent for too long are taken for missed. */
  'source.watch': Record<string, never>;
  /** A question where devices should go is worked out. */
  'siting.run': { runId: string };
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
  /**
   * Registers the one handler of a kind of job. A handler that throws is tried again later, and only its own job is.
   * Up to `atOnce` jobs (one, unless told) run at the same time: more for what mostly waits for somebody else.
   */
  work<Name extends JobName>(
    name: Name,
    handler: (data: JobCatalogue[Name]) => Promise<void>,
    options?: { atOnce?: number },
  ): Promise<void>;
  /** Runs a job on a cron schedule (UTC). */
  schedule(name: JobName, cron: string): Promise<void>;
  stop(): Promise<void>;
}

/** How each queue is kept. A job that a killed server had in hand is taken up again when it expires. */
const queueOptions = { retryLimit: 12, retryBackoff: true, retryDelay: 2, expireInSeconds: 120, notify: true };

const polling = {
  /** While notifications do not come: they are what usually wakes a worker. */
  pollingIntervalSeconds: 1,
  /** For jobs whose time comes later, which notify nobody then. */
  notifyPollingIntervalSeconds: 5,
};

/** Starts pg-boss on the pool that the handle has open. */
export async function startJobs(handle: DatabaseHandle): Promise<JobRunner> {
  const boss = new PgBoss({
    db: {
      executeSql: (text, values) => handle.pool.query(text, values),
      listen: async (...parameters) => ({ close: await handle.listen(...parameters) }),
    },
    schema: 'pgboss',
    useListenNotify: true,
    // A register of servers that nobody here reads; writing it is a good part of a start.
    registerInstance: false,
  });
  boss.on('error', (error) => log.error('job machinery', error));
  await boss.start();
  // Asked for once, because each statement that a start does without is felt on the embedded engine.
  const [queues, schedules] = [await boss.getQueues(), await boss.getSchedules()];
  const known = new Set<string>();

  async function ensureQueue(name: JobName): Promise<void> {
    if (known.has(name)) return;
    const stored = queues.find((queue) => queue.name === name);
    if (!stored) await boss.createQueue(name, queueOptions);
    else if (!isKeptSo(stored)) await boss.updateQueue(name, queueOptions);
    known.add(name);
  }

  return {
    async send(transaction, name, data, options) {
      if (!known.has(name)) throw new Error(`Nobody works on jobs named ${name}.`);
      await boss.send(name, data, { ...options, db: fromKysely(transaction.withoutPlugins()) });
    },
    async work(name, handler, { atOnce = 1 } = {}) {
      await ensureQueue(name);
      const options = { ...polling, batchSize: atOnce, perJobResults: true as const };
      const worker = await boss.work<Parameters<typeof handler>[0], unknown, typeof options>(
        name,
        options,
        async (jobs) => {
          const results = await Promise.all(jobs.map((job) => settle(job.id, () => handler(job.data))));
          // There may be more: it looks again at once, and waits when nothing is left.
          boss.notifyWorker(worker);
          return results;
        },
      );
    },
    async schedule(name, cron) {
      await ensureQueue(name);
      const isStored = schedules.some((stored) => stored.name === name && stored.cron === cron);
      if (!isStored) await boss.schedule(name, cron, {});
    },
    stop: () => boss.stop({ graceful: true, timeout: 5_000 }),
  };
}

function isKeptSo(stored: QueueResult): boolean {
  return Object.entries(queueOptions).every(([option, value]) => Reflect.get(stored, option) === value);
}

/** What has become of one job of a batch. */
async function settle(id: string, work: () => Promise<void>): Promise<JobResult> {
  try {
    await work();
    return { id, status: 'completed' };
  } catch (error) {
    return { id, status: 'failed', output: error };
  }
}
