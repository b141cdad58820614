import { may, requireMay, requireSomewhere, zonesWhere } from '../../server/access.ts';
import { recordLook, recordTileLook } from '../../server/audit.ts';
import type { Context } from '../../server/context.ts';
import { notFound } from '../../server/errors.ts';
import { type Audience, audienceOf } from '../../server/live/audience.ts';
import { encodeEventId } from '../../server/live/event-id.ts';
import { listZoneIds } from '../../server/live/streams.queries.ts';
import { positionsOf } from '../../server/live/streams.ts';
import {
  findLive,
  type LiveRow,
  listKinds,
  listLive,
  listNamedPlaces,
  listPatrolUnits,
  listPublished,
  listSilentSources,
  listTimeline,
  listZoneNames,
} from './incidents.queries.ts';
import type { CommandIncident, ExactIncident } from './incidents.schema.ts';
import { commandView, exactView, isForPublic, publicView } from './incidents.views.ts';
import { getPressesOfIncident } from './presses.service.ts';

const queueLimit = 300;
/** For how long an incident that ended stays in the queue, so that a mistake can be seen and undone. */
const endedHours = 2;

/** For how long the public map shows what was told. */
const publicHours = 3;

export type QueueIncident = (ExactIncident | CommandIncident) & { zoneId: string };

/** The layer under which reading live incidents exactly is on record, once an hour per person and zone. */
const auditLayer = 'incidents-live';

/**
 * The live incidents of every zone that the viewer may follow, gravest and oldest first: exact for officers, without
 * persons for commanders. `eventId` is where the live stream goes on from here.
 */
export async function getQueue(context: Context) {
  const zoneIds = requireSomewhere(context.viewer, 'incident.see-live');
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
    canRecord: zonesWhere(context.viewer, 'incident.work').length > 0,
    eventId: encodeEventId(positions),
    kinds: await listKinds(context.database),
    silentSources: exactZones.length > 0 ? await listSilentSources(context.database, exactZones) : [],
    incidents: rows.map((row): QueueIncident => ({ ...viewFor(context, row), zoneId: row.zoneId })),
  };
}

/**
 * The live incidents of these zones as the viewer may see them, for a map: exact, without persons, or what the public
 * was told in the last hours. `eventId` is where the live stream of the zones goes on from here, in their order.
 */
export async function getLiveNow(context: Context, zoneNames: readonly string[]) {
  const zoneIds = await listZoneIds(context.database, zoneNames);
  if (zoneIds.length === 0) notFound();
  const audiences = new Map(zoneIds.map((zoneId) => [zoneId, audienceOf(context.viewer, zoneId)]));
  const zonesOf = (audience: Audience) => zoneIds.filter((zoneId) => audiences.get(zoneId) === audience);
  const exactZones = zonesOf('officer');
  if (exactZones.length > 0) {
    await recordTileLook(context.database, {
      viewer: context.viewer,
      zoneIds: exactZones,
      layer: auditLayer,
      now: context.now,
    });
  }
  const eventId = encodeEventId(await positionsOf(context, zoneIds));
  const followed = [...exactZones, ...zonesOf('commander')];
  const told = zonesOf('public');
  const since = new Date(context.now.getTime() - publicHours * 3_600_000);
  const open = followed.length > 0 ? await listLive(context.database, followed, context.now, queueLimit) : [];
  const published = told.length > 0 ? await listPublished(context.database, told, since, queueLimit) : [];
  return {
    zoneIds,
    eventId,
    incidents: [
      ...open.map((row) => ({ ...viewFor(context, row), zoneId: row.zoneId })),
      ...published.filter(isForPublic).map((row) => ({ ...publicView(row, false), zoneId: row.zoneId })),
    ],
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
    /** The SOS post that was pressed for it, and how to speak with who stands there. */
    sosPress: await getPressesOfIncident(context, row.id),
    patrolUnitId: isExact ? row.patrolUnitId : null,
    patrolUnits: isExact ? await listPatrolUnits(context.database, row.stationId) : [],
    mergeTargets: others.filter((other) => other.id !== row.id).map((other) => describeTarget(other)),
    timeline: timeline.map(({ payload, ...entry }) => ({
      ...entry,
      reason: reasonIn(payload),
      actorName: isExact ? entry.actorName : null,
    })),
  };
}

/** Places with a name in the viewer's zones, to say where something happened; with the kinds there are. */
export async function getRecordingChoices(context: Context) {
  const zoneIds = requireSomewhere(context.viewer, 'incident.work');
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

function reasonIn(payload: unknown): string {
  const isRecord = typeof payload === 'object' && payload !== null && 'reason' in payload;
  return isRecord && typeof payload.reason === 'string' ? payload.reason : '';
}
