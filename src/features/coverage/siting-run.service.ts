import { Worker } from 'node:worker_threads';
import type { Database } from '../../../db/client/database.ts';
import { log } from '../../server/log.ts';
import {
  findZoneFrame,
  listOutlines,
  listRiskAreasToCover,
  listWater,
  listWorkingCameras,
  listWorkingPosts,
} from './scene.queries.ts';
import type { SitingOutcome, SitingProgress } from './siting/solving.ts';
import type { SitingTask } from './siting/task.ts';
import { claimRun, failRun, failSilentRuns, finishRun, updateProgress } from './siting.queries.ts';
import { type SitingRequest, sitingRequest } from './siting.schema.ts';
import { listLampPosts, listOwnStreets, listReportPlaces, listWallsToHangOn } from './siting-scene.queries.ts';
import type { SitingMessage } from './siting-worker.ts';

/** What runs questions: where they are, and what time it is. */
interface SitingHouse {
  database: Database;
  now: () => Date;
}

const mostTries = 3;
const tellEveryMs = 1_000;
/**
 * What may pass beyond the time limit until the thread is ended: building the question, and the solver's habit of not
 * asking in the middle of a large linear programme. With the longest limit it stays under what a job may take.
 */
const graceSeconds = 40;
const silentMinutes = 10;
const waitingHours = 2;

/**
 * Works out the answer to one question, for the job `siting.run`. One that another server had in hand when it died is
 * taken up again, three times in all; one that is over is left alone.
 */
export async function runSiting(house: SitingHouse, id: string): Promise<void> {
  const { database, now } = house;
  const run = await claimRun(database, id, mostTries, now());
  if (!run) return failRun(database, id, { failure: 'lost' }, now());
  const request = sitingRequest.parse(run.request);
  const task = await loadTask(database, run.zoneId, request, now());
  const outcome = await workOut(house, { id, tries: run.tries }, task);
  if (!outcome) return;
  if (outcome.ok) await finishRun(database, id, outcome.answer, now());
  else await failRun(database, id, outcome, now());
}

/** Fails what a server left behind: nothing is "being worked on" for ever. For the system itself; how many there were. */
export function failLostSiting(database: Database, now: Date): Promise<number> {
  const before = (minutes: number): Date => new Date(now.getTime() - minutes * 60_000);
  return failSilentRuns(
    database,
    { workedBefore: before(silentMinutes), waitingBefore: before(waitingHours * 60) },
    now,
  );
}

async function loadTask(database: Database, zoneId: string, request: SitingRequest, now: Date): Promise<SitingTask> {
  const frame = await findZoneFrame(database, zoneId);
  return {
    request,
    center: [frame?.longitude ?? 0, frame?.latitude ?? 0],
    population: frame?.population ?? null,
    buildings: await listOutlines(database, zoneId),
    water: await listWater(database, zoneId),
    cameras: await listWorkingCameras(database, zoneId),
    areas: await listRiskAreasToCover(database, zoneId),
    reports: await listReportPlaces(database, zoneId, now),
    streets: await listOwnStreets(database, zoneId),
    posts: await listWorkingPosts(database, zoneId),
    lamps: await listLampPosts(database, zoneId),
    walls: await listWallsToHangOn(database, zoneId),
  };
}

/**
 * Lets a thread do the work, writes down once a second how far it is, and ends it when nobody wants the answer any more
 * (then there is none), or when it takes too long.
 */
function workOut({ database, now }: SitingHouse, claim: { id: string; tries: number }, task: SitingTask) {
  const worker = new Worker(new URL('./siting-worker.ts', import.meta.url), { workerData: task });
  // A server that stops does not wait for it: the question is taken up again.
  worker.unref();
  let latest: SitingProgress = { stage: 'reading', progress: 0, best: null, bound: null };
  const deadline = now().getTime() + (task.request.seconds + graceSeconds) * 1_000;
  return new Promise<SitingOutcome | undefined>((resolve, reject) => {
    const finish = (settle: () => void): void => {
      clearInterval(clock);
      void worker.terminate();
      settle();
    };
    const clock = setInterval(() => {
      if (now().getTime() > deadline) return finish(() => resolve({ ok: false, failure: 'too-long', values: {} }));
      updateProgress(database, claim, latest, now()).then(
        (isWanted) => isWanted || finish(() => resolve(undefined)),
        (error: unknown) => finish(() => reject(error)),
      );
    }, tellEveryMs);
    worker.on('message', (message: SitingMessage) => {
      if (message.type === 'progress') latest = message.progress;
      else finish(() => resolve(message.outcome));
    });
    worker.on('error', (error) => {
      log.error('siting', error);
      finish(() => resolve({ ok: false, failure: 'bug', values: {} }));
    });
  });
}
