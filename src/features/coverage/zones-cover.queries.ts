import { sql } from 'kysely';
import type { Database } from '../../../db/client/database.ts';
import type { Scope } from './cover.queries.ts';
import type { PurposeName } from './scene.ts';

interface Asked {
  purpose: PurposeName;
  scope: Scope;
}

/** A zone with its share, as everybody may know it. */
export interface ZoneInList {
  id: string;
  slug: string;
  nameTh: string;
  nameEn: string;
  timeZone: string;
  isDemonstration: boolean;
  /** The unit above the zone's station. */
  divisionId: string | null;
  divisionNameTh: string | null;
  divisionNameEn: string | null;
  /** Null until it has been worked out. */
  sureShare: number | null;
  likelyShare: number | null;
  /** What it was a month ago, or the first that can be compared with it. */
  earlierShare: number | null;
  earlierAt: Date | null;
  areas: number;
  /** Square metres, each as often as its area's level says. */
  weight: number;
  /** The risk area with the most at risk that is not seen for certain. */
  worstId: string | null;
  worstNameTh: string | null;
  worstNameEn: string | null;
  worstShare: number | null;
}

const publicStates = sql`('confirmed', 'treated', 'watched')`;

/**
 * Every zone with its share, by name. Shares from before the way of counting changed are not compared with later ones.
 */
export async function listZonesInCover(database: Database, { purpose, scope }: Asked, since: Date) {
  const asked = (table: string) =>
    sql`${sql.ref(`${table}.purpose`)} = ${purpose} and ${sql.ref(`${table}.scope`)} = ${scope}`;
  const { rows } = await sql<ZoneInList>`
    select zone.id, zone.slug, zone.name_th, zone.name_en, zone.time_zone, zone.is_demonstration,
      division.id as division_id, division.name_th as division_name_th, division.name_en as division_name_en,
      last.sure_share, last.likely_share,
      earlier.sure_share as earlier_share, earlier.computed_at as earlier_at,
      coalesce(ground.areas, 0)::int as areas, coalesce(ground.weight, 0)::float8 as weight,
      worst.id as worst_id, worst.name_th as worst_name_th, worst.name_en as worst_name_en,
      worst.sure_share as worst_share
    from zone
    join police_unit as station on station.id = zone.station_id
    left join police_unit as division on division.id = station.parent_id
    left join lateral (
      select sure_share, likely_share, computed_at from zone_cover as cover
      where cover.zone_id = zone.id and ${asked('cover')} order by computed_at desc limit 1
    ) as last on true
    left join lateral (
      select sure_share, computed_at from zone_cover as cover
      where cover.zone_id = zone.id and ${asked('cover')} and computed_at < last.computed_at
        and computed_at >= coalesce((
          select max(counted.computed_at) from zone_cover as counted
          where counted.zone_id = zone.id and ${asked('counted')} and jsonb_exists(counted.causes, 'ground')), '-infinity')
      order by computed_at <= ${since} desc, abs(extract(epoch from computed_at - ${since}::timestamptz)) limit 1
    ) as earlier on true
    left join lateral (
      select count(*) as areas, sum(risk_area.level * cover.ground_square_meters) as weight
      from risk_area_cover as cover join risk_area on risk_area.id = cover.risk_area_id
      where cover.zone_id = zone.id and ${asked('cover')} and risk_area.state in ${publicStates}
    ) as ground on true
    left join lateral (
      select risk_area.id, risk_area.name_th, risk_area.name_en, cover.sure_share
      from risk_area_cover as cover join risk_area on risk_area.id = cover.risk_area_id
      where cover.zone_id = zone.id and ${asked('cover')} and risk_area.state in ${publicStates}
      order by risk_area.level * cover.ground_square_meters * (1 - cover.sure_share) desc, risk_area.id limit 1
    ) as worst on true
    order by division.name_th collate th nulls last, division.id, zone.name_th collate th, zone.id`.execute(database);
  return rows;
}

/** The gap with the most at risk of each of these zones. */
export async function listWorstGaps(database: Database, { purpose, scope }: Asked, zoneIds: readonly string[]) {
  if (zoneIds.length === 0) return [];
  const { rows } = await sql<{
    id: string;
    zoneId: string;
    squareMeters: number;
    people: number;
    nameTh: string;
    nameEn: string;
    longitude: number;
    latitude: number;
  }>`
    select distinct on (gap.zone_id) gap.id, gap.zone_id, gap.square_meters, gap.people, risk_area.name_th,
      risk_area.name_en, st_x(gap.label) as longitude, st_y(gap.label) as latitude
    from coverage_gap as gap join risk_area on risk_area.id = gap.risk_area_id
    where gap.zone_id = any(${[...zoneIds]}::uuid[]) and gap.purpose = ${purpose} and gap.scope = ${scope}
    order by gap.zone_id, gap.risk desc, gap.id`.execute(database);
  return rows;
}
