import { inTransaction } from '../../../db/client/transaction.ts';
import { requireAccount, requireMay } from '../../server/access.ts';
import { recordLook } from '../../server/audit.ts';
import type { Context } from '../../server/context.ts';
import { AppError, notFound } from '../../server/errors.ts';
import { newId } from '../../server/identifiers.ts';
import { findZoneBySlug } from './coverage.queries.ts';
import type { PlanChange } from './planning.ts';
import { createPlan } from './plans.service.ts';
import { usualOptics } from './siting/optics.ts';
import { isPublicOwner } from './siting/owners.ts';
import * as queries from './siting.queries.ts';
import { type SitingAnswer, type SitingRequest, sitingAnswer, sitingRequest } from './siting.schema.ts';

const runsShown = 20;
const mostOpen = 3;

/** What an officer needs to ask where devices should go, and what was asked before. Names cameras, so it is on record. */
export async function getSitingDesk(context: Context, slug: string) {
  const zone = await requireZone(context, slug);
  const { database, viewer, now } = context;
  await recordLook(database, { viewer, zoneId: zone.id, action: 'siting.desk', subject: 'camera', now });
  const [riskAreas, cameras, runs] = [
    await queries.listAreasToChoose(database, zone.id),
    await queries.listCameraCodes(database, zone.id),
    await queries.listRuns(database, zone.id, runsShown),
  ];
  return {
    zone,
    riskAreas,
    cameras: cameras.map((camera) => ({ ...camera, isPublic: isPublicOwner(camera.ownerKind) })),
    runs: runs.map(({ request, answer, ...run }) => ({
      ...run,
      request: sitingRequest.parse(request),
      answer: readAnswer(answer),
    })),
  };
}

/** Asks; the work itself is a job, queued in the same transaction. Returns the question's id. */
export async function askSiting(context: Context, slug: string, request: SitingRequest): Promise<string> {
  const zone = await requireZone(context, slug);
  const { database, now, jobs } = context;
  const createdBy = requireAccount(context.viewer).id;
  const id = newId();
  await inTransaction(database, async (transaction) => {
    if ((await queries.countOpenRuns(transaction, zone.id)) >= mostOpen) {
      throw new AppError('too-many', 'three questions are open', { kind: 'siting.tooMany' });
    }
    await queries.insertRun(transaction, { id, zoneId: zone.id, request, createdBy, now });
    await jobs.send(transaction, 'siting.run', { runId: id });
  });
  return id;
}

/** One question with its answer, exact places and all: a look at it is on record. */
export async function getSitingRun(context: Context, slug: string, id: string) {
  const { database, viewer, now } = context;
  const { zone, run } = await requireRun(context, slug, id);
  const look = { viewer, zoneId: zone.id, action: 'siting.see', subject: 'siting', subjectId: id, now };
  // While it is being worked on there is nothing to see but how far it is, and the page asks every second.
  if (run.answer !== null) await recordLook(database, look);
  const [areas, cameras] = [
    await queries.listAreaNames(database, zone.id),
    await queries.listCameraCodes(database, zone.id),
  ];
  return {
    zone,
    run: { ...run, request: sitingRequest.parse(run.request), answer: readAnswer(run.answer) },
    areas: new Map(areas.map((area) => [area.id, area])),
    codes: new Map(cameras.map(({ id: cameraId, code }) => [cameraId, code])),
  };
}

/** Stops a question that waits or is worked on. Refuses with `conflict` one that is over. */
export async function cancelSiting(context: Context, slug: string, id: string): Promise<void> {
  await requireRun(context, slug, id);
  if (!(await queries.cancelRun(context.database, id, context.now))) throw new AppError('conflict');
}

/** Asks the same again, with some of the sites of the answer in any case and others not. */
export async function askSitingAgain(
  context: Context,
  slug: string,
  id: string,
  change: { count: number; keep: readonly string[]; drop: readonly string[] },
): Promise<string> {
  const { run } = await requireRun(context, slug, id);
  const request = sitingRequest.parse(run.request);
  const sites = readAnswer(run.answer)?.sites ?? [];
  const kept = sites.filter(({ key }) => change.keep.includes(key) && !change.drop.includes(key));
  return askSiting(context, slug, {
    ...request,
    count: Math.max(change.count, kept.length),
    required: kept.map(({ key, headingDegrees }) => ({ key, headingDegrees })),
    excluded: [...new Set([...request.excluded, ...change.drop])].slice(-200),
  });
}

/** Keeps an answer about cameras as a plan, once, and returns the plan's id. Refuses with `conflict` what has no answer. */
export async function keepAsPlan(
  context: Context,
  slug: string,
  id: string,
  words: { title: string; reason: (adds: number) => string },
): Promise<string> {
  const { zone, run } = await requireRun(context, slug, id);
  if (run.planId) return run.planId;
  const request = sitingRequest.parse(run.request);
  const answer = readAnswer(run.answer);
  const changes = answer && answer.unit === 'share' ? changesOf(request, answer, words.reason) : [];
  if (run.state !== 'done' || request.kind === 'sos-posts' || changes.length === 0) throw new AppError('conflict');
  const { title } = words;
  const { purpose, scope } = request;
  // Worked out outside of a transaction, which on the embedded engine would hold everybody else up.
  const planId = await createPlan(context, { zoneId: zone.id, title, purpose, scope, changes });
  await queries.setPlan(context.database, id, planId);
  return planId;
}

const unchanged = {
  cameraId: null,
  place: null,
  headingDegrees: null,
  tiltDegrees: null,
  heightMeters: null,
  fieldDegrees: null,
  imageWidthPixels: null,
  imageHeightPixels: null,
  rangeMeters: null,
};

function changesOf(
  { camera }: SitingRequest,
  { visits, sites }: SitingAnswer,
  reason: (adds: number) => string,
): PlanChange[] {
  return [
    ...visits.map(
      ({ cameraId, toDegrees, adds }): PlanChange => ({
        ...unchanged,
        kind: 'aim',
        cameraId,
        headingDegrees: toDegrees,
        reason: reason(adds),
      }),
    ),
    ...sites.map(
      ({ place, headingDegrees, adds }): PlanChange => ({
        ...unchanged,
        kind: 'add',
        place,
        headingDegrees,
        ...usualOptics,
        heightMeters: camera.heightMeters,
        fieldDegrees: camera.fieldDegrees,
        reason: reason(adds),
      }),
    ),
  ];
}

const readAnswer = (answer: unknown): SitingAnswer | undefined =>
  answer === null ? undefined : sitingAnswer.parse(answer);

async function requireZone({ database, viewer }: Context, slug: string) {
  const zone = (await findZoneBySlug(database, slug)) ?? notFound();
  requireMay(viewer, 'plan.manage', zone.id);
  return zone;
}

async function requireRun(context: Context, slug: string, id: string) {
  const zone = await requireZone(context, slug);
  const run = (await queries.findRun(context.database, id)) ?? notFound();
  if (run.zoneId !== zone.id) notFound();
  return { zone, run };
}
