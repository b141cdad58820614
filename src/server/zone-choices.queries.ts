import { sql } from 'kysely';
import type { Database } from '../../db/client/database.ts';

/** Zones by name, each with a place inside it, for a form to choose among and begin with. */
export function listZonesByIds(database: Database, zoneIds: readonly string[]) {
  return database
    .selectFrom('zone')
    .where(sql<boolean>`id = any(${[...zoneIds]}::uuid[])`)
    .select(['id', 'slug', 'nameTh', 'nameEn', 'timeZone', 'isDemonstration'])
    .select([
      sql<number>`st_x(st_pointonsurface(boundary))`.as('longitude'),
      sql<number>`st_y(st_pointonsurface(boundary))`.as('latitude'),
    ])
    .orderBy(sql`name_th collate th`)
    .execute();
}

/** Organisations that may work in a zone: those whose territory or network reaches it. */
export function listOrganisationsOfZone(database: Database, zoneId: string) {
  return database
    .selectFrom('organisation')
    .innerJoin('zone', (join) => join.on('zone.id', '=', zoneId))
    .where('organisation.isDisabled', '=', false)
    .where(
      sql<boolean>`organisation.territory_zone_id = zone.id
        or zone.station_id in (
          organisation.territory_station_id, organisation.network_station_id, organisation.police_unit_id)
        or exists (select from area a where a.id = organisation.territory_area_id
          and st_contains(a.boundary, st_pointonsurface(zone.boundary)))`,
    )
    .select(['organisation.id', 'organisation.kind', 'organisation.nameTh', 'organisation.nameEn'])
    .orderBy(sql`organisation.name_th collate th`)
    .execute();
}
