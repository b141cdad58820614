import { sql } from 'kysely';
import type { Database } from '../../../db/client/database.ts';
import type { ProjectAreas } from './projects.schema.ts';

/** How far around the place the treated area reaches when no risk area says it. */
const treatedRadiusMeters = 60;
/** How far around the treated area trouble may have moved to. */
const bufferWidthMeters = 100;

/** The three areas as GeoJSON text; null where none is chosen. */
export function findAreas(database: Database, projectId: string) {
  return database
    .selectFrom('project')
    .where('id', '=', projectId)
    .select([
      sql<string | null>`st_asgeojson(treated_area, 6)`.as('treated'),
      sql<string | null>`st_asgeojson(buffer_area, 6)`.as('buffer'),
      sql<string | null>`st_asgeojson(control_area, 6)`.as('control'),
    ])
    .executeTakeFirst();
}

/**
 * Proposes the areas of a project: treated is its risk area, else a circle around the place; the buffer is the ring
 * around that; the control is the treated shape moved to where the zone has most nearly as many buildings, clear of the buffer
 * and of every other project's areas. Where the zone has no such place the areas stay unset, for a person to draw.
 */
export async function proposeAreas(database: Database, projectId: string): Promise<void> {
  await sql`
    with subject as (
      select p.id, p.zone_id, z.boundary as zone_boundary, coalesce(
        (select r.boundary from risk_area r where r.id = p.risk_area_id),
        st_buffer(p.place::geography, ${treatedRadiusMeters})::geometry) as treated
      from project p join zone z on z.id = p.zone_id where p.id = ${projectId}
    ), around as (
      select *, st_buffer(treated::geography, ${bufferWidthMeters})::geometry as reach from subject
    ), taken as (
      select area.shape from project o join around on o.zone_id = around.zone_id,
        unnest(array[o.treated_area, o.buffer_area, o.control_area]) as area (shape)
      where o.id <> around.id and o.state <> 'cancelled' and area.shape is not null
    ), candidate as (
      select st_translate(around.treated,
        st_x(st_centroid(cell.geom)) - st_x(st_centroid(around.treated)),
        st_y(st_centroid(cell.geom)) - st_y(st_centroid(around.treated))) as shape
      from around, st_squaregrid(
        greatest(st_xmax(around.zone_boundary) - st_xmin(around.zone_boundary),
          st_ymax(around.zone_boundary) - st_ymin(around.zone_boundary)) / 24, around.zone_boundary) as cell
    ), clear as (
      select candidate.shape from candidate, around
      where st_within(candidate.shape, around.zone_boundary) and not st_intersects(candidate.shape, around.reach)
        and not exists (select from taken where st_intersects(taken.shape, candidate.shape))
    ), chosen as (
      select clear.shape from clear, around
      order by abs(
        (select count(*) from building b where b.zone_id = around.zone_id and st_intersects(b.outline, clear.shape))
        - (select count(*) from building b where b.zone_id = around.zone_id and st_intersects(b.outline, around.treated))),
        st_distance(clear.shape, around.treated), st_astext(clear.shape)
      limit 1
    )
    update project set
      treated_area = around.treated,
      buffer_area = st_difference(around.reach, around.treated, 1e-9),
      control_area = (select shape from chosen)
    from around where project.id = around.id and project.areas_locked_at is null`.execute(database);
}

/**
 * Checks three polygons: valid, inside the zone (the buffer may reach over its edge), the control clear of both others.
 * Returns the name of the first that will not do.
 */
export async function findAreaMistake(
  database: Database,
  zoneId: string,
  areas: ProjectAreas,
): Promise<keyof ProjectAreas | undefined> {
  const { rows } = await sql<{ mistake: keyof ProjectAreas | null }>`
    with given as (
      select st_setsrid(st_geomfromgeojson(${areas.treated}), 4326) as treated,
        st_setsrid(st_geomfromgeojson(${areas.buffer}), 4326) as buffer,
        st_setsrid(st_geomfromgeojson(${areas.control}), 4326) as control
    )
    select case
      when not st_isvalid(treated) or not st_within(treated, zone.boundary) then 'treated'
      when not st_isvalid(buffer) or not st_intersects(buffer, zone.boundary) then 'buffer'
      when not st_isvalid(control) or not st_within(control, zone.boundary) or st_intersects(control, treated)
        or st_intersects(control, buffer) then 'control'
    end as mistake
    from given, zone where zone.id = ${zoneId}`.execute(database);
  return rows[0]?.mistake ?? undefined;
}

export async function updateAreas(database: Database, projectId: string, areas: ProjectAreas): Promise<void> {
  const shape = (text: string) => sql<string>`st_setsrid(st_geomfromgeojson(${text}), 4326)`;
  await database
    .updateTable('project')
    .set({ treatedArea: shape(areas.treated), bufferArea: shape(areas.buffer), controlArea: shape(areas.control) })
    .where('id', '=', projectId)
    .execute();
}
