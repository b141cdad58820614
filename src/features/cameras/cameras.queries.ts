import { type Expression, type InsertObject, type SqlBool, sql, type UpdateObject } from 'kysely';
import type { Database } from '../../../db/client/database.ts';
import type { DB } from '../../../db/types.ts';
import type { CameraFilter } from './cameras.schema.ts';

/** Whose cameras a viewer sees: those of zones, as an officer, and those of own organisations. */
export interface Scope {
  zoneIds: readonly string[];
  organisationIds: readonly string[];
}

/** One that was sent back is its owner's alone again, until they have mended it. */
export function isVisible({ zoneIds, organisationIds }: Scope): Expression<SqlBool> {
  return sql<boolean>`(camera.organisation_id = any(${[...organisationIds]}::uuid[])
    or camera.zone_id = any(${[...zoneIds]}::uuid[]) and camera.returned_reason = '')`;
}

const isHeadingUnknown = sql<boolean>`(camera.heading_degrees is null and coalesce(camera.field_of_view_degrees, 0) < 360)`;
const isSomethingUnknown = sql<boolean>`(${isHeadingUnknown} or num_nulls(camera.mounting_height_meters,
  camera.tilt_degrees, camera.field_of_view_degrees, camera.image_width_pixels) > 0)`;

function narrowed(database: Database, scope: Scope, filter: Omit<CameraFilter, 'page'>) {
  let rows = database
    .selectFrom('camera')
    .innerJoin('zone', 'zone.id', 'camera.zoneId')
    .innerJoin('organisation', 'organisation.id', 'camera.organisationId')
    .where(isVisible(scope));
  if (filter.zone) rows = rows.where('zone.slug', '=', filter.zone);
  if (filter.owner) rows = rows.where('camera.organisationId', '=', filter.owner);
  if (filter.link) rows = rows.where('camera.link', '=', filter.link);
  if (filter.condition) rows = rows.where('camera.condition', '=', filter.condition);
  if (filter.unknown) rows = rows.where(filter.unknown === 'heading' ? isHeadingUnknown : isSomethingUnknown);
  if (filter.acceptance === 'accepted') rows = rows.where('camera.acceptedAt', 'is not', null);
  else if (filter.acceptance === 'moved') rows = rows.where('camera.movedSinceAcceptedAt', 'is not', null);
  else if (filter.acceptance)
    rows = rows
      .where('camera.acceptedAt', 'is', null)
      .where('camera.returnedReason', filter.acceptance === 'returned' ? '<>' : '=', '');
  return rows;
}

/** One page of the cameras that the viewer sees: those that wait for somebody first, then by code. */
export function listCameras(
  database: Database,
  scope: Scope,
  filter: CameraFilter,
  page: { limit: number; offset: number },
) {
  return narrowed(database, scope, filter)
    .select([
      'camera.id',
      'camera.zoneId',
      'camera.code',
      'camera.name',
      'camera.link',
      'camera.condition',
      'camera.isOccluded',
      'camera.acceptedAt',
      'camera.movedSinceAcceptedAt',
      'camera.returnedReason',
      'camera.headingDegrees',
      'camera.mountingHeightMeters',
      'camera.tiltDegrees',
      'camera.fieldOfViewDegrees',
      'camera.imageWidthPixels',
      'organisation.nameTh as ownerTh',
      'organisation.nameEn as ownerEn',
      'zone.slug as zoneSlug',
      'zone.nameTh as zoneTh',
      'zone.nameEn as zoneEn',
    ])
    .orderBy(sql`camera.accepted_at is not null and camera.moved_since_accepted_at is null`)
    .orderBy(sql`camera.code collate th`)
    .orderBy('camera.id')
    .limit(page.limit)
    .offset(page.offset)
    .execute();
}

export async function countCameras(database: Database, scope: Scope, filter: CameraFilter): Promise<number> {
  const row = await narrowed(database, scope, filter).select(sql<number>`count(*)::int`.as('count')).executeTakeFirst();
  return row?.count ?? 0;
}

/** The owners and zones of everything that the viewer sees, to choose among, with how many wait to be accepted and were changed since. */
export async function listChoices(database: Database, scope: Scope) {
  const owners = await narrowed(database, scope, {})
    .select(['organisation.id', 'organisation.nameTh', 'organisation.nameEn'])
    .groupBy('organisation.id')
    .orderBy(sql`organisation.name_th collate th`)
    .execute();
  const zones = await narrowed(database, scope, {})
    .select([
      'zone.slug',
      'zone.nameTh',
      'zone.nameEn',
      sql<number>`(count(*) filter (where camera.accepted_at is null and camera.returned_reason = ''))::int`.as(
        'awaiting',
      ),
      sql<number>`(count(*) filter (where camera.moved_since_accepted_at is not null))::int`.as('moved'),
    ])
    .groupBy('zone.id')
    .orderBy(sql`zone.name_th collate th`)
    .execute();
  return { owners, zones };
}

/** How many cameras each zone has that count, and how many of them work; no finer than that. */
export async function countByZone(database: Database, zoneIds: readonly string[]) {
  const { rows } = await sql<{
    id: string;
    slug: string;
    nameTh: string;
    nameEn: string;
    total: number;
    working: number;
  }>`
    select zone.id, zone.slug, zone.name_th, zone.name_en, count(camera.id)::int as total,
      (count(camera.id) filter (where camera.condition = 'working'))::int as working
    from zone left join camera on camera.zone_id = zone.id and camera.accepted_at is not null
      and camera.condition <> 'removed'
    where zone.id = any(${[...zoneIds]}::uuid[])
    group by zone.id order by zone.name_th collate th`.execute(database);
  return rows;
}

/** One camera with everything that is known of it, if the viewer may see it. */
export function findCamera(database: Database, id: string, scope: Scope) {
  return database
    .selectFrom('camera')
    .innerJoin('zone', 'zone.id', 'camera.zoneId')
    .innerJoin('organisation', 'organisation.id', 'camera.organisationId')
    .where('camera.id', '=', id)
    .where(isVisible(scope))
    .select([
      'camera.id',
      'camera.zoneId',
      'camera.organisationId',
      'camera.code',
      'camera.name',
      'camera.mountingHeightMeters',
      'camera.headingDegrees',
      'camera.headingWritten',
      'camera.tiltDegrees',
      'camera.fieldOfViewDegrees',
      'camera.sensorWidthMillimeters',
      'camera.focalLengthMillimeters',
      'camera.model',
      'camera.imageWidthPixels',
      'camera.imageHeightPixels',
      'camera.rangeMeters',
      'camera.functions',
      'camera.hasInfrared',
      'camera.mount',
      'camera.link',
      'camera.condition',
      'camera.isOccluded',
      'camera.heartbeatMinutes',
      'camera.movedSinceAcceptedAt',
      'camera.notes',
      'camera.source',
      'camera.acceptedAt',
      'camera.returnedReason',
      'camera.version',
      'camera.createdAt',
      'camera.changedAt',
      'organisation.nameTh as ownerTh',
      'organisation.nameEn as ownerEn',
      'zone.slug as zoneSlug',
      'zone.nameTh as zoneTh',
      'zone.nameEn as zoneEn',
      'zone.timeZone',
      'zone.isDemonstration',
      sql<number>`st_x(camera.place)`.as('longitude'),
      sql<number>`st_y(camera.place)`.as('latitude'),
    ])
    .executeTakeFirst();
}
export type CameraRow = NonNullable<Awaited<ReturnType<typeof findCamera>>>;

/** Keeps others from changing the camera until the transaction ends. */
export function lockCamera(database: Database, id: string) {
  return database
    .selectFrom('camera')
    .where('id', '=', id)
    .select(['id', 'zoneId', 'condition'])
    .forUpdate()
    .executeTakeFirst();
}

/** The camera whose id ends so, as a label says it. */
export async function findIdByShort(database: Database, short: string): Promise<string | undefined> {
  const { rows } = await sql<{ id: string }>`
    select id from camera where right(id::text, 12) = ${short} limit 1`.execute(database);
  return rows[0]?.id;
}

export async function insertCamera(database: Database, row: InsertObject<DB, 'camera'>): Promise<void> {
  await database.insertInto('camera').values(row).execute();
}

/**
 * Sets a condition that signals show. The version stays, so that whoever has a form open, or a survey on a phone
 * without a signal, is not turned away: what they say of it is put right by the next signal, or its lack.
 */
export async function updateCondition(
  database: Database,
  id: string,
  changes: { condition: string; changedAt: Date },
): Promise<void> {
  await database.updateTable('camera').set(changes).where('id', '=', id).execute();
}

/** Changes a camera and counts its version on. */
export async function updateCamera(database: Database, id: string, changes: UpdateObject<DB, 'camera'>): Promise<void> {
  await database
    .updateTable('camera')
    .set({ ...changes, version: sql`version + 1` })
    .where('id', '=', id)
    .execute();
}
