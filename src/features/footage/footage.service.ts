import type { Transaction } from 'kysely';
import { inTransaction } from '../../../db/client/transaction.ts';
import type { DB } from '../../../db/types.ts';
import {
  may,
  ownOrganisationsOf,
  requireAccount,
  requireSomewhere,
  type Viewer,
  zonesWhere,
} from '../../server/access.ts';
import { recordLook } from '../../server/audit.ts';
import type { Context } from '../../server/context.ts';
import { AppError, notFound } from '../../server/errors.ts';
import { appendEvent } from '../../server/events.ts';
import { newId } from '../../server/identifiers.ts';
import {
  type AskRow,
  type FootageScope,
  findIncident,
  findRequest,
  insertAsks,
  insertRequest,
  listAsks,
  listCamerasNear,
  listFootageEvents,
  listRequests,
  lockAsk,
  updateAsk,
} from './footage.queries.ts';
import type { FootageChange, NewFootage } from './footage.schema.ts';
import { type FootageStep, footageSteps } from './footage.states.ts';

const requestsShown = 100;
/** As far as somebody who comes or goes is likely to pass a camera that does not see the place itself. */
const near = { meters: 150, limit: 60 };

/** An officer follows the requests of the zones, an owner what is asked of the own cameras. */
function scopeOf(viewer: Viewer): FootageScope {
  return { zoneIds: zonesWhere(viewer, 'footage.request'), organisationIds: ownOrganisationsOf(viewer) };
}

function requireScope(viewer: Viewer): FootageScope {
  const scope = scopeOf(viewer);
  if (scope.zoneIds.length + scope.organisationIds.length > 0) return scope;
  requireAccount(viewer);
  return notFound();
}

/** The requests in which the viewer has a part, the latest first. */
export async function getFootageRequests({ database, viewer }: Context) {
  const scope = requireScope(viewer);
  return { requests: await listRequests(database, scope, requestsShown), mayAsk: scope.zoneIds.length > 0 };
}

/**
 * The incident that is meant, by its id, number or daily-log number, with the cameras that may have recorded it; the
 * officer's look at them is on record first. Undefined when there is none such in the own zones.
 */
export async function getFootageChoices(
  context: Context,
  by: { id?: string | undefined; number?: string | undefined },
) {
  const { database, viewer, now } = context;
  const zoneIds = requireSomewhere(viewer, 'footage.request');
  if (!by.id && !by.number) return undefined;
  const incident = await findIncident(database, zoneIds, by);
  if (!incident) return undefined;
  const look = { viewer, now, zoneId: incident.zoneId, subjectId: incident.id };
  await recordLook(database, { ...look, action: 'footage.cameras', subject: 'incident' });
  return { incident, cameras: await listCamerasNear(database, incident.id, near) };
}

/** Asks the owners of these cameras to keep what they recorded around an incident; returns the request's id. */
export async function requestFootage(context: Context, incidentId: string, asked: NewFootage): Promise<string> {
  const { viewer, now, database } = context;
  const zoneIds = requireSomewhere(viewer, 'footage.request');
  const incident = (await findIncident(database, zoneIds, { id: incidentId })) ?? notFound();
  const known = new Set((await listCamerasNear(database, incidentId, near)).map(({ id }) => id));
  const cameraIds = [...new Set(asked.cameras)];
  if (cameraIds.some((id) => !known.has(id)))
    throw new AppError('invalid', 'a camera that is not near', { cameras: 'footage.mistakeNotNear' });
  const request = {
    id: newId(),
    zoneId: incident.zoneId,
    incidentId,
    fromAt: new Date(incident.occurredFrom.getTime() - asked.minutesBefore * 60_000),
    toAt: new Date(incident.occurredTo.getTime() + asked.minutesAfter * 60_000),
    note: asked.note,
    requestedBy: requireAccount(viewer).id,
    createdAt: now,
  };
  if (request.toAt.getTime() - request.fromAt.getTime() > 86_400_000)
    throw new AppError('invalid', 'too long', { minutesAfter: 'footage.mistakeTooLong' });
  const asks = cameraIds.map((cameraId) => ({
    id: newId(),
    requestId: request.id,
    zoneId: incident.zoneId,
    cameraId,
    changedAt: now,
  }));
  await inTransaction(database, async (transaction) => {
    await insertRequest(transaction, request);
    await insertAsks(transaction, asks);
    for (const ask of asks) await note(context, transaction, ask, 'asked', { requestId: request.id });
  });
  return request.id;
}

/** A request with what was asked of each camera, as far as the viewer has a part in it, and what the viewer may do. */
export async function getFootageRequest(context: Context, id: string) {
  const { database, viewer } = context;
  const scope = requireScope(viewer);
  const request = (await findRequest(database, scope, id)) ?? notFound();
  const isOfficer = may(viewer, 'footage.request', request.zoneId);
  const asks = await listAsks(database, scope, id);
  const events = await listFootageEvents(
    database,
    asks.map((ask) => ask.id),
  );
  return {
    ...request,
    isOfficer,
    asks: asks.map((ask) => ({ ...ask, steps: stepsFor(viewer, ask) })),
    // Who asked is the station's own affair.
    events: events.map((event) => ({ ...event, actorName: isOfficer ? event.actorName : null })),
  };
}

/** Takes what was asked of one camera one step along `domain.md`'s arrows: its owner answers, an officer receives. */
export async function changeFootage(context: Context, requestId: string, change: FootageChange): Promise<void> {
  const { database, viewer, now } = context;
  const scope = requireScope(viewer);
  const asks = await listAsks(database, scope, requestId);
  const ask = asks.find(({ id }) => id === change.ask) ?? notFound();
  await inTransaction(database, async (transaction) => {
    const current = (await lockAsk(transaction, ask.id)) ?? notFound();
    if (current.state !== change.from) throw new AppError('conflict', `it is ${current.state} by now`);
    const step = stepsFor(viewer, { ...ask, state: current.state }).find(({ to }) => to === change.to);
    if (!step) throw new AppError('conflict', `no step ${current.state} -> ${change.to} for this person`);
    if (step.needsReason && change.reason === '')
      throw new AppError('invalid', 'no reason', { reason: 'mistakeRequired' });
    await updateAsk(transaction, ask.id, { state: change.to, reason: change.reason, changedAt: now });
    await note(context, transaction, ask, change.to, { from: current.state, to: change.to, reason: change.reason });
  });
}

function stepsFor(viewer: Viewer, ask: Pick<AskRow, 'state' | 'zoneId' | 'organisationId'>): FootageStep[] {
  const isOfficer = may(viewer, 'footage.request', ask.zoneId);
  const isOwner =
    ownOrganisationsOf(viewer).includes(ask.organisationId) ||
    (isOfficer && viewer.organisationIds.includes(ask.organisationId));
  return footageSteps(ask.state).filter(({ by }) => (by === 'owner' ? isOwner : isOfficer));
}

async function note(
  { viewer, now }: Context,
  transaction: Transaction<DB>,
  ask: { id: string; zoneId: string; cameraId: string },
  type: string,
  payload: Record<string, string>,
): Promise<void> {
  const subject = { zoneId: ask.zoneId, subject: 'footage', subjectId: ask.id } as const;
  await appendEvent(transaction, {
    ...subject,
    type,
    viewer,
    occurredAt: now,
    payload: { ...payload, cameraId: ask.cameraId },
  });
}
