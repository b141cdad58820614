import type { Transaction } from 'kysely';
import { inTransaction } from '../../../db/client/transaction.ts';
import type { DB } from '../../../db/types.ts';
import { requireMay, requireSomewhere, zonesWhere } from '../../server/access.ts';
import type { Context } from '../../server/context.ts';
import { AppError, notFound } from '../../server/errors.ts';
import { appendEvent } from '../../server/events.ts';
import { newId } from '../../server/identifiers.ts';
import {
  findIncidentBySource,
  findLive,
  findNamedPlace,
  findStateInZone,
  hasPatrolUnit,
  insertIncident,
  insertResponse,
  type LiveRow,
  listKinds,
  listZonesAt,
  lockResponses,
  updateResponse,
} from './incidents.queries.ts';
import type { IncidentChange, NewIncident, NewIncidentForm } from './incidents.schema.ts';
import { canGo, endedStates, needsReason } from './incidents.states.ts';
import { stateOf } from './incidents.views.ts';
import { assignSnapPoints } from './snap.service.ts';
import { tellIncident } from './telling.service.ts';

/**
 * Records an incident that is happening, in the zone in which its place lies, and tells it to everybody who may hear
 * of it. Returns its id; the id of before when the same source has told it already.
 * Refuses a place outside the viewer's own territory, and kinds that do not exist.
 */
export async function recordIncident(context: Context, input: NewIncident): Promise<{ id: string }> {
  const ownZones = requireSomewhere(context.viewer, 'incident.work');
  const [zoneId] = await listZonesAt(context.database, input.longitude, input.latitude, ownZones);
  if (!zoneId) throw new AppError('invalid', 'outside the own territory', { place: 'mistakePlace' });
  const kinds = await listKinds(context.database);
  const kind = kinds.find((known) => known.code === input.kind);
  if (!kind) throw new AppError('invalid', 'unknown kind', { kind: 'mistakeChoice' });
  const priority = input.priority ?? kind.defaultPriority;

  return inTransaction(context.database, async (transaction) => {
    const id = newId();
    const isNew = await storeIncident(context, transaction, { id, zoneId, priority, input });
    if (!isNew) {
      const { sourceName = '', sourceKey = '' } = input;
      return { id: (await findIncidentBySource(transaction, zoneId, sourceName, sourceKey)) ?? notFound() };
    }
    await tellIncident(context, transaction, id);
    return { id };
  });
}

/** Records what an officer typed: a named place, or coordinates. */
export async function recordFromForm(context: Context, form: NewIncidentForm): Promise<{ id: string }> {
  const { placeId, longitude, latitude, ...rest } = form;
  const zoneIds = zonesWhere(context.viewer, 'incident.work');
  const named = placeId ? await findNamedPlace(context.database, zoneIds, placeId) : undefined;
  const place = longitude !== undefined && latitude !== undefined ? { longitude, latitude } : named;
  if (!place) throw new AppError('invalid', 'no place', { placeId: 'mistakePlace' });
  return recordIncident(context, { ...rest, ...place, source: 'call' });
}

async function storeIncident(
  context: Context,
  transaction: Transaction<DB>,
  incident: { id: string; zoneId: string; priority: number; input: NewIncident },
): Promise<boolean> {
  const { id, zoneId, priority, input } = incident;
  const occurredAt = input.occurredAt ?? context.now;
  const isNew = await insertIncident(transaction, {
    id,
    zoneId,
    kind: input.kind,
    occurredFrom: occurredAt,
    occurredTo: occurredAt,
    longitude: input.longitude,
    latitude: input.latitude,
    source: input.source,
    sourceName: input.sourceName ?? '',
    sourceKey: input.sourceKey ?? null,
    summary: input.summary,
    recordedAt: context.now,
  });
  if (!isNew) return false;
  await assignSnapPoints(transaction, [id]);
  await insertResponse(transaction, { incidentId: id, zoneId, priority, changedAt: context.now });
  await appendEvent(transaction, {
    zoneId,
    subject: 'incident',
    subjectId: id,
    type: 'recorded',
    viewer: context.viewer,
    occurredAt,
    payload: { kind: input.kind, source: input.source, priority, state: 'new' },
  });
  return true;
}

/**
 * Takes a live incident one step along `domain.md`'s arrows and tells everybody who may hear of it. Refuses with
 * `conflict` when somebody changed it first or there is no such arrow, and with `invalid` what the step lacks.
 */
export async function changeIncident(context: Context, change: IncidentChange): Promise<void> {
  const seen = (await findLive(context.database, change.id)) ?? notFound();
  requireMay(context.viewer, 'incident.work', seen.zoneId);
  await inTransaction(context.database, async (transaction) => {
    await lockResponses(transaction, change.mergedInto ? [change.id, change.mergedInto] : [change.id]);
    const row = (await findLive(transaction, change.id)) ?? notFound();
    if (row.state !== change.from) throw new AppError('conflict', `it is ${row.state} by now`);
    if (!canGo(stateOf(row), change.to)) throw new AppError('conflict', `no arrow ${row.state} -> ${change.to}`);
    await requireWhatItNeeds(transaction, row, change);
    await updateResponse(transaction, row.id, {
      state: change.to,
      reason: change.reason,
      changedAt: context.now,
      ...(change.patrolUnitId && { patrolUnitId: change.patrolUnitId }),
      ...(change.mergedInto && { mergedInto: change.mergedInto }),
      ...(change.dailyLogNumber && { dailyLogNumber: change.dailyLogNumber }),
      ...(change.handedTo && { handedTo: change.handedTo }),
    });
    await appendEvent(transaction, {
      zoneId: row.zoneId,
      subject: 'incident',
      subjectId: row.id,
      type: change.to,
      viewer: context.viewer,
      occurredAt: context.now,
      payload: {
        from: row.state,
        to: change.to,
        reason: change.reason,
        patrolUnitId: change.patrolUnitId ?? null,
        mergedInto: change.mergedInto ?? null,
        handedTo: change.handedTo ?? null,
      },
    });
    await tellIncident(context, transaction, row.id);
  });
}

async function requireWhatItNeeds(transaction: Transaction<DB>, row: LiveRow, change: IncidentChange): Promise<void> {
  const mistakes: Record<string, string> = {};
  if (needsReason(stateOf(row), change.to) && change.reason === '') mistakes.reason = 'mistakeRequired';
  if (change.to === 'assigned' && !change.patrolUnitId && !row.patrolUnitId) mistakes.patrolUnitId = 'mistakeChoice';
  if (change.patrolUnitId && !(await hasPatrolUnit(transaction, row.stationId, change.patrolUnitId))) {
    mistakes.patrolUnitId = 'mistakeChoice';
  }
  if (change.to === 'merged' && !(await canMergeInto(transaction, row, change.mergedInto))) {
    mistakes.mergedInto = 'mistakeChoice';
  }
  if (Object.keys(mistakes).length > 0) throw new AppError('invalid', 'the step lacks something', mistakes);
}

/** Another incident of the zone that is neither merged itself nor a false alarm, so that merging never goes in circles. */
async function canMergeInto(transaction: Transaction<DB>, row: LiveRow, target: string | undefined): Promise<boolean> {
  if (!target || target === row.id) return false;
  const state = await findStateInZone(transaction, row.zoneId, target);
  return state !== undefined && (state === 'closed' || !endedStates.includes(state));
}
