import { sql } from 'kysely';
import type { Database } from '../../../db/client/database.ts';

/** Zones with their stations, by name; `search` is found in either name of either. */
export function listZones(database: Database, search = '') {
  return database
    .selectFrom('zone')
    .innerJoin('policeUnit as station', 'station.id', 'zone.stationId')
    .$if(search !== '', (query) =>
      query.where(
        sql<boolean>`position(lower(${search}) in
          lower(concat_ws(' ', zone.name_th, zone.name_en, station.name_th, station.name_en))) > 0`,
      ),
    )
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

/** One zone by the name in its address, with its station. */
export function findZone(database: Database, slug: string) {
  return database
    .selectFrom('zone')
    .innerJoin('policeUnit as station', 'station.id', 'zone.stationId')
    .where('zone.slug', '=', slug)
    .select([
      'zone.id',
      'zone.slug',
      'zone.stationId',
      'zone.nameTh',
      'zone.nameEn',
      'zone.summaryTh',
      'zone.summaryEn',
      'zone.population',
      'zone.timeZone',
      'zone.isDemonstration',
      'station.nameTh as stationNameTh',
      'station.nameEn as stationNameEn',
      'station.phone as stationPhone',
    ])
    .executeTakeFirst();
}

/** The middle of every zone, for finding the nearest; a middle says nothing that the zone's name does not. */
export function listZoneMiddles(database: Database) {
  return database
    .selectFrom('zone')
    .select([
      'slug',
      sql<number>`round(st_x(st_pointonsurface(boundary))::numeric, 4)::float8`.as('longitude'),
      sql<number>`round(st_y(st_pointonsurface(boundary))::numeric, 4)::float8`.as('latitude'),
    ])
    .orderBy('slug')
    .execute();
}

export function listCommunities(database: Database, zoneId: string) {
  return database
    .selectFrom('zoneCommunity')
    .innerJoin('area', 'area.id', 'zoneCommunity.areaId')
    .where('zoneCommunity.zoneId', '=', zoneId)
    .select(['area.nameTh', 'area.nameEn'])
    .orderBy(sql`area.name_th collate th`)
    .execute();
}

/** Organisations that answer for the zone or work with its station, those that govern first. */
export function listOrganisations(database: Database, zoneId: string) {
  return database
    .selectFrom('organisation')
    .innerJoin('zone', (join) => join.on('zone.id', '=', zoneId))
    .where('organisation.isDisabled', '=', false)
    .where('organisation.kind', '<>', 'police-unit')
    .where(
      sql<boolean>`organisation.territory_zone_id = zone.id
        or zone.station_id in (organisation.territory_station_id, organisation.network_station_id)
        or exists (select from area a where a.id = organisation.territory_area_id
          and st_contains(a.boundary, st_pointonsurface(zone.boundary)))`,
    )
    .select([
      'organisation.id',
      'organisation.nameTh',
      'organisation.nameEn',
      sql<boolean>`organisation.kind in ('bangkok', 'pattaya', 'province-administration', 'city-municipality',
        'town-municipality', 'sub-district-municipality', 'sub-district-administration')`.as('isLocalGovernment'),
    ])
    .orderBy(sql`organisation.name_th collate th`)
    .execute();
}

/** How many cameras and SOS posts there are, and how many of them work; for the public nothing finer. */
export async function countDevices(database: Database, zoneId: string) {
  const { rows } = await sql<{ cameras: number; camerasWorking: number; sosPosts: number; sosPostsWorking: number }>`
    select
      (select count(*)::int from camera
        where zone_id = ${zoneId} and condition <> 'removed' and accepted_at is not null) as cameras,
      (select count(*)::int from camera
        where zone_id = ${zoneId} and condition = 'working' and accepted_at is not null) as cameras_working,
      (select count(*)::int from sos_post where zone_id = ${zoneId}) as sos_posts,
      (select count(*)::int from sos_post where zone_id = ${zoneId} and condition = 'working') as sos_posts_working
    `.execute(database);
  return rows[0] ?? { cameras: 0, camerasWorking: 0, sosPosts: 0, sosPostsWorking: 0 };
}

/** How many ordinary reports of the zone are in the hands of somebody, and how many were fixed since a day. */
export async function countReports(database: Database, zoneId: string, since: Date) {
  const row = await database
    .selectFrom('report')
    .where('zoneId', '=', zoneId)
    .where('isSensitive', '=', false)
    .select([
      sql<number>`(count(*) filter (where state in ('received', 'triaged', 'planned', 'in-progress', 'reopened')))::int`.as(
        'open',
      ),
      sql<number>`(count(*) filter (where state = 'fixed' and changed_at >= ${since}))::int`.as('fixed'),
    ])
    .executeTakeFirst();
  return row ?? { open: 0, fixed: 0 };
}
