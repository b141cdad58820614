import { type RawBuilder, sql } from 'kysely';
import type { Database } from '../../../db/client/database.ts';
import type { Bounds } from '../../compute/geometry/tiles.ts';

/** What a drawing is made of. */
export type DrawingPart = 'water' | 'green' | 'building' | 'lane' | 'street' | 'main' | 'risk' | 'zone';

/** Everything of one kind as the data of one SVG path, in the drawing's units. */
export interface DrawnPart {
  part: DrawingPart;
  path: string;
}

/** Where the drawing lies: its box in Web Mercator metres and how many of those one of its units is. */
export interface Frame {
  zoneId: string;
  bounds: Bounds;
  unitMeters: number;
}

const mostBuildings = 1_500;

/** The zone with its names and the box around it in Web Mercator metres. */
export async function findZoneBox(database: Database, slug: string) {
  const { rows } = await sql<{
    id: string;
    nameTh: string;
    nameEn: string;
    west: number;
    south: number;
    east: number;
    north: number;
  }>`
    select id, name_th, name_en, st_xmin(shape) as west, st_ymin(shape) as south, st_xmax(shape) as east,
      st_ymax(shape) as north
    from (select id, name_th, name_en, st_transform(boundary, 3857) as shape from zone where slug = ${slug}) as framed
  `.execute(database);
  return rows[0];
}

/** A shape in degrees in the drawing's units, from its north-western corner, without detail below half a unit. */
function drawn(shape: RawBuilder<unknown>, { bounds, unitMeters }: Frame): RawBuilder<unknown> {
  const [west, , , north] = bounds;
  return sql`st_simplify(st_scale(st_translate(st_transform(${shape}, 3857), ${-west}::float8, ${-north}::float8),
    ${1 / unitMeters}::float8, ${1 / unitMeters}::float8), 0.5, false)`;
}

/** The zone's ground as SVG paths: land, the largest buildings, streets, risk areas that are public, and its edge. */
export async function listDrawnParts(database: Database, frame: Frame): Promise<DrawnPart[]> {
  const { zoneId } = frame;
  const { rows } = await sql<DrawnPart>`
    select part, string_agg(st_assvg(${drawn(sql`shape`, frame)}, 1, 1), ' ') as path
    from (
      select case when kind in ('water', 'canal') then 'water' else 'green' end as part, outline as shape
      from land where zone_id = ${zoneId} and kind not in ('market', 'square')
      union all
      (select 'building', outline from building where zone_id = ${zoneId} order by st_area(outline) desc limit ${mostBuildings})
      union all
      select case kind when 'main' then 'main' when 'secondary' then 'street' when 'local' then 'street' else 'lane' end, line
      from street where zone_id = ${zoneId}
      union all
      select 'risk', boundary from risk_area where zone_id = ${zoneId} and state in ('confirmed', 'treated', 'watched')
      union all
      select 'zone', boundary from zone where id = ${zoneId}
    ) as ground
    group by part`.execute(database);
  return rows.filter((row) => row.path !== null && row.path !== '');
}

/** The longest main streets, each name once: where to write it, in the drawing's units, and at what angle. */
export async function listStreetNames(database: Database, frame: Frame, limit: number) {
  const { rows } = await sql<{ nameTh: string; nameEn: string; x: number; y: number; degrees: number }>`
    select name_th, name_en, st_x(middle) as x, -st_y(middle) as y,
      degrees(atan2(st_y(first) - st_y(last), st_x(last) - st_x(first))) as degrees
    from (
      select name_th, name_en, st_length(line) as length, st_lineinterpolatepoint(line, 0.5) as middle,
        st_lineinterpolatepoint(line, 0.4) as first, st_lineinterpolatepoint(line, 0.6) as last
      from (
        select distinct on (name_th, name_en) name_th, name_en, ${drawn(sql`line`, frame)} as line
        from street where zone_id = ${frame.zoneId} and kind in ('main', 'secondary') and name_th || name_en <> ''
        order by name_th, name_en, st_length(line) desc
      ) as named
    ) as placed
    where length > 120 order by length desc, name_th limit ${limit}`.execute(database);
  return rows;
}
