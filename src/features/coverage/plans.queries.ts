import { type Insertable, sql } from 'kysely';
import type { Database } from '../../../db/client/database.ts';
import type { Plan } from '../../../db/types.ts';
import type { Position } from '../../compute/geometry/position.ts';
import type { Scope } from './cover.queries.ts';
import type { PlanChange, PlanFigures } from './planning.ts';
import type { PlanPurpose } from './scene.ts';

/** What a plan's row says of its figures. */
export function figureColumns({ before, after }: PlanFigures) {
  return {
    sureBefore: before.zone.sureShare,
    likelyBefore: before.zone.likelyShare,
    sureAfter: after.zone.sureShare,
    likelyAfter: after.zone.likelyShare,
    gapsBefore: before.zone.gaps,
    gapsAfter: after.zone.gaps,
    gapSquareMetersBefore: before.zone.gapSquareMeters,
    gapSquareMetersAfter: after.zone.gapSquareMeters,
  };
}

const planColumns = [
  'plan.id',
  'plan.zoneId',
  'plan.title',
  'plan.eventName',
  'plan.turnBackOn',
  'plan.version',
  'plan.sureBefore',
  'plan.likelyBefore',
  'plan.sureAfter',
  'plan.likelyAfter',
  'plan.gapsBefore',
  'plan.gapsAfter',
  'plan.gapSquareMetersBefore',
  'plan.gapSquareMetersAfter',
  'plan.computedAt',
  'plan.createdAt',
  'plan.changedAt',
] as const;

function plansSeen(database: Database) {
  return database
    .selectFrom('plan')
    .leftJoin('proposal', 'proposal.id', 'plan.proposalId')
    .select(planColumns)
    .select([
      sql<PlanPurpose>`plan.purpose`.as('purpose'),
      sql<Scope>`plan.scope`.as('scope'),
      sql<'draft' | 'handed-over'>`plan.state`.as('state'),
      'proposal.number as proposalNumber',
      // One pole is one visit, however many cameras hang on it: those within three metres are reached from one ladder.
      sql<number>`(select count(distinct coalesce(st_snaptogrid(coalesce(change.place, camera.place), 0.00003)))::int
        from plan_change as change left join camera on camera.id = change.camera_id
        where change.plan_id = plan.id)`.as('visits'),
      sql<number>`(select count(*)::int from plan_change as change where change.plan_id = plan.id)`.as('changeCount'),
      // What was handed over keeps the figures of that day.
      sql<boolean>`plan.state = 'draft' and exists (
        select from risk_area_cover as cover
        where cover.zone_id = plan.zone_id and cover.purpose = plan.purpose and cover.scope = plan.scope
          and cover.computed_at > plan.computed_at)`.as('isOutdated'),
    ]);
}

export function listPlans(database: Database, zoneId: string) {
  return plansSeen(database)
    .where('plan.zoneId', '=', zoneId)
    .orderBy('plan.changedAt', 'desc')
    .orderBy('plan.id')
    .execute();
}

export function findPlan(database: Database, id: string) {
  return plansSeen(database).where('plan.id', '=', id).executeTakeFirst();
}

/** The plan, held until the transaction ends. */
export function lockPlan(database: Database, id: string) {
  return database
    .selectFrom('plan')
    .where('id', '=', id)
    .select(['id', 'zoneId', 'version', 'state', 'title', 'proposalId'])
    .forUpdate()
    .executeTakeFirst();
}

export async function insertPlan(database: Database, row: Insertable<Plan>): Promise<void> {
  await database.insertInto('plan').values(row).execute();
}

/** Writes over a plan; false when somebody has done so since this version. */
export async function updatePlan(
  database: Database,
  { id, version }: { id: string; version: number },
  values: Partial<Insertable<Plan>>,
): Promise<boolean> {
  const { numUpdatedRows } = await database
    .updateTable('plan')
    .set({ ...values, version: version + 1 })
    .where('id', '=', id)
    .where('version', '=', version)
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}

/** Puts other figures to a plan of this version, which it stays; false when somebody has changed it since. */
export async function renewFigures(
  database: Database,
  { id, version }: { id: string; version: number },
  values: ReturnType<typeof figureColumns> & { computedAt: Date },
): Promise<boolean> {
  const { numUpdatedRows } = await database
    .updateTable('plan')
    .set(values)
    .where('id', '=', id)
    .where('version', '=', version)
    .where('state', '=', 'draft')
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}

export async function removePlan(database: Database, id: string): Promise<void> {
  await database.deleteFrom('plan').where('id', '=', id).execute();
}

/** Puts these changes in the place of all that the plan had, with what their cameras have now. */
export async function replaceChanges(
  database: Database,
  planId: string,
  changes: readonly PlanChange[],
): Promise<void> {
  await database.deleteFrom('planChange').where('planId', '=', planId).execute();
  await sql`
    insert into plan_change (plan_id, ordinal, kind, camera_id, place, heading_degrees, tilt_degrees, height_meters,
      field_degrees, image_width_pixels, image_height_pixels, range_meters, reason, was_place, was_heading_degrees,
      was_tilt_degrees, was_height_meters, was_field_degrees, was_image_width_pixels, was_image_height_pixels,
      was_range_meters)
    select ${planId}, change.ordinal, item->>'kind', (item->>'cameraId')::uuid,
      case when item->'place' <> 'null' then st_setsrid(st_makepoint((item->'place'->>0)::float8,
        (item->'place'->>1)::float8), 4326) end,
      (item->>'headingDegrees')::real, (item->>'tiltDegrees')::real, (item->>'heightMeters')::real,
      (item->>'fieldDegrees')::real, (item->>'imageWidthPixels')::integer, (item->>'imageHeightPixels')::integer,
      (item->>'rangeMeters')::real, item->>'reason', camera.place, camera.heading_degrees, camera.tilt_degrees,
      camera.mounting_height_meters, camera.field_of_view_degrees, camera.image_width_pixels,
      camera.image_height_pixels, camera.range_meters
    from jsonb_array_elements(${JSON.stringify(changes)}::jsonb) with ordinality as change (item, ordinal)
    left join camera on camera.id = (item->>'cameraId')::uuid`.execute(database);
}

/** Puts these shares of risk areas in the place of all that the plan had. */
export async function replaceAreas(database: Database, planId: string, { before, after }: PlanFigures): Promise<void> {
  await database.deleteFrom('planAreaCover').where('planId', '=', planId).execute();
  const rows = after.areas.map((area, at) => {
    const was = before.areas[at] ?? area;
    return {
      planId,
      riskAreaId: area.riskAreaId,
      groundSquareMeters: area.groundSquareMeters,
      ...figureColumns({ before: { zone: was, areas: [] }, after: { zone: area, areas: [] } }),
    };
  });
  if (rows.length > 0) await database.insertInto('planAreaCover').values(rows).execute();
}

const pointOf = (column: string) =>
  sql<Position | null>`case when ${sql.ref(column)} is not null
    then jsonb_build_array(st_x(${sql.ref(column)}), st_y(${sql.ref(column)})) end`;

/** The changes in the plan's order, each with its camera and what that had when the plan was made. */
export function listChanges(database: Database, planId: string) {
  return database
    .selectFrom('planChange as change')
    .leftJoin('camera', 'camera.id', 'change.cameraId')
    .leftJoin('organisation', 'organisation.id', 'camera.organisationId')
    .where('change.planId', '=', planId)
    .select([
      'change.ordinal',
      sql<PlanChange['kind']>`change.kind`.as('kind'),
      'change.cameraId',
      pointOf('change.place').as('place'),
      'change.headingDegrees',
      'change.tiltDegrees',
      'change.heightMeters',
      'change.fieldDegrees',
      'change.imageWidthPixels',
      'change.imageHeightPixels',
      'change.rangeMeters',
      'change.reason',
      pointOf('change.wasPlace').as('wasPlace'),
      'change.wasHeadingDegrees',
      'change.wasTiltDegrees',
      'change.wasHeightMeters',
      'change.wasFieldDegrees',
      'change.wasRangeMeters',
      'camera.code',
      'camera.name',
      'camera.condition',
      'organisation.nameTh as ownerNameTh',
      'organisation.nameEn as ownerNameEn',
    ])
    .orderBy('change.ordinal')
    .execute();
}

/** What the plan changes for each risk area, the largest gain first. */
export function listPlanAreas(database: Database, planId: string) {
  return database
    .selectFrom('planAreaCover as cover')
    .innerJoin('riskArea', 'riskArea.id', 'cover.riskAreaId')
    .where('cover.planId', '=', planId)
    .select([
      'cover.riskAreaId',
      'riskArea.nameTh',
      'riskArea.nameEn',
      'riskArea.level',
      'cover.groundSquareMeters',
      'cover.sureBefore',
      'cover.likelyBefore',
      'cover.sureAfter',
      'cover.likelyAfter',
      'cover.gapsBefore',
      'cover.gapsAfter',
      'cover.gapSquareMetersBefore',
      'cover.gapSquareMetersAfter',
    ])
    .orderBy(sql`(cover.sure_after - cover.sure_before) * cover.ground_square_meters * risk_area.level`, 'desc')
    .orderBy('riskArea.id')
    .execute();
}

/** How many of these cameras are the zone's. */
export async function countCamerasOf(database: Database, zoneId: string, ids: readonly string[]): Promise<number> {
  if (ids.length === 0) return 0;
  const { count } = await database
    .selectFrom('camera')
    .where('zoneId', '=', zoneId)
    .where('id', 'in', [...ids])
    .select(sql<number>`count(*)::int`.as('count'))
    .executeTakeFirstOrThrow();
  return count;
}

/** Whether all of these places are in the zone or just beside it, where a pole may stand across the street. */
export async function areInZone(database: Database, zoneId: string, places: readonly Position[]): Promise<boolean> {
  if (places.length === 0) return true;
  const { rows } = await sql<{ within: boolean }>`
    select bool_and(st_dwithin(zone.boundary, st_setsrid(st_makepoint((point->>0)::float8, (point->>1)::float8), 4326),
      0.001)) as within
    from zone cross join jsonb_array_elements(${JSON.stringify(places)}::jsonb) as point
    where zone.id = ${zoneId}`.execute(database);
  return rows[0]?.within ?? false;
}
