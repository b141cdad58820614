import { type Insertable, type InsertObject, sql, type UpdateObject } from 'kysely';
import type { Database } from '../../../db/client/database.ts';
import type { DB, JsonObject, SosPostPhoto } from '../../../db/types.ts';
import type { PostFilter } from './sos-posts.schema.ts';

function narrowed(database: Database, filter: PostFilter) {
  let rows = database.selectFrom('sosPost').innerJoin('zone', 'zone.id', 'sosPost.zoneId');
  if (filter.zone) rows = rows.where('zone.slug', '=', filter.zone);
  if (filter.condition) rows = rows.where('sosPost.condition', '=', filter.condition);
  return rows;
}

/** One page of the SOS posts, by zone and code. */
export function listPosts(database: Database, filter: PostFilter, page: { limit: number; offset: number }) {
  return narrowed(database, filter)
    .select([
      'sosPost.id',
      'sosPost.code',
      'sosPost.nameTh',
      'sosPost.nameEn',
      'sosPost.condition',
      'zone.nameTh as zoneTh',
      'zone.nameEn as zoneEn',
    ])
    .orderBy(sql`zone.name_th collate th`)
    .orderBy(sql`sos_post.code collate th`)
    .orderBy('sosPost.id')
    .limit(page.limit)
    .offset(page.offset)
    .execute();
}

export async function countPosts(database: Database, filter: PostFilter): Promise<number> {
  const row = await narrowed(database, filter).select(sql<number>`count(*)::int`.as('count')).executeTakeFirst();
  return row?.count ?? 0;
}

/** Zones that have a post. */
export function listZonesWithPosts(database: Database) {
  return database
    .selectFrom('zone')
    .where((row) => row.exists(row.selectFrom('sosPost').select('id').whereRef('sosPost.zoneId', '=', 'zone.id')))
    .select(['slug', 'nameTh', 'nameEn'])
    .orderBy(sql`name_th collate th`)
    .execute();
}

/** One post with everything that is known of it. */
export function findPost(database: Database, id: string) {
  return database
    .selectFrom('sosPost')
    .innerJoin('zone', 'zone.id', 'sosPost.zoneId')
    .leftJoin('organisation', 'organisation.id', 'sosPost.organisationId')
    .where('sosPost.id', '=', id)
    .select([
      'sosPost.id',
      'sosPost.zoneId',
      'sosPost.organisationId',
      'sosPost.code',
      'sosPost.nameTh',
      'sosPost.nameEn',
      'sosPost.condition',
      'sosPost.voiceAddress',
      'sosPost.notes',
      'sosPost.heartbeatMinutes',
      'sosPost.version',
      'sosPost.createdAt',
      'organisation.nameTh as ownerTh',
      'organisation.nameEn as ownerEn',
      'zone.slug as zoneSlug',
      'zone.nameTh as zoneTh',
      'zone.nameEn as zoneEn',
      'zone.timeZone',
      'zone.isDemonstration',
      sql<number>`st_x(sos_post.place)`.as('longitude'),
      sql<number>`st_y(sos_post.place)`.as('latitude'),
    ])
    .executeTakeFirst();
}
export type PostRow = NonNullable<Awaited<ReturnType<typeof findPost>>>;

/** Keeps others from changing the post until the transaction ends. */
export function lockPost(database: Database, id: string) {
  return database
    .selectFrom('sosPost')
    .where('id', '=', id)
    .select(['id', 'zoneId', 'condition'])
    .forUpdate()
    .executeTakeFirst();
}

/** The post whose id ends so, as a label says it. */
export async function findIdByShort(database: Database, short: string): Promise<string | undefined> {
  const { rows } = await sql<{ id: string }>`
    select id from sos_post where right(id::text, 12) = ${short} limit 1`.execute(database);
  return rows[0]?.id;
}

export async function insertPost(database: Database, row: InsertObject<DB, 'sosPost'>): Promise<void> {
  await database.insertInto('sosPost').values(row).execute();
}

/** Sets a condition that signals show. The version stays, so that whoever has a form open is not turned away. */
export async function updateCondition(
  database: Database,
  id: string,
  changes: { condition: string; changedAt: Date },
): Promise<void> {
  await database.updateTable('sosPost').set(changes).where('id', '=', id).execute();
}

/** Changes a post and counts its version on. */
export async function updatePost(database: Database, id: string, changes: UpdateObject<DB, 'sosPost'>): Promise<void> {
  await database
    .updateTable('sosPost')
    .set({ ...changes, version: sql`version + 1` })
    .where('id', '=', id)
    .execute();
}

const eventsShown = 100;

/** What happened to a post, the latest first. */
export async function listHistory(database: Database, postId: string) {
  const { rows } = await sql<{ id: string; type: string; occurredAt: Date; payload: JsonObject }>`
    select id, type, occurred_at, payload from event
    where subject_id = ${postId} and subject = 'sos-post'
    order by recorded_at desc, id desc limit ${eventsShown}`.execute(database);
  return rows;
}

export function listPhotos(database: Database, sosPostId: string) {
  return database
    .selectFrom('sosPostPhoto')
    .where('sosPostId', '=', sosPostId)
    .select(['id', 'fileId', 'caption', 'createdAt'])
    .orderBy('createdAt', 'desc')
    .orderBy('id')
    .execute();
}

export async function insertPhoto(database: Database, row: Insertable<SosPostPhoto>): Promise<void> {
  await database.insertInto('sosPostPhoto').values(row).execute();
}

/** Takes a photo from its post and returns the file that it was; undefined when the post has no such photo. */
export async function deletePhoto(database: Database, sosPostId: string, id: string): Promise<string | undefined> {
  const rows = database.deleteFrom('sosPostPhoto').where('sosPostId', '=', sosPostId).where('id', '=', id);
  return (await rows.returning('fileId').executeTakeFirst())?.fileId;
}
