import { sql } from 'kysely';
import type { Database } from '../../../db/client/database.ts';
import { pointOf } from '../../server/places.queries.ts';

const zoneColumns = ['zone.id', 'zone.slug', 'zone.nameTh', 'zone.nameEn', 'zone.timeZone'] as const;

export function findZoneBySlug(database: Database, slug: string) {
  return database.selectFrom('zone').select(zoneColumns).where('slug', '=', slug).executeTakeFirst();
}

/** Every zone by name, to filter a list by. */
export function listZoneNames(database: Database) {
  return database.selectFrom('zone').select(['slug', 'nameTh', 'nameEn']).orderBy(sql`name_th collate th`).execute();
}

/** The zone that a point lies in. */
export function findZoneAt(database: Database, [longitude, latitude]: readonly [number, number]) {
  return database
    .selectFrom('zone')
    .select(zoneColumns)
    .where(sql<boolean>`st_covers(boundary, ${pointOf([longitude, latitude])})`)
    .executeTakeFirst();
}

export function listLandmarks(database: Database, zoneId: string) {
  return database
    .selectFrom('landmark')
    .select(['id', 'nameTh', 'nameEn'])
    .where('zoneId', '=', zoneId)
    .orderBy(sql`name_th collate th`)
    .execute();
}

/** Risk areas that are public: confirmed and what comes after. */
export function listRiskAreas(database: Database, zoneId: string) {
  return database
    .selectFrom('riskArea')
    .select(['id', 'nameTh', 'nameEn', 'level'])
    .where('zoneId', '=', zoneId)
    .where('state', 'in', ['confirmed', 'treated', 'watched'])
    .orderBy('level', 'desc')
    .orderBy(sql`name_th collate th`)
    .execute();
}

/** The worst public risk area that a point lies in. */
export function findRiskAreaAt(database: Database, zoneId: string, [longitude, latitude]: readonly [number, number]) {
  return database
    .selectFrom('riskArea')
    .select('id')
    .where('zoneId', '=', zoneId)
    .where('state', 'in', ['confirmed', 'treated', 'watched'])
    .where(sql<boolean>`st_covers(boundary, ${pointOf([longitude, latitude])})`)
    .orderBy('level', 'desc')
    .executeTakeFirst();
}

/** Where a risk area stands for itself: a point inside it, the same one always. */
export function findRiskAreaPoint(database: Database, zoneId: string, riskAreaId: string) {
  return database
    .selectFrom('riskArea')
    .select([
      'id',
      'nameTh',
      sql<number>`st_x(st_pointonsurface(boundary))`.as('longitude'),
      sql<number>`st_y(st_pointonsurface(boundary))`.as('latitude'),
    ])
    .where('id', '=', riskAreaId)
    .where('zoneId', '=', zoneId)
    .where('state', 'in', ['confirmed', 'treated', 'watched'])
    .executeTakeFirst();
}

export function findLandmarkPoint(database: Database, zoneId: string, landmarkId: string) {
  return database
    .selectFrom('landmark')
    .select(['nameTh', sql<number>`st_x(place)`.as('longitude'), sql<number>`st_y(place)`.as('latitude')])
    .where('id', '=', landmarkId)
    .where('zoneId', '=', zoneId)
    .executeTakeFirst();
}

/** Ordinary reports by their tracking numbers; sensitive ones are not there. */
export function listReportsByNumber(database: Database, trackingNumbers: readonly string[]) {
  return database
    .selectFrom('report')
    .innerJoin('zone', 'zone.id', 'report.zoneId')
    .select([
      'report.id',
      'report.trackingNumber',
      'report.category',
      'report.zoneId',
      'report.accountId',
      'report.isPublicPlace',
      'report.riskAreaId',
      'zone.slug as zoneSlug',
      sql<string>`case when report.is_public_place then report.place_name else '' end`.as('placeName'),
      sql<number>`st_x(report.place)`.as('longitude'),
      sql<number>`st_y(report.place)`.as('latitude'),
    ])
    .where('report.trackingNumber', 'in', [...trackingNumbers])
    .where('report.isSensitive', '=', false)
    .orderBy('report.trackingNumber')
    .execute();
}
