import { type Insertable, sql, type Transaction, type Updateable } from 'kysely';
import type { Database } from '../../../db/client/database.ts';
import type { DB, Incident, IncidentResponse } from '../../../db/types.ts';
import { pointOf } from '../../server/places.queries.ts';
import { endedStates, type IncidentState } from './incidents.states.ts';

/** The kinds of incidents there are, the gravest first. */
export function listKinds(database: Database) {
  return database
    .selectFrom('incidentKind')
    .select(['code', 'category', 'nameTh', 'nameEn', 'isSensitive', 'defaultPriority'])
    .orderBy('defaultPriority')
    .orderBy('code')
    .execute();
}

/** The zones that contain the point, of those given. */
export async function listZonesAt(database: Database, longitude: number, latitude: number, zoneIds: readonly string[]) {
  const { rows } = await sql<{ id: string }>`
    select id from zone
    where id = any(${zoneIds}::uuid[])
      and st_covers(boundary, ${pointOf([longitude, latitude])})
    order by slug`.execute(database);
  return rows.map((row) => row.id);
}

/** Adds the fact; returns false when the same source has told it before. */
export async function insertIncident(
  database: Database,
  incident: Omit<Insertable<Incident>, 'place'> & { longitude: number; latitude: number },
): Promise<boolean> {
  const { longitude, latitude, ...row } = incident;
  const result = await database
    .insertInto('incident')
    .values({ ...row, place: pointOf([longitude, latitude]) })
    .onConflict((conflict) => conflict.columns(['zoneId', 'sourceName', 'sourceKey']).doNothing())
    .executeTakeFirst();
  return Number(result.numInsertedOrUpdatedRows) === 1;
}

export async function findIncidentBySource(database: Database, zoneId: string, sourceName: string, sourceKey: string) {
  const row = await database
    .selectFrom('incident')
    .where('zoneId', '=', zoneId)
    .where('sourceName', '=', sourceName)
    .where('sourceKey', '=', sourceKey)
    .select('id')
    .executeTakeFirst();
  return row?.id;
}

export async function insertResponse(database: Database, response: Insertable<IncidentResponse>): Promise<void> {
  await database.insertInto('incidentResponse').values(response).execute();
}

export async function updateResponse(
  database: Database,
  incidentId: string,
  change: Updateable<IncidentResponse>,
): Promise<void> {
  await database.updateTable('incidentResponse').set(change).where('incidentId', '=', incidentId).execute();
}

/** Holds incidents' responses until the transaction ends, in one order for everybody, so that changes do not overtake. */
export async function lockResponses(transaction: Transaction<DB>, incidentIds: readonly string[]): Promise<void> {
  await transaction
    .selectFrom('incidentResponse')
    .where('incidentId', 'in', [...incidentIds])
    .select('incidentId')
    .orderBy('incidentId')
    .forUpdate()
    .execute();
}

/** A live incident with all that its streams, its queue and its page need. */
function selectLive(database: Database) {
  return database
    .selectFrom('incident')
    .innerJoin('incidentResponse as response', 'response.incidentId', 'incident.id')
    .innerJoin('incidentKind as kind', 'kind.code', 'incident.kind')
    .innerJoin('zone', 'zone.id', 'incident.zoneId')
    .leftJoin('patrolUnit', 'patrolUnit.id', 'response.patrolUnitId')
    .leftJoin('snapPoint', 'snapPoint.id', 'incident.snapPointId')
    .select([
      'incident.id',
      'incident.zoneId',
      'incident.kind',
      'incident.source',
      'incident.summary',
      'incident.occurredFrom',
      'response.state',
      'response.priority',
      'response.number',
      'response.dailyLogNumber',
      'response.handedTo',
      'response.patrolUnitId',
      'response.mergedInto',
      'response.reason',
      'response.changedAt',
      'response.publicKey',
      'response.publishedAt',
      'response.escalatedTo',
      'kind.nameTh as kindNameTh',
      'kind.nameEn as kindNameEn',
      'kind.isSensitive',
      'zone.nameTh as zoneNameTh',
      'zone.nameEn as zoneNameEn',
      'zone.timeZone',
      'zone.publicDelayMinutes',
      'zone.stationId',
      'zone.isDemonstration',
      'patrolUnit.callSign',
      sql<number>`(select count(*)::int from sos_press where sos_press.incident_id = incident.id)`.as('presses'),
      sql<number>`st_x(incident.place)`.as('longitude'),
      sql<number>`st_y(incident.place)`.as('latitude'),
      sql<number | null>`st_x(snap_point.place)`.as('snapLongitude'),
      sql<number | null>`st_y(snap_point.place)`.as('snapLatitude'),
    ]);
}

export type LiveRow = NonNullable<Awaited<ReturnType<typeof findLive>>>;

export function findLive(database: Database, incidentId: string) {
  return selectLive(database).where('incident.id', '=', incidentId).executeTakeFirst();
}

/** Live incidents of these zones: those that are open, then those that ended after `since`; gravest and oldest first. */
export function listLive(database: Database, zoneIds: readonly string[], since: Date, limit: number) {
  return selectLive(database)
    .where('incident.zoneId', 'in', [...zoneIds])
    .where((where) =>
      where.or([where('response.state', 'not in', [...endedStates]), where('response.changedAt', '>=', since)]),
    )
    .orderBy(sql`response.state in (${sql.join(endedStates)})`)
    .orderBy('response.priority')
    .orderBy('incident.occurredFrom')
    .limit(limit)
    .execute();
}

/** What happened to an incident, in order, with the name of who did it. */
export function listTimeline(database: Database, incidentId: string) {
  return database
    .selectFrom('event')
    .leftJoin('account', 'account.id', 'event.actorId')
    .where('event.subject', '=', 'incident')
    .where('event.subjectId', '=', incidentId)
    .select(['event.id', 'event.type', 'event.occurredAt', 'event.payload', 'account.displayName as actorName'])
    .orderBy('event.recordedAt')
    .orderBy('event.id')
    .execute();
}

/** Patrol units of a station, by call sign. */
export function listPatrolUnits(database: Database, stationId: string) {
  return database
    .selectFrom('patrolUnit')
    .where('stationId', '=', stationId)
    .select(['id', 'callSign', 'vehicle'])
    .orderBy(sql`length(call_sign)`)
    .orderBy('callSign')
    .execute();
}

/** Whether the station has this patrol unit. */
export async function hasPatrolUnit(database: Database, stationId: string, patrolUnitId: string): Promise<boolean> {
  const row = await database
    .selectFrom('patrolUnit')
    .where('stationId', '=', stationId)
    .where('id', '=', patrolUnitId)
    .select('id')
    .executeTakeFirst();
  return row !== undefined;
}

/** The state of another incident of the zone, for merging into it. */
export async function findStateInZone(database: Database, zoneId: string, incidentId: string) {
  const row = await database
    .selectFrom('incidentResponse')
    .where('zoneId', '=', zoneId)
    .where('incidentId', '=', incidentId)
    .select('state')
    .executeTakeFirst();
  return row?.state as IncidentState | undefined;
}

/** What a queue says of its zones. */
export function listZoneNames(database: Database, zoneIds: readonly string[]) {
  return database
    .selectFrom('zone')
    .where('id', 'in', [...zoneIds])
    .select(['id', 'slug', 'nameTh', 'nameEn', 'timeZone', 'isDemonstration'])
    .orderBy('slug')
    .execute();
}

/** Other systems of these zones that have been silent for too long, the longest first. */
export function listSilentSources(database: Database, zoneIds: readonly string[]) {
  return database
    .selectFrom('source')
    .where('zoneId', 'in', [...zoneIds])
    .where('silentSince', 'is not', null)
    .select(['id', 'name', 'silentSince'])
    .$narrowType<{ silentSince: Date }>()
    .orderBy('silentSince')
    .execute();
}

/** Named places of zones for choosing where something happened: landmarks, then streets and lanes with a name. */
export async function listNamedPlaces(database: Database, zoneIds: readonly string[], limit: number) {
  const { rows } = await sql<{ id: string; nameTh: string; nameEn: string; longitude: number; latitude: number }>`
    (select id, name_th, name_en, st_x(place) as longitude, st_y(place) as latitude from landmark
      where zone_id = any(${zoneIds}::uuid[]) order by name_th collate th limit ${limit})
    union all
    (select id, name_th, name_en, st_x(st_lineinterpolatepoint(line, 0.5)), st_y(st_lineinterpolatepoint(line, 0.5))
      from (select distinct on (zone_id, name_th) * from street
        where zone_id = any(${zoneIds}::uuid[]) and name_th <> ''
        order by zone_id, name_th, st_length(line) desc) as longest
      order by name_th collate th limit ${limit})`.execute(database);
  return rows;
}

/** What the public has been told of since then and may still hear of. */
export function listPublished(database: Database, zoneIds: readonly string[], since: Date, limit: number) {
  return selectLive(database)
    .where('incident.zoneId', 'in', [...zoneIds])
    .where('response.publishedAt', '>=', since)
    .orderBy('response.publishedAt', 'desc')
    .limit(limit)
    .execute();
}

/**
 * Incidents of the last day whose zone's delay is over and of which the public was not told, though it may hear of them.
 * What is older is no news any more, and is found in the counts.
 */
export async function listDueForPublic(database: Database, now: Date): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select incident.id from incident_response
    join incident on incident.id = incident_response.incident_id
    join incident_kind on incident_kind.code = incident.kind
    join zone on zone.id = incident.zone_id
    where incident_response.published_at is null and incident_response.priority <> 1
      and incident_response.state not in ('merged', 'false-alarm') and not incident_kind.is_sensitive
      and incident_response.changed_at > ${now}::timestamptz - interval '1 day'
      and incident.recorded_at > ${now}::timestamptz - interval '1 day'
      and incident.recorded_at + make_interval(mins => zone.public_delay_minutes) <= ${now}
    order by incident.recorded_at limit 500`.execute(database);
  return rows.map((row) => row.id);
}

/** Where a named place of these zones is. */
export async function findNamedPlace(database: Database, zoneIds: readonly string[], placeId: string) {
  const { rows } = await sql<{ longitude: number; latitude: number }>`
    select st_x(place) as longitude, st_y(place) as latitude from landmark
    where id = ${placeId} and zone_id = any(${zoneIds}::uuid[])
    union all
    select st_x(st_lineinterpolatepoint(line, 0.5)), st_y(st_lineinterpolatepoint(line, 0.5)) from street
    where id = ${placeId} and zone_id = any(${zoneIds}::uuid[])`.execute(database);
  return rows[0];
}
