import { sql } from 'kysely';
import type { Database } from '../../../db/client/database.ts';
import { isVisible, type Scope } from './cameras.queries.ts';

/** A camera as far as it matters for whether somebody should go and look at it. */
export interface QueuedCamera {
  id: string;
  zoneId: string;
  code: string;
  name: string;
  longitude: number;
  latitude: number;
  condition: string;
  isOccluded: boolean | null;
  headingDegrees: number | null;
  mountingHeightMeters: number | null;
  tiltDegrees: number | null;
  fieldOfViewDegrees: number | null;
  imageWidthPixels: number | null;
  ownerTh: string;
  ownerEn: string;
  zoneTh: string;
  zoneEn: string;
  timeZone: string;
  surveyedAt: Date | null;
  /** What hangs on it, with and without a thought of other cameras: see `Stake`. Zeros where it sees no risk area. */
  likely: number;
  squared: number;
  ownLikely: number;
  ownSquared: number;
  /** The risk area in which most hangs on it. */
  areaTh: string | null;
  areaEn: string | null;
  areaSquareMeters: number | null;
  areaAloneSquareMeters: number | null;
}

/** Every camera that there is to survey, in no order; of one zone alone when it is asked for by its slug. */
export async function listQueuedCameras(
  database: Database,
  scope: Scope,
  zone: string | undefined,
): Promise<QueuedCamera[]> {
  const { rows } = await sql<QueuedCamera>`
    select camera.id, camera.zone_id, camera.code, camera.name, st_x(camera.place) as longitude,
      st_y(camera.place) as latitude, camera.condition, camera.is_occluded, camera.heading_degrees,
      camera.mounting_height_meters, camera.tilt_degrees, camera.field_of_view_degrees, camera.image_width_pixels,
      organisation.name_th as owner_th, organisation.name_en as owner_en,
      zone.name_th as zone_th, zone.name_en as zone_en, zone.time_zone, last.surveyed_at,
      coalesce(stake.likely, 0) as likely, coalesce(stake.squared, 0) as squared,
      coalesce(stake.own_likely, 0) as own_likely, coalesce(stake.own_squared, 0) as own_squared,
      area.name_th as area_th, area.name_en as area_en, area.ground_square_meters as area_square_meters,
      area.alone_square_meters as area_alone_square_meters
    from camera
    join zone on zone.id = camera.zone_id
    join organisation on organisation.id = camera.organisation_id
    left join lateral (
      select max(survey.surveyed_at) as surveyed_at from camera_survey as survey where survey.camera_id = camera.id
    ) as last on true
    left join (
      select camera_id, sum(likely)::float8 as likely, sum(squared)::float8 as squared,
        sum(own_likely)::float8 as own_likely, sum(own_squared)::float8 as own_squared
      from camera_stake group by camera_id
    ) as stake on stake.camera_id = camera.id
    left join lateral (
      select risk_area.name_th, risk_area.name_en, one.ground_square_meters, one.alone_square_meters
      from camera_stake as one join risk_area on risk_area.id = one.risk_area_id
      where one.camera_id = camera.id
      order by one.own_likely desc, one.risk_area_id limit 1
    ) as area on true
    where camera.condition <> 'removed' and ${isVisible(scope)}
      and (${zone ?? null}::text is null or zone.slug = ${zone ?? null})
    order by camera.code collate th, camera.id`.execute(database);
  return rows;
}

/** How many of the cameras that are seen here were surveyed, and how many of those surveys put something right. */
export async function countSurveys(database: Database, scope: Scope): Promise<{ surveys: number; corrected: number }> {
  const { rows } = await sql<{ surveys: number; corrected: number }>`
    select count(*)::int as surveys, (count(*) filter (where survey.corrected <> '{}'))::int as corrected
    from camera_survey as survey join camera on camera.id = survey.camera_id
    where ${isVisible(scope)}`.execute(database);
  return rows[0] ?? { surveys: 0, corrected: 0 };
}
