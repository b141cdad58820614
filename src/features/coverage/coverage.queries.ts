import { sql } from 'kysely';
import type { Database } from '../../../db/client/database.ts';
import type { Scope } from './cover.queries.ts';
import type { PurposeName } from './scene.ts';

interface Question {
  zoneId: string;
  purpose: PurposeName;
  scope: Scope;
}

const zoneColumns = ['id', 'slug', 'nameTh', 'nameEn', 'timeZone', 'isDemonstration'] as const;

export function findZoneBySlug(database: Database, slug: string) {
  return database.selectFrom('zone').where('slug', '=', slug).select(zoneColumns).executeTakeFirst();
}

export function findZoneById(database: Database, id: string) {
  return database.selectFrom('zone').where('id', '=', id).select(zoneColumns).executeTakeFirst();
}

/** What the zone's share has been, the latest last. */
export function listZoneCover(database: Database, { zoneId, purpose, scope }: Question, limit: number) {
  return database
    .selectFrom(
      database
        .selectFrom('zoneCover')
        .where('zoneId', '=', zoneId)
        .where('purpose', '=', purpose)
        .where('scope', '=', scope)
        .select(['computedAt', 'sureShare', 'likelyShare', 'causes'])
        .orderBy('computedAt', 'desc')
        .limit(limit)
        .as('latest'),
    )
    .selectAll()
    .orderBy('computedAt')
    .execute();
}

/** How much of each risk area that the public may know of is seen, and how far it is to an SOS post; the least seen of the severest first. */
export function listRiskAreaCover(database: Database, { zoneId, purpose, scope }: Question) {
  return database
    .selectFrom('riskAreaCover as cover')
    .innerJoin('riskArea', 'riskArea.id', 'cover.riskAreaId')
    .leftJoin('riskAreaWalk as walk', 'walk.riskAreaId', 'cover.riskAreaId')
    .where('cover.zoneId', '=', zoneId)
    .where('cover.purpose', '=', purpose)
    .where('cover.scope', '=', scope)
    .where('riskArea.state', 'in', ['confirmed', 'treated', 'watched'])
    .select([
      'riskArea.id',
      'riskArea.nameTh',
      'riskArea.nameEn',
      'riskArea.level',
      'cover.sureShare',
      'cover.likelyShare',
      'cover.groundSquareMeters',
      'walk.threeMinutesShare',
      'walk.halfMeters',
      'walk.nineInTenMeters',
      'walk.sightShare',
      'walk.streetSightShare',
    ])
    .orderBy(sql`risk_area.level * cover.ground_square_meters * (1 - cover.sure_share)`, 'desc')
    .orderBy('riskArea.id')
    .execute();
}

/** Some sixty metres: a camera further off would not close a gap if its view were cleared. */
const clearedReachDegrees = 0.000_55;

/**
 * The zone's gaps with the most at risk, each with its risk area, the camera nearest to its middle, and the nearest that
 * works but was found with its view blocked.
 */
export function listGaps(database: Database, { zoneId, purpose, scope }: Question, limit: number) {
  return database
    .selectFrom('coverageGap as gap')
    .innerJoin('riskArea', 'riskArea.id', 'gap.riskAreaId')
    .leftJoin('camera', 'camera.id', 'gap.nearestCameraId')
    .leftJoinLateral(
      (join) =>
        join
          .selectFrom('camera as blocked')
          .where('blocked.isOccluded', '=', true)
          .where('blocked.condition', '=', 'working')
          .where('blocked.acceptedAt', 'is not', null)
          .where('blocked.link', 'in', scope === 'linked' ? ['linked'] : ['linked', 'unlinked', 'paused'])
          .where('blocked.zoneId', '=', zoneId)
          .where(sql<boolean>`st_dwithin(blocked.place, gap.area, ${clearedReachDegrees}::float8)`)
          .orderBy(sql`blocked.place <-> gap.label`)
          .limit(1)
          .select([
            'blocked.code',
            'blocked.id',
            sql<number>`st_distance(blocked.place::geography, gap.label::geography)`.as('meters'),
          ])
          .as('cleared'),
      (join) => join.onTrue(),
    )
    .where('gap.zoneId', '=', zoneId)
    .where('gap.purpose', '=', purpose)
    .where('gap.scope', '=', scope)
    .select([
      'gap.id',
      'gap.squareMeters',
      'gap.people',
      'gap.nearestCameraMeters',
      'camera.code as nearestCameraCode',
      'cleared.id as blockedCameraId',
      'cleared.code as blockedCameraCode',
      'cleared.meters as blockedCameraMeters',
      'riskArea.nameTh',
      'riskArea.nameEn',
      'riskArea.level',
      sql<number>`st_x(gap.label)`.as('longitude'),
      sql<number>`st_y(gap.label)`.as('latitude'),
    ])
    .orderBy('gap.risk', 'desc')
    .orderBy('gap.id')
    .limit(limit)
    .execute();
}

/** By how many cameras the ground of each risk area is seen, of every owner together first. */
export function listWatch(database: Database, { zoneId, purpose, scope }: Question) {
  return database
    .selectFrom('riskAreaWatch')
    .where('zoneId', '=', zoneId)
    .where('purpose', '=', purpose)
    .where('scope', '=', scope)
    .select(['riskAreaId', 'time', 'ownerKind', 'noneShare', 'oneShare', 'twoShare', 'moreShare'])
    .orderBy('riskAreaId')
    .orderBy('time')
    .orderBy(sql`owner_kind <> 'all'`)
    .orderBy('ownerKind')
    .execute();
}
