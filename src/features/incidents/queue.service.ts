import { may, requireMay, zonesWhere } from '../../server/access.ts';
import { recordLook, recordTileLook } from '../../server/audit.ts';
import type { Context } from '../../server/context.ts';
import { notFound } from '../../server/errors.ts';
import { encodeEventId } from '../../server/live/event-id.ts';
import { positionsOf } from '../../server/live/streams.ts';
import {
  findLive,
  type LiveRow,
  listKinds,
  listLive,
  listNamedPlaces,
  listPatrolUnits,
  listTimeline,
  listZoneNames,
} from './incidents.queries.ts';
import type { CommandIncident, ExactIncident } from './incidents.schema.ts';
import { commandView, exactView } from './incidents.views.ts';

const queueLimit = 300;
/** For how long an incident that ended stays in the queue, so that a mistake can be seen and undone. */
const endedHours = 2;

export type QueueIncident = (ExactIncident | CommandIncident) & { zoneId: string };

/** The layer under which reading live incidents exactly is on record, once an hour per person and zone. */
const auditLayer = 'incidents-live';

/**
 * The live incidents of every zone that the viewer may follow, gravest and oldest first: exact for officers, without
 * persons for commanders. `eventId` is where the live stream goes on from here.
 */
export async function getQueue(context: Context) {
  const zoneIds = zonesWhere(context.viewer, 'incident.see-live');
  if (zoneIds.length === 0) notFound();
  const exactZones = zonesWhere(context.viewer, 'incident.see-exact');
  await recordTileLook(context.database, {
    viewer: context.viewer,
    zoneIds: exactZones,
    layer: auditLayer,
    now: context.now,
  });
  const zones = await listZoneNames(context.database, zoneIds);
  const positions = await positionsOf(
    context,
    zones.map((zone) => zone.id),
  );
  const since = new Date(context.now.getTime() - endedHours * 3_600_000);
  const rows = await listLive(context.database, zoneIds, since, queueLimit);
  return {
    zones,
    eventId: encodeEventId(positions),
    kinds: await listKinds(context.database),
    incidents: rows.map((row): QueueIncident => ({ ...viewFor(context, row), zoneId: row.zoneId })),
  };
}

/** One live incident with its timeline. Names of people, and the words of the call, are for the station's officers. */
export async function getIncident(context: Context, incidentId: string) {
  const row = (await findLive(context.database, incidentId)) ?? notFound();
  requireMay(context.viewer, 'incident.see-live', row.zoneId);
  const isExact = may(context.viewer, 'incident.see-exact', row.zoneId);
  if (isExact) {
    await recordLook(context.database, {
      viewer: context.viewer,
      zoneId: row.zoneId,
      action: 'incident.look',
      subject: 'incident',
      subjectId: row.id,
      now: context.now,
    });
  }
  const timeline = await listTimeline(context.database, row.id);
  const others = isExact ? await listLive(context.database, [row.zoneId], context.now, queueLimit) : [];
  return {
    ...viewFor(context, row),
    zone: { id: row.zoneId, nameTh: row.zoneNameTh, nameEn: row.zoneNameEn, timeZone: row.timeZone },
    isDemonstration: row.isDemonstration,
    kindNames: { nameTh: row.kindNameTh, nameEn: row.kindNameEn },
    canWork: may(context.viewer, 'incident.work', row.zoneId),
    reason: row.reason,
    dailyLogNumber: isExact ? row.dailyLogNumber : null,
    handedTo: row.handedTo,
    patrolUnitId: isExact ? row.patrolUnitId : null,
    patrolUnits: isExact ? await listPatrolUnits(context.database, row.stationId) : [],
    mergeTargets: others.filter((other) => other.id !== row.id).map((other) => describeTarget(other)),
    timeline: timeline.map((entry) => ({ ...entry, actorName: isExact ? entry.actorName : null })),
  };
}

/** Places with a name in the viewer's zones, to say where something happened; with the kinds there are. */
export async function getRecordingChoices(context: Context) {
  const zoneIds = zonesWhere(context.viewer, 'incident.work');
  if (zoneIds.length === 0) notFound();
  return {
    kinds: await listKinds(context.database),
    places: await listNamedPlaces(context.database, zoneIds, queueLimit),
    zones: await listZoneNames(context.database, zoneIds),
  };
}

function viewFor(context: Context, row: LiveRow): ExactIncident | CommandIncident {
  return may(context.viewer, 'incident.see-exact', row.zoneId) ? exactView(row) : commandView(row);
}

function describeTarget(row: LiveRow) {
  return { id: row.id, number: row.number, kindNameTh: row.kindNameTh, kindNameEn: row.kindNameEn };
}
