import { type Insertable, sql, type Updateable } from 'kysely';
import type { Database } from '../../../db/client/database.ts';
import type { PoliceUnit, Zone } from '../../../db/types.ts';

/** Every police unit, each after the one above it, with its depth below the root. */
export async function listUnitTree(database: Database) {
  const { rows } = await sql<{
    id: string;
    kind: string;
    parentId: string | null;
    nameTh: string;
    nameEn: string;
    phase: number | null;
    depth: number;
  }>`
    with recursive tree as (
      select id, kind, parent_id, name_th, name_en, phase, 0 as depth, array[name_th] as path
      from police_unit where parent_id is null
      union all
      select u.id, u.kind, u.parent_id, u.name_th, u.name_en, u.phase, tree.depth + 1, tree.path || u.name_th
      from police_unit u join tree on tree.id = u.parent_id
    )
    select id, kind, parent_id, name_th, name_en, phase, depth from tree order by path`.execute(database);
  return rows;
}

export function findUnit(database: Database, id: string) {
  return database
    .selectFrom('policeUnit')
    .where('id', '=', id)
    .select(['id', 'kind', 'parentId', 'nameTh', 'nameEn', 'phone', 'phase'])
    .executeTakeFirst();
}

/** Whether `unitId` is `ancestorId` or stands somewhere below it. */
export async function isAtOrBelow(database: Database, unitId: string, ancestorId: string): Promise<boolean> {
  const { rows } = await sql`
    with recursive above as (
      select id, parent_id from police_unit where id = ${unitId}
      union
      select u.id, u.parent_id from police_unit u join above on u.id = above.parent_id
    )
    select 1 from above where id = ${ancestorId}`.execute(database);
  return rows.length > 0;
}

export async function insertUnit(database: Database, unit: Insertable<PoliceUnit>): Promise<void> {
  await database.insertInto('policeUnit').values(unit).execute();
}

export async function updateUnit(database: Database, id: string, changes: Updateable<PoliceUnit>): Promise<void> {
  await database.updateTable('policeUnit').set(changes).where('id', '=', id).execute();
}

export function findZoneBySlug(database: Database, slug: string) {
  return database
    .selectFrom('zone')
    .where('slug', '=', slug)
    .select([
      'id',
      'slug',
      'nameTh',
      'nameEn',
      'summaryTh',
      'summaryEn',
      'timeZone',
      'publicDelayMinutes',
      'trackingPrefix',
      'isDemonstration',
    ])
    .executeTakeFirst();
}

export async function updateZone(database: Database, id: string, changes: Updateable<Zone>): Promise<void> {
  await database.updateTable('zone').set(changes).where('id', '=', id).execute();
}

/** Makes a zone from a GeoJSON geometry; false when the slug or the prefix is taken. */
export async function insertZone(
  database: Database,
  zone: Omit<Insertable<Zone>, 'boundary'>,
  boundary: object,
): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await database
    .insertInto('zone')
    .values({
      ...zone,
      boundary: sql<string>`st_multi(st_setsrid(st_geomfromgeojson(${JSON.stringify(boundary)}), 4326))`,
    })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  return (numInsertedOrUpdatedRows ?? 0n) > 0n;
}

/** Whether the geometry is a valid polygon on the globe and how large it is, in square kilometres. */
export async function measureBoundary(
  database: Database,
  boundary: object,
): Promise<{ isValid: boolean; squareKilometers: number }> {
  const { rows } = await sql<{ isValid: boolean; squareKilometers: number }>`
    select st_isvalid(g) and st_xmin(g) >= -180 and st_xmax(g) <= 180 and st_ymin(g) >= -90 and st_ymax(g) <= 90 as is_valid,
      case when st_xmin(g) >= -180 and st_xmax(g) <= 180 and st_ymin(g) >= -90 and st_ymax(g) <= 90
        then st_area(g::geography) / 1e6 else 0 end as square_kilometers
    from (select st_setsrid(st_geomfromgeojson(${JSON.stringify(boundary)}), 4326) as g) given`.execute(database);
  return rows[0] ?? { isValid: false, squareKilometers: 0 };
}
