import { sql } from 'kysely';
import type { Database } from '../../../db/client/database.ts';
import type { SitingProgress } from './siting/solving.ts';
import type { SitingAnswer, SitingFailure, SitingRequest } from './siting.schema.ts';

const summary = [
  'run.id',
  'run.zoneId',
  'run.kind',
  'run.state',
  'run.stage',
  'run.progress',
  'run.best',
  'run.bound',
  'run.failure',
  'run.planId',
  'run.createdAt',
  'run.finishedAt',
] as const;

export async function insertRun(
  database: Database,
  run: { id: string; zoneId: string; request: SitingRequest; createdBy: string; now: Date },
): Promise<void> {
  const { id, zoneId, request, createdBy, now } = run;
  await database
    .insertInto('sitingRun')
    .values({ id, zoneId, kind: request.kind, request: JSON.stringify(request), createdBy, createdAt: now })
    .execute();
}

/** A zone's questions, the latest first. */
export function listRuns(database: Database, zoneId: string, limit: number) {
  return database
    .selectFrom('sitingRun as run')
    .where('run.zoneId', '=', zoneId)
    .select([...summary, 'run.request', 'run.answer'])
    .orderBy('run.createdAt', 'desc')
    .orderBy('run.id', 'desc')
    .limit(limit)
    .execute();
}

export function findRun(database: Database, id: string) {
  return database
    .selectFrom('sitingRun as run')
    .where('run.id', '=', id)
    .select([...summary, 'run.request', 'run.answer', 'run.failureValues', 'run.tries'])
    .executeTakeFirst();
}

/** How many of a zone's questions are still open. */
export async function countOpenRuns(database: Database, zoneId: string): Promise<number> {
  const { count } = await database
    .selectFrom('sitingRun')
    .where('zoneId', '=', zoneId)
    .where('state', 'in', ['waiting', 'working'])
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow();
  return Number(count);
}

/** Takes an open question up, again if need be; which try this is, or nothing when it is over or was tried too often. */
export async function claimRun(database: Database, id: string, mostTries: number, now: Date) {
  return database
    .updateTable('sitingRun')
    .set({ state: 'working', stage: 'reading', progress: 0, workedAt: now, tries: sql<number>`tries + 1` })
    .where('id', '=', id)
    .where('state', 'in', ['waiting', 'working'])
    .where('tries', '<', mostTries)
    .returning(['zoneId', 'request', 'tries'])
    .executeTakeFirst();
}

/** Writes how far the work is; whether anybody still wants it, and nobody else has taken it up since. */
export async function updateProgress(
  database: Database,
  { id, tries }: { id: string; tries: number },
  { stage, progress, best, bound }: SitingProgress,
  now: Date,
): Promise<boolean> {
  const { numUpdatedRows } = await database
    .updateTable('sitingRun')
    .set({ stage, progress, best, bound, workedAt: now })
    .where('id', '=', id)
    .where('state', '=', 'working')
    .where('tries', '=', tries)
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}

export async function finishRun(database: Database, id: string, answer: SitingAnswer, now: Date): Promise<void> {
  await database
    .updateTable('sitingRun')
    .set({ state: 'done', progress: 1, answer: JSON.stringify(answer), finishedAt: now })
    .where('id', '=', id)
    .where('state', '=', 'working')
    .execute();
}

export async function failRun(
  database: Database,
  id: string,
  { failure, values = {} }: { failure: SitingFailure; values?: Record<string, number> },
  now: Date,
): Promise<void> {
  await database
    .updateTable('sitingRun')
    .set({ state: 'failed', failure, failureValues: JSON.stringify(values), finishedAt: now })
    .where('id', '=', id)
    .where('state', 'in', ['waiting', 'working'])
    .execute();
}

/** Whether there was something to cancel. */
export async function cancelRun(database: Database, id: string, now: Date): Promise<boolean> {
  const { numUpdatedRows } = await database
    .updateTable('sitingRun')
    .set({ state: 'cancelled', finishedAt: now })
    .where('id', '=', id)
    .where('state', 'in', ['waiting', 'working'])
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}

/** Fails what has not been worked on since, and what has waited since before that; how many. */
export async function failSilentRuns(
  database: Database,
  { workedBefore, waitingBefore }: { workedBefore: Date; waitingBefore: Date },
  now: Date,
): Promise<number> {
  const failure: SitingFailure = 'lost';
  const { numUpdatedRows } = await database
    .updateTable('sitingRun')
    .set({ state: 'failed', failure, finishedAt: now })
    .where((is) =>
      is.or([
        is.and([is('state', '=', 'working'), is('workedAt', '<', workedBefore)]),
        is.and([is('state', '=', 'waiting'), is('createdAt', '<', waitingBefore)]),
      ]),
    )
    .executeTakeFirst();
  return Number(numUpdatedRows);
}

export async function setPlan(database: Database, id: string, planId: string): Promise<void> {
  await database.updateTable('sitingRun').set({ planId }).where('id', '=', id).execute();
}

/** Risk areas that a question may be about, the severest first. */
export function listAreasToChoose(database: Database, zoneId: string) {
  return database
    .selectFrom('riskArea')
    .where('zoneId', '=', zoneId)
    .where('state', 'in', ['confirmed', 'treated', 'watched'])
    .select(['id', 'nameTh', 'nameEn', 'level'])
    .orderBy('level', 'desc')
    .orderBy('id')
    .execute();
}

/** Names of risk areas, whatever has become of them since the question was asked. */
export function listAreaNames(database: Database, zoneId: string) {
  return database
    .selectFrom('riskArea')
    .where('zoneId', '=', zoneId)
    .select(['id', 'nameTh', 'nameEn', 'level'])
    .execute();
}

/** The zone's cameras that work and see, by the code on their pole. */
export function listCameraCodes(database: Database, zoneId: string) {
  return database
    .selectFrom('camera')
    .innerJoin('organisation', 'organisation.id', 'camera.organisationId')
    .where('camera.zoneId', '=', zoneId)
    .where('camera.condition', '=', 'working')
    .where('camera.isOccluded', 'is not', true)
    .select([
      'camera.id',
      'camera.code',
      'camera.headingDegrees',
      'organisation.kind as ownerKind',
      'organisation.nameTh',
      'organisation.nameEn',
    ])
    .orderBy('camera.code')
    .execute();
}
