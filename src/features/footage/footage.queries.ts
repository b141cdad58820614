import { type Insertable, sql } from 'kysely';
import type { Database } from '../../../db/client/database.ts';
import type { FootageAsk, FootageRequest } from '../../../db/types.ts';
import { openFootageStates } from './footage.states.ts';

/** Whose requests: those of zones, and of the cameras of organisations. */
export interface FootageScope {
  zoneIds: readonly string[];
  organisationIds: readonly string[];
}

/** An incident that footage can be asked for. */
export async function findIncident(
  database: Database,
  zoneIds: readonly string[],
  by: { id?: string | undefined; number?: string | undefined },
) {
  const number = /^\d{1,9}$/.test(by.number ?? '') ? Number(by.number) : null;
  const { rows } = await sql<{
    id: string;
    zoneId: string;
    number: number;
    dailyLogNumber: string | null;
    kindNameTh: string;
    kindNameEn: string;
    occurredFrom: Date;
    occurredTo: Date;
    timeZone: string;
    isDemonstration: boolean;
  }>`
    select incident.id, incident.zone_id, response.number, response.daily_log_number, kind.name_th as kind_name_th,
      kind.name_en as kind_name_en, incident.occurred_from, incident.occurred_to, zone.time_zone, zone.is_demonstration
    from incident
    join incident_response as response on response.incident_id = incident.id
    join incident_kind as kind on kind.code = incident.kind
    join zone on zone.id = incident.zone_id
    where incident.zone_id = any(${[...zoneIds]}::uuid[])
      and (incident.id = ${by.id ?? null} or response.number = ${number}
        or response.daily_log_number = ${by.number || null})
    order by response.daily_log_number = ${by.number || null} desc nulls last, incident.recorded_at desc
    limit 1`.execute(database);
  return rows[0];
}

/** A camera that may have recorded a place. */
export interface NearCamera {
  id: string;
  code: string;
  name: string;
  ownerTh: string;
  ownerEn: string;
  /** `sure`: the place is in its view. `maybe`: it is when the camera happens to look there. `near`: not as far as is known. */
  sight: 'sure' | 'maybe' | 'near';
  meters: number;
}

/**
 * Working cameras around the incident, those that see its place first. What nobody has accepted into the registry is
 * its owner's alone, and left out.
 */
export async function listCamerasNear(
  database: Database,
  incidentId: string,
  { meters, limit }: { meters: number; limit: number },
): Promise<NearCamera[]> {
  const { rows } = await sql<NearCamera>`
    select camera.id, camera.code, camera.name, owner.name_th as owner_th, owner.name_en as owner_en,
      case when view.is_known then 'sure' when view.is_known is not null then 'maybe' else 'near' end as sight,
      st_distance(camera.place::geography, incident.place::geography) as meters
    from incident
    join camera on camera.zone_id = incident.zone_id and camera.accepted_at is not null
      and camera.condition in ('working', 'offline')
    join organisation as owner on owner.id = camera.organisation_id
    left join camera_view as view on view.camera_id = camera.id and view.purpose = 'detect'
      and st_covers(view.area, incident.place)
    where incident.id = ${incidentId}
      and (view.is_known is not null or st_dwithin(camera.place::geography, incident.place::geography, ${meters}))
    order by view.is_known desc nulls last, meters, camera.id limit ${limit}`.execute(database);
  return rows;
}

export async function insertRequest(database: Database, request: Insertable<FootageRequest>): Promise<void> {
  await database.insertInto('footageRequest').values(request).execute();
}

export async function insertAsks(database: Database, asks: Insertable<FootageAsk>[]): Promise<void> {
  await database.insertInto('footageAsk').values(asks).execute();
}

/** Asks that the scope may see, each with its request and camera. */
function selectAsks(database: Database, { zoneIds, organisationIds }: FootageScope) {
  return database
    .selectFrom('footageAsk as ask')
    .innerJoin('footageRequest as request', 'request.id', 'ask.requestId')
    .innerJoin('camera', 'camera.id', 'ask.cameraId')
    .innerJoin('organisation as owner', 'owner.id', 'camera.organisationId')
    .innerJoin('zone', 'zone.id', 'request.zoneId')
    .where((where) =>
      where.or([
        where('request.zoneId', 'in', orNone(zoneIds)),
        where('camera.organisationId', 'in', orNone(organisationIds)),
      ]),
    );
}

/** A list in a query must not be empty; nothing has this id. */
const orNone = (ids: readonly string[]): string[] =>
  ids.length > 0 ? [...ids] : ['00000000-0000-0000-0000-000000000000'];

/** Requests in which the scope has a part, the latest first, with how many cameras and how many still wait. */
export function listRequests(database: Database, scope: FootageScope, limit: number) {
  return selectAsks(database, scope)
    .select(({ fn }) => [
      'request.id',
      'request.number',
      'request.zoneId',
      'request.fromAt',
      'request.toAt',
      'request.createdAt',
      'zone.nameTh',
      'zone.nameEn',
      'zone.timeZone',
      'zone.isDemonstration',
      fn.countAll<number>().as('cameras'),
      fn.countAll<number>().filterWhere('ask.state', 'in', openFootageStates).as('open'),
    ])
    .groupBy(['request.id', 'zone.id'])
    .orderBy('request.createdAt', 'desc')
    .orderBy('request.id')
    .limit(limit)
    .execute();
}

/** A request; undefined unless the scope has a part in it. */
export function findRequest(database: Database, scope: FootageScope, id: string) {
  return selectAsks(database, scope)
    .innerJoin('incidentResponse as response', 'response.incidentId', 'request.incidentId')
    .where('request.id', '=', id)
    .select([
      'request.id',
      'request.number',
      'request.zoneId',
      'request.incidentId',
      'request.fromAt',
      'request.toAt',
      'request.note',
      'request.createdAt',
      'response.number as incidentNumber',
      'response.dailyLogNumber',
      'zone.nameTh',
      'zone.nameEn',
      'zone.timeZone',
      'zone.isDemonstration',
    ])
    .limit(1)
    .executeTakeFirst();
}

/** What was asked of each camera of a request that the scope may see. */
export function listAsks(database: Database, scope: FootageScope, requestId: string) {
  return selectAsks(database, scope)
    .where('request.id', '=', requestId)
    .select([
      'ask.id',
      'ask.state',
      'ask.reason',
      'ask.changedAt',
      'camera.id as cameraId',
      'camera.code',
      'camera.name',
      'camera.zoneId',
      'camera.organisationId',
      'owner.nameTh as ownerTh',
      'owner.nameEn as ownerEn',
    ])
    .orderBy('camera.code')
    .orderBy('camera.id')
    .execute();
}

export type AskRow = Awaited<ReturnType<typeof listAsks>>[number];

/** Holds what was asked of one camera until the transaction ends; its state then. */
export function lockAsk(transaction: Database, id: string) {
  return transaction.selectFrom('footageAsk').where('id', '=', id).select(['state']).forUpdate().executeTakeFirst();
}

export async function updateAsk(
  database: Database,
  id: string,
  change: { state: string; reason: string; changedAt: Date },
): Promise<void> {
  await database.updateTable('footageAsk').set(change).where('id', '=', id).execute();
}

/** What happened to a request, by camera, with who did it, the latest first. */
export function listFootageEvents(database: Database, askIds: readonly string[]) {
  return database
    .selectFrom('event')
    .innerJoin('footageAsk as ask', 'ask.id', 'event.subjectId')
    .innerJoin('camera', 'camera.id', 'ask.cameraId')
    .leftJoin('account', 'account.id', 'event.actorId')
    .where('event.subject', '=', 'footage')
    .where('event.subjectId', 'in', orNone(askIds))
    .select(['event.id', 'event.type', 'event.occurredAt', 'camera.code', 'account.displayName as actorName'])
    .orderBy('event.recordedAt', 'desc')
    .orderBy('event.id', 'desc')
    .execute();
}
