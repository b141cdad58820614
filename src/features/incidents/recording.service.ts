import type { Transaction } from 'kysely';
import { inTransaction } from '../../../db/client/transaction.ts';
import type { DB } from '../../../db/types.ts';
import { requireSomewhere, zonesWhere } from '../../server/access.ts';
import type { Context } from '../../server/context.ts';
import { AppError, notFound } from '../../server/errors.ts';
import { appendEvent } from '../../server/events.ts';
import { newId } from '../../server/identifiers.ts';
import {
  findIncidentBySource,
  findNamedPlace,
  insertIncident,
  insertResponse,
  listKinds,
  listZonesAt,
} from './incidents.queries.ts';
import type { NewIncident, NewIncidentForm } from './incidents.schema.ts';
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
  return inTransaction(context.database, async (transaction) => {
    const { id } = await recordInZone(context, transaction, zoneId, input);
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

/**
 * Records an incident in a zone and tells it, in the transaction that is open: for whoever has already seen to it that
 * the sender may, such as the intake of devices and of other systems. Call it last, because it holds the zone's streams
 * until commit. `beforeTold` keeps what belongs to a new one. `isNew` is false, and the id that of before, when the same source has told it already.
 * @throws AppError `invalid` for a kind that does not exist
 */
export async function recordInZone(
  context: Context,
  transaction: Transaction<DB>,
  zoneId: string,
  input: NewIncident,
  beforeTold: (incidentId: string) => Promise<void> = async () => {},
): Promise<{ id: string; isNew: boolean }> {
  const kind = (await listKinds(transaction)).find(({ code }) => code === input.kind);
  if (!kind) throw new AppError('invalid', 'unknown kind', { kind: 'mistakeChoice' });
  const incident = { id: newId(), zoneId, priority: input.priority ?? kind.defaultPriority, input };
  if (!(await storeIncident(context, transaction, incident))) {
    const { sourceName = '', sourceKey = '' } = input;
    const id = (await findIncidentBySource(transaction, zoneId, sourceName, sourceKey)) ?? notFound();
    return { id, isNew: false };
  }
  await beforeTold(incident.id);
  await tellIncident(context, transaction, incident.id);
  return { id: incident.id, isNew: true };
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
