import { sql } from 'kysely';
import type { Database } from '../../../db/client/database.ts';
import type { Position } from '../../compute/geometry/position.ts';
import { pointOf } from '../../server/places.queries.ts';

/** Something with a name that lies ahead of a camera. */
export interface Ahead {
  nameTh: string;
  nameEn: string;
  place: Position;
  meters: number;
}

const farthestLandmarkMeters = 300;
/** People who aim at something to the side of this aim wrong. */
const widestOffDegrees = 15;

/** The nearest landmark ahead, else the first named street that the line of sight crosses. */
export async function findAhead(
  database: Database,
  zoneId: string,
  { eye, end, headingDegrees }: { eye: Position; end: Position; headingDegrees: number },
): Promise<Ahead | undefined> {
  const from = pointOf(eye);
  const to = pointOf(end);
  const off = sql`abs(mod((degrees(st_azimuth(${from}::geography, place::geography)) - ${headingDegrees} + 900)::numeric,
    360) - 180)`;
  const { rows } = await sql<{ nameTh: string; nameEn: string; longitude: number; latitude: number; meters: number }>`
    select name_th, name_en, st_x(point) as longitude, st_y(point) as latitude,
      st_distance(${from}::geography, point::geography) as meters
    from (
      select 1 as rank, name_th, name_en, place as point from landmark
      where zone_id = ${zoneId} and st_dwithin(place::geography, ${from}::geography, ${farthestLandmarkMeters})
        and ${off} <= ${widestOffDegrees}
      union all
      select 2, name_th, name_en,
        st_closestpoint(st_intersection(line, st_makeline(${from}, ${to})), ${from})
      from street where zone_id = ${zoneId} and name_th || name_en <> ''
        and st_intersects(line, st_makeline(${from}, ${to}))
    ) as ahead
    order by rank, meters limit 1`.execute(database);
  const [row] = rows;
  return row && { nameTh: row.nameTh, nameEn: row.nameEn, place: [row.longitude, row.latitude], meters: row.meters };
}
