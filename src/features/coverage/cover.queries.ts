import { sql } from 'kysely';
import type { Database } from '../../../db/client/database.ts';
import type { SightCover } from '../../compute/coverage/post-sight.ts';
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
  recipe: string;
  reachMeters: number;
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
  turnCameraId: string | null;
  turnHeadingDegrees: number | null;
  /** 0: no camera can close it; null: nobody has looked. */
  turnClosesShare: number | null;
}

/** Of what is kept: what was worked out anew, and what there is at all. The rest goes. */
export interface Renewed {
  touched: ReadonlySet<string>;
  all: readonly string[];
}

const rowsPerInsert = 500;
/** Steps of cells along a slanted edge are smoothed by about this much, half a metre. */
const smoothDegrees = 0.000_005;

/** Waits until nobody else works out the coverage of this zone, and keeps others out until the transaction ends. */
export async function lockCoverage(database: Database, zoneId: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtext('coverage'), hashtext(${zoneId}))`.execute(database);
}

const isGone = (column: 'cameraId' | 'riskAreaId', { touched, all }: Renewed) =>
  sql<boolean>`(${sql.ref(column)} = any(${[...touched]}::uuid[]) or ${sql.ref(column)} <> all(${all}::uuid[]))`;

/** Puts these views in the place of those of the cameras that were looked at anew. */
export async function replaceViews(
  database: Database,
  zoneId: string,
  renewed: Renewed,
  views: readonly ViewRow[],
  now: Date,
): Promise<void> {
  await database.deleteFrom('cameraView').where('zoneId', '=', zoneId).where(isGone('cameraId', renewed)).execute();
  for (let start = 0; start < views.length; start += rowsPerInsert) {
    const rows = JSON.stringify(
      views.slice(start, start + rowsPerInsert).map(({ area, ...view }) => ({
        ...view,
        area: { type: 'MultiPolygon', coordinates: area },
      })),
    );
    await sql`
      insert into camera_view (camera_id, zone_id, purpose, area, is_known, assumed, recipe, reach_meters, computed_at)
      select (row->>'cameraId')::uuid, ${zoneId}, row->>'purpose',
        st_multi(st_collectionextract(st_makevalid(st_setsrid(st_geomfromgeojson(row->>'area'), 4326)), 3)),
        (row->>'isKnown')::boolean, array(select jsonb_array_elements_text(row->'assumed')),
        row->>'recipe', (row->>'reachMeters')::real, ${now}
      from jsonb_array_elements(${rows}::jsonb) as row
      where exists (select from camera where camera.id = (row->>'cameraId')::uuid)`.execute(database);
  }
}

/** Puts these shares in the place of those of the areas that were measured anew. */
export async function replaceCover(
  database: Database,
  zoneId: string,
  renewed: Renewed,
  rows: readonly CoverRow[],
  now: Date,
): Promise<void> {
  await database
    .deleteFrom('riskAreaCover')
    .where('zoneId', '=', zoneId)
    .where(isGone('riskAreaId', renewed))
    .execute();
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

/** Puts these gaps in the place of those of the areas that were measured anew. */
export async function replaceGaps(
  database: Database,
  zoneId: string,
  renewed: Renewed,
  gaps: readonly GapRow[],
  now: Date,
): Promise<void> {
  await database.deleteFrom('coverageGap').where('zoneId', '=', zoneId).where(isGone('riskAreaId', renewed)).execute();
  for (let start = 0; start < gaps.length; start += rowsPerInsert) {
    const rows = gaps.slice(start, start + rowsPerInsert).map(({ area, label, ...gap }) => ({
      ...gap,
      area: { type: 'MultiPolygon', coordinates: area },
      label: { type: 'Point', coordinates: label },
    }));
    await sql`
      insert into coverage_gap (id, zone_id, risk_area_id, purpose, scope, area, label, square_meters, people, risk,
        nearest_camera_id, nearest_camera_meters, turn_camera_id, turn_heading_degrees, turn_closes_share, computed_at)
      select (row->>'id')::uuid, ${zoneId}, (row->>'riskAreaId')::uuid, row->>'purpose', row->>'scope',
        st_multi(st_simplifypreservetopology(st_setsrid(st_geomfromgeojson(row->>'area'), 4326), ${smoothDegrees}::float8)),
        st_setsrid(st_geomfromgeojson(row->>'label'), 4326), (row->>'squareMeters')::real, (row->>'people')::real,
        (row->>'risk')::real, (row->>'nearestCameraId')::uuid, (row->>'nearestCameraMeters')::real,
        (row->>'turnCameraId')::uuid, (row->>'turnHeadingDegrees')::real, (row->>'turnClosesShare')::real, ${now}
      from jsonb_array_elements(${JSON.stringify(rows)}::jsonb) as row`.execute(database);
  }
}

/** How far it is on foot from one risk area to an SOS post, and from how much of it one is in sight. */
export type WalkRow = WalkCover & { riskAreaId: string; sight: SightCover };

/** Puts these ways in the place of those of the areas that were measured anew. */
export async function replaceWalks(
  database: Database,
  zoneId: string,
  renewed: Renewed,
  walks: readonly WalkRow[],
  now: Date,
): Promise<void> {
  await database.deleteFrom('riskAreaWalk').where('zoneId', '=', zoneId).where(isGone('riskAreaId', renewed)).execute();
  if (walks.length === 0) return;
  await database
    .insertInto('riskAreaWalk')
    .values(
      walks.map(({ riskAreaId, withinMinutes: [one, two, three], halfMeters, nineInTenMeters, sight }) => ({
        riskAreaId,
        zoneId,
        oneMinuteShare: one,
        twoMinutesShare: two,
        threeMinutesShare: three,
        halfMeters: halfMeters ?? null,
        nineInTenMeters: nineInTenMeters ?? null,
        sightShare: sight.groundShare,
        streetSightShare: sight.streetShare ?? null,
        computedAt: now,
      })),
    )
    .execute();
}

/** Adds what the zone's share is now; said again only where it has changed. */
export async function addZoneCover(
  database: Database,
  row: { zoneId: string; purpose: PurposeName; scope: Scope; sureShare: number; likelyShare: number; computedAt: Date },
  causes: Readonly<Record<string, number>>,
): Promise<void> {
  await sql`
    insert into zone_cover (zone_id, purpose, scope, computed_at, sure_share, likely_share, causes)
    select ${row.zoneId}::uuid, ${row.purpose}, ${row.scope}, ${row.computedAt}::timestamptz,
      ${row.sureShare}::real, ${row.likelyShare}::real, ${JSON.stringify(causes)}::jsonb
    where (${row.sureShare}::real, ${row.likelyShare}::real) is distinct from (
      select (last.sure_share, last.likely_share) from zone_cover as last
      where last.zone_id = ${row.zoneId} and last.purpose = ${row.purpose} and last.scope = ${row.scope}
      order by last.computed_at desc limit 1)
    on conflict (zone_id, purpose, scope, computed_at) do update
    set sure_share = excluded.sure_share, likely_share = excluded.likely_share, causes = excluded.causes`.execute(
    database,
  );
}

/** By how many cameras an area is seen: four shares of its ground that add up to one. */
export interface WatchRow {
  riskAreaId: string;
  purpose: PurposeName;
  scope: Scope;
  time: 'day' | 'night';
  /** `all`, or a kind of organisation. */
  ownerKind: string;
  noneShare: number;
  oneShare: number;
  twoShare: number;
  moreShare: number;
}

/** Puts these in the place of those of the areas that were measured anew. */
export async function replaceWatch(
  database: Database,
  zoneId: string,
  renewed: Renewed,
  rows: readonly WatchRow[],
): Promise<void> {
  await database
    .deleteFrom('riskAreaWatch')
    .where('zoneId', '=', zoneId)
    .where(isGone('riskAreaId', renewed))
    .execute();
  for (let start = 0; start < rows.length; start += rowsPerInsert)
    await database
      .insertInto('riskAreaWatch')
      .values(rows.slice(start, start + rowsPerInsert).map((row) => ({ ...row, zoneId })))
      .execute();
}

/** The streets within one, two and three minutes of a post, in the place of all that the zone had. */
export async function replaceReach(
  database: Database,
  zoneId: string,
  lines: ReadonlyMap<number, Position[][]>,
): Promise<void> {
  await database.deleteFrom('sosReach').where('zoneId', '=', zoneId).execute();
  for (const [minutes, coordinates] of lines) {
    const line = JSON.stringify({ type: 'MultiLineString', coordinates });
    await sql`
      insert into sos_reach (zone_id, minutes, line)
      values (${zoneId}, ${minutes}, st_setsrid(st_geomfromgeojson(${line}), 4326))`.execute(database);
  }
}

/** A gap as far as another computation has to know it again. */
export type KnownGap = Pick<GapRow, 'id' | 'riskAreaId' | 'purpose' | 'scope' | 'label'>;

export async function listKnownGaps(database: Database, zoneId: string): Promise<KnownGap[]> {
  const { rows } = await sql<Omit<KnownGap, 'label'> & { longitude: number; latitude: number }>`
    select id, risk_area_id, purpose, scope, st_x(label) as longitude, st_y(label) as latitude
    from coverage_gap where zone_id = ${zoneId} order by id`.execute(database);
  return rows.map(({ longitude, latitude, ...gap }) => ({ ...gap, label: [longitude, latitude] }));
}

/** Says anew which camera is nearest, where cameras have moved but the gap is as it was. */
export async function renameNearest(
  database: Database,
  rows: readonly { id: string; cameraId: string | null; meters: number | null }[],
): Promise<void> {
  if (rows.length === 0) return;
  await sql`
    update coverage_gap set nearest_camera_id = (row->>'cameraId')::uuid, nearest_camera_meters = (row->>'meters')::real
    from jsonb_array_elements(${JSON.stringify(rows)}::jsonb) as row
    where coverage_gap.id = (row->>'id')::uuid`.execute(database);
}

/** The shares of all areas of the zone as they are kept. */
export function listAreaShares(database: Database, zoneId: string) {
  return database
    .selectFrom('riskAreaCover as cover')
    .innerJoin('riskArea', 'riskArea.id', 'cover.riskAreaId')
    .where('cover.zoneId', '=', zoneId)
    .select(['cover.purpose', 'cover.scope', 'riskArea.level', 'groundSquareMeters', 'sureShare', 'likelyShare'])
    .orderBy('cover.riskAreaId')
    .execute();
}
