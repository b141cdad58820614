import { sql } from 'kysely';
import type { Database } from '../../../db/client/database.ts';

/** Every zone with its station, by name. */
export function listZones(database: Database) {
  return database
    .selectFrom('zone')
    .innerJoin('policeUnit as station', 'station.id', 'zone.stationId')
    .select([
      'zone.id',
      'zone.slug',
      'zone.nameTh',
      'zone.nameEn',
      'zone.population',
      'zone.isDemonstration',
      'station.nameTh as stationNameTh',
      'station.nameEn as stationNameEn',
    ])
    .select((from) =>
      from
        .selectFrom('zoneCommunity')
        .whereRef('zoneCommunity.zoneId', '=', 'zone.id')
        .select(sql<number>`count(*)::int`.as('count'))
        .as('communityCount'),
    )
    .orderBy(sql`zone.name_th collate th`)
    .execute();
}
