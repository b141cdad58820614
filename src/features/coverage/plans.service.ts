import type { Database } from '../../../db/client/database.ts';
import { inTransaction } from '../../../db/client/transaction.ts';
import { requireAccount, requireMay } from '../../server/access.ts';
import { recordLook } from '../../server/audit.ts';
import type { Context } from '../../server/context.ts';
import { AppError, notFound } from '../../server/errors.ts';
import { appendEvent } from '../../server/events.ts';
import { newId } from '../../server/identifiers.ts';
import type { Scope } from './cover.queries.ts';
import { findZoneById, findZoneBySlug } from './coverage.queries.ts';
import { loadPlanScene } from './plan-scene.service.ts';
import { prepareScene } from './plan-scene.ts';
import { applyChanges, coverOfScene, figuresOf, type PlanChange, type PlanFigures } from './planning.ts';
import * as queries from './plans.queries.ts';
import { listNamedCameras } from './scene.queries.ts';
import type { PlanPurpose } from './scene.ts';

/** What a plan says of itself. */
export interface PlanInput {
  title: string;
  purpose: PlanPurpose;
  scope: Scope;
  changes: readonly PlanChange[];
  /** What a plan for a time only is for, and the day (`YYYY-MM-DD`) to turn cameras back; left as it is when undefined. */
  event?: { name: string; turnBackOn: string | null } | null;
}

/**
 * Makes a plan for a zone, with what it would change, and returns its id. Only officers of the zone plan. Refuses with
 * `invalid` a camera that is not the zone's or named twice, and a place outside of it.
 */
export async function createPlan(
  context: Context,
  { zoneId, ...input }: PlanInput & { zoneId: string },
): Promise<string> {
  requireMay(context.viewer, 'plan.manage', zoneId);
  const { database, now } = context;
  const figures = await workOutPlan(database, zoneId, input);
  const id = newId();
  await inTransaction(database, async (transaction) => {
    await queries.insertPlan(transaction, {
      id,
      zoneId,
      title: input.title,
      purpose: input.purpose,
      scope: input.scope,
      ...eventColumns(input),
      ...queries.figureColumns(figures),
      createdBy: requireAccount(context.viewer).id,
      createdAt: now,
      changedAt: now,
      computedAt: now,
    });
    await writeParts(transaction, id, input.changes, figures);
    await record(context, transaction, { id, zoneId }, 'created', input);
  });
  return id;
}

/** Writes over a draft of this version, with its figures worked out anew. Refuses with `conflict` if somebody was first. */
export async function savePlan(
  context: Context,
  { id, version, ...input }: PlanInput & { id: string; version: number },
): Promise<void> {
  const { database, now } = context;
  const { zoneId } = await requirePlan(context, id);
  const figures = await workOutPlan(database, zoneId, input);
  await inTransaction(database, async (transaction) => {
    const plan = (await queries.lockPlan(transaction, id)) ?? notFound();
    if (plan.state !== 'draft') throw new AppError('conflict');
    const { title, purpose, scope } = input;
    const told = { title, purpose, scope, ...eventColumns(input) };
    const values = { ...told, ...queries.figureColumns(figures), computedAt: now, changedAt: now };
    if (!(await queries.updatePlan(transaction, { id, version }, values))) throw new AppError('conflict');
    await writeParts(transaction, id, input.changes, figures);
    await record(context, transaction, { id, zoneId }, 'changed', input);
  });
}

/** Throws a draft away. What was handed over stays. */
export async function deletePlan(context: Context, id: string): Promise<void> {
  const { zoneId } = await requirePlan(context, id);
  await inTransaction(context.database, async (transaction) => {
    const plan = (await queries.lockPlan(transaction, id)) ?? notFound();
    if (plan.state !== 'draft') throw new AppError('conflict');
    await queries.removePlan(transaction, id);
    await record(context, transaction, { id, zoneId }, 'deleted');
  });
}

/** A zone's plans with their figures, the last changed first, for its officers. */
export async function listPlans(context: Context, slug: string) {
  const zone = (await findZoneBySlug(context.database, slug)) ?? notFound();
  requireMay(context.viewer, 'plan.manage', zone.id);
  return { zone, plans: await queries.listPlans(context.database, zone.id) };
}

/** A plan with its changes and what they change. It names cameras and where they are: the look is on record first. */
export async function getPlan(context: Context, id: string) {
  const { database, viewer, now } = context;
  const plan = await requirePlan(context, id);
  const { zoneId } = plan;
  await recordLook(database, { viewer, zoneId, action: 'coverage.plan', subject: 'plan', subjectId: id, now });
  const zone = (await findZoneById(database, zoneId)) ?? notFound();
  const [changes, areas, cameras] = await Promise.all([
    queries.listChanges(database, id),
    queries.listPlanAreas(database, id),
    listNamedCameras(database, zoneId),
  ]);
  return { ...plan, zone, changes, areas, cameras };
}

/** Several plans of one zone to see side by side; those that are not there, or elsewhere, are left out. */
export async function comparePlans(context: Context, slug: string, ids: readonly string[]) {
  const { zone, plans } = await listPlans(context, slug);
  const wanted = plans.filter(({ id }) => ids.includes(id));
  const compared: PlanView[] = [];
  for (const { id } of wanted) compared.push(await getPlan(context, id));
  return { zone, plans: compared };
}

export type PlanView = Awaited<ReturnType<typeof getPlan>>;
export type PlanInList = Awaited<ReturnType<typeof listPlans>>['plans'][number];

/** The plan's row, for who may know of it. */
export async function requirePlan({ database, viewer }: Context, id: string) {
  const plan = (await queries.findPlan(database, id)) ?? notFound();
  requireMay(viewer, 'plan.manage', plan.zoneId);
  return plan;
}

function eventColumns({ event }: PlanInput) {
  if (event === undefined) return {};
  return { eventName: event?.name ?? null, turnBackOn: event?.turnBackOn ?? null };
}

/** What these changes would come to, as the zone is now. Refuses cameras and places that are not the zone's. */
export async function workOutPlan(
  database: Database,
  zoneId: string,
  { purpose, scope, changes }: Pick<PlanInput, 'purpose' | 'scope' | 'changes'>,
): Promise<PlanFigures> {
  await requirePossible(database, zoneId, changes);
  const { scene, grounds } = prepareScene(await loadPlanScene(database, zoneId));
  const cover = coverOfScene(scene, grounds, purpose, scope);
  const before = figuresOf(cover);
  applyChanges(cover, scene, changes, scope);
  return { before, after: figuresOf(cover) };
}

async function requirePossible(database: Database, zoneId: string, changes: readonly PlanChange[]): Promise<void> {
  const ids = changes.flatMap(({ cameraId }) => cameraId ?? []);
  const isEachOnce = new Set(ids).size === ids.length;
  if (!isEachOnce || (await queries.countCamerasOf(database, zoneId, ids)) < ids.length)
    throw new AppError('invalid', 'a camera of the zone, once', { changes: 'mistakeChoice' });
  const places = changes.flatMap(({ place }) => (place ? [place] : []));
  if (!(await queries.areInZone(database, zoneId, places)))
    throw new AppError('invalid', 'a place in the zone', { changes: 'mistakePlace' });
}

async function writeParts(
  transaction: Database,
  id: string,
  changes: readonly PlanChange[],
  figures: PlanFigures,
): Promise<void> {
  await queries.replaceChanges(transaction, id, changes);
  await queries.replaceAreas(transaction, id, figures);
}

function record(
  { viewer, now }: Context,
  transaction: Database,
  { id, zoneId }: { id: string; zoneId: string },
  type: string,
  input?: PlanInput,
) {
  const payload = input && {
    ...input,
    changes: input.changes.map((change) => ({ ...change, place: change.place && [...change.place] })),
  };
  return appendEvent(transaction, {
    zoneId,
    subject: 'plan',
    subjectId: id,
    type,
    viewer,
    occurredAt: now,
    ...(payload ? { payload } : {}),
  });
}
