import { type Insertable, sql, type Updateable } from 'kysely';
import type { Database } from '../../../../db/client/database.ts';
import type { Source } from '../../../../db/types.ts';

/** Every source with how it is doing: when it was heard, what was refused, and how often others spoke for it. */
export function listSources(database: Database, since: Date) {
  return database
    .selectFrom('source')
    .innerJoin('zone', 'zone.id', 'source.zoneId')
    .select([
      'source.id',
      'source.name',
      'source.kind',
      'source.lastHeardAt',
      'source.silentSince',
      'zone.nameTh as zoneTh',
      'zone.nameEn as zoneEn',
      'zone.timeZone',
      sql<number>`(select count(*)::int from dead_letter where dead_letter.source_id = source.id)`.as('letters'),
      sql<number>`(select coalesce(sum(count), 0)::int from source_refusal
        where source_refusal.source_id = source.id and hour >= ${since})`.as('refusals'),
    ])
    .orderBy(sql`source.silent_since is null`)
    .orderBy(sql`source.name collate th`)
    .orderBy('source.id')
    .execute();
}

export function findSource(database: Database, id: string) {
  return database
    .selectFrom('source')
    .innerJoin('zone', 'zone.id', 'source.zoneId')
    .where('source.id', '=', id)
    .selectAll('source')
    .select(['zone.nameTh as zoneTh', 'zone.nameEn as zoneEn', 'zone.timeZone'])
    .executeTakeFirst();
}

/** How often somebody spoke for the source without its signature, by hour, the latest first. */
export function listRefusals(database: Database, sourceId: string, since: Date) {
  return database
    .selectFrom('sourceRefusal')
    .where('sourceId', '=', sourceId)
    .where('hour', '>=', since)
    .select(['hour', 'count'])
    .orderBy('hour', 'desc')
    .execute();
}

export async function insertSource(database: Database, source: Insertable<Source>): Promise<void> {
  await database.insertInto('source').values(source).execute();
}

export async function updateSource(database: Database, id: string, change: Updateable<Source>): Promise<void> {
  await database.updateTable('source').set(change).where('id', '=', id).execute();
}

/** Zones that a source may be of. */
export function listZones(database: Database) {
  return database.selectFrom('zone').select(['id', 'nameTh', 'nameEn']).orderBy(sql`name_th collate th`).execute();
}
