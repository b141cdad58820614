import { sql } from 'kysely';
import type { Database } from '../../../db/client/database.ts';
import type { WalkCover } from '../../compute/coverage/walk-cover.ts';
import type { Position } from '../../compute/geometry/position.ts';
import type { PurposeName } from './scene.ts';

export type Scope = 'linked' | 'all';

/** What one camera sees, as the coordinates of a MultiPolygon in degrees. */
export interface ViewRow {
  cameraId: string;
  purpose: PurposeName;
  area: Position[][][];
  isKnown: boolean;
  assumed: string[];
}

export interface CoverRow {
  riskAreaId: string;
  purpose: PurposeName;
  scope: Scope;
  groundSquareMeters: number;
  sureShare: number;
  likelyShare: number;
}

/** Ground in one piece that nobody looks at for sure. */
export interface GapRow {
  id: string;
  riskAreaId: string;
  purpose: PurposeName;
  scope: Scope;
  area: Position[][][];
  label: Position;
  squareMeters: number;
  people: number;
  risk: number;
  nearestCameraId: string | null;
  nearestCameraMeters: number | null;
}

const rowsPerInsert = 500;
/** Steps of cells along a slanted edge are smoothed by about this much, half a metre. */
const smoothDegrees = 0.000_005;

/** Waits until nobody else works out the coverage of this zone, and keeps others out until the transaction ends. */
export async function lockCoverage(database: Database, zoneId: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtext('coverage'), hashtext(${zoneId}))`.execute(database);
}

/** Puts these views in the place of all that the zone had. */
export async function replaceViews(
  database: Database,
  zoneId: string,
  views: readonly ViewRow[],
  now: Date,
): Promise<void> {
  await database.deleteFrom('cameraView').where('zoneId', '=', zoneId).execute();
  for (let start = 0; start < views.length; start += rowsPerInsert) {
    const rows = JSON.stringify(
      views.slice(start, start + rowsPerInsert).map(({ area, ...view }) => ({
        ...view,
        area: { type: 'MultiPolygon', coordinates: area },
      })),
    );
    await sql`
      insert into camera_view (camera_id, zone_id, purpose, area, is_known, assumed, computed_at)
      select (row->>'cameraId')::uuid, ${zoneId}, row->>'purpose',
        st_multi(st_collectionextract(st_makevalid(st_setsrid(st_geomfromgeojson(row->>'area'), 4326)), 3)),
        (row->>'isKnown')::boolean, array(select jsonb_array_elements_text(row->'assumed')), ${now}
      from jsonb_array_elements(${rows}::jsonb) as row
      where exists (select from camera where camera.id = (row->>'cameraId')::uuid)`.execute(database);
  }
}

/** Puts these shares in the place of all that the zone had. */
export async function replaceCover(
  database: Database,
  zoneId: string,
  rows: readonly CoverRow[],
  now: Date,
): Promise<void> {
  await database.deleteFrom('riskAreaCover').where('zoneId', '=', zoneId).execute();
  if (rows.length === 0) return;
  await database
    .insertInto('riskAreaCover')
    .values(
      rows.map(({ riskAreaId, purpose, scope, groundSquareMeters, sureShare, likelyShare }) => ({
        riskAreaId,
        purpose,
        scope,
        groundSquareMeters,
        sureShare,
        likelyShare,
        zoneId,
        computedAt: now,
      })),
    )
    .execute();
}

/** Puts these gaps in the place of all that the zone had. */
export async function replaceGaps(
  database: Database,
  zoneId: string,
  gaps: readonly GapRow[],
  now: Date,
): Promise<void> {
  await database.deleteFrom('coverageGap').where('zoneId', '=', zoneId).execute();
  for (let start = 0; start < gaps.length; start += rowsPerInsert) {
    const rows = gaps.slice(start, start + rowsPerInsert).map(({ area, label, ...gap }) => ({
      ...gap,
      area: { type: 'MultiPolygon', coordinates: area },
      label: { type: 'Point', coordinates: label },
    }));
    await sql`
      insert into coverage_gap (id, zone_id, risk_area_id, purpose, scope, area, label, square_meters, people, risk,
        nearest_camera_id, nearest_camera_meters, computed_at)
      select (row->>'id')::uuid, ${zoneId}, (row->>'riskAreaId')::uuid, row->>'purpose', row->>'scope',
        st_multi(st_simplifypreservetopology(st_setsrid(st_geomfromgeojson(row->>'area'), 4326), ${smoothDegrees}::float8)),
        st_setsrid(st_geomfromgeojson(row->>'label'), 4326), (row->>'squareMeters')::real, (row->>'people')::real,
        (row->>'risk')::real, (row->>'nearestCameraId')::uuid, (row->>'nearestCameraMeters')::real, ${now}
      from jsonb_array_elements(${JSON.stringify(rows)}::jsonb) as row`.execute(database);
  }
}

/** How far it is on foot from one risk area to an SOS post. */
export type WalkRow = WalkCover & { riskAreaId: string };

/** Puts these ways in the place of all that the zone had. */
export async function replaceWalks(
  database: Database,
  zoneId: string,
  walks: readonly WalkRow[],
  now: Date,
): Promise<void> {
  await database.deleteFrom('riskAreaWalk').where('zoneId', '=', zoneId).execute();
  if (walks.length === 0) return;
  await database
    .insertInto('riskAreaWalk')
    .values(
      walks.map(({ riskAreaId, withinMinutes: [one, two, three], halfMeters, nineInTenMeters }) => ({
        riskAreaId,
        zoneId,
        oneMinuteShare: one,
        twoMinutesShare: two,
        threeMinutesShare: three,
        halfMeters: halfMeters ?? null,
        nineInTenMeters: nineInTenMeters ?? null,
        computedAt: now,
      })),
    )
    .execute();
}

/** Adds what the zone's share is now; said again only where it has changed. */
export async function addZoneCover(
  database: Database,
  row: { zoneId: string; purpose: PurposeName; scope: Scope; sureShare: number; likelyShare: number; computedAt: Date },
): Promise<void> {
  await sql`
    insert into zone_cover (zone_id, purpose, scope, computed_at, sure_share, likely_share)
    select ${row.zoneId}::uuid, ${row.purpose}, ${row.scope}, ${row.computedAt}::timestamptz,
      ${row.sureShare}::real, ${row.likelyShare}::real
    where (${row.sureShare}::real, ${row.likelyShare}::real) is distinct from (
      select (last.sure_share, last.likely_share) from zone_cover as last
      where last.zone_id = ${row.zoneId} and last.purpose = ${row.purpose} and last.scope = ${row.scope}
      order by last.computed_at desc limit 1)
    on conflict (zone_id, purpose, scope, computed_at) do update
      set sure_share = excluded.sure_share, likely_share = excluded.likely_share`.execute(database);
}
