import { sql } from 'kysely';
import type { Database } from '../../../db/client/database.ts';

/** Streets of the zone that nobody gets through now, those that open first on top. */
export function listClosures(database: Database, zoneId: string) {
  return database
    .selectFrom('streetClosure as closure')
    .innerJoin('street', 'street.id', 'closure.streetId')
    .where('closure.zoneId', '=', zoneId)
    .where('closure.endedAt', 'is', null)
    .select([
      'closure.id',
      'closure.kind',
      sql<string>`closure.until_on::text`.as('untilOn'),
      'street.nameTh',
      'street.nameEn',
    ])
    .orderBy('closure.untilOn')
    .orderBy('closure.id')
    .execute();
}

/** Streets of the zone that have a name and are open. */
export function listOpenStreets(database: Database, zoneId: string) {
  return database
    .selectFrom('street')
    .where('zoneId', '=', zoneId)
    .where(sql<boolean>`name_th <> ''`)
    .where(
      sql<boolean>`not exists (select from street_closure where street_closure.street_id = street.id and ended_at is null)`,
    )
    .select(['id', 'nameTh', 'nameEn'])
    .orderBy(sql`name_th collate th`)
    .orderBy('id')
    .execute();
}

/** Whether the street is one of the zone's. */
export async function isStreetOf(database: Database, zoneId: string, streetId: string): Promise<boolean> {
  const found = await database
    .selectFrom('street')
    .where('id', '=', streetId)
    .where('zoneId', '=', zoneId)
    .select('id')
    .executeTakeFirst();
  return found !== undefined;
}

/** Closes a street, or says of one that is closed until when it is now. */
export async function insertClosure(
  database: Database,
  row: { id: string; zoneId: string; streetId: string; kind: string; untilOn: string; createdAt: Date },
): Promise<void> {
  await sql`
    insert into street_closure (id, zone_id, street_id, kind, until_on, created_at)
    values (${row.id}, ${row.zoneId}, ${row.streetId}, ${row.kind}, ${row.untilOn}::date, ${row.createdAt})
    on conflict (street_id) where ended_at is null do update set kind = excluded.kind, until_on = excluded.until_on
  `.execute(database);
}

/** Opens it again; the street that it closed, or undefined when there is no such closure in the zone. */
export async function endClosure(
  database: Database,
  { zoneId, id, now }: { zoneId: string; id: string; now: Date },
): Promise<string | undefined> {
  const row = await database
    .updateTable('streetClosure')
    .set({ endedAt: now })
    .where('id', '=', id)
    .where('zoneId', '=', zoneId)
    .where('endedAt', 'is', null)
    .returning('streetId')
    .executeTakeFirst();
  return row?.streetId;
}
