import { sql } from 'kysely';
import type { Database } from '../../../db/client/database.ts';
import type { Position } from '../../compute/geometry/position.ts';

/** Rings or lines in degrees. */
type Lines = Position[][];

/** Buildings and streets around a place, and what the camera there sees as far as its heading is known. */
export interface Surroundings {
  buildings: Lines;
  streets: Lines;
  seen: Lines;
}

const nearDegrees = 0.0009;
const purpose = 'detect';

export async function findSurroundings(
  database: Database,
  camera: { id: string; longitude: number; latitude: number },
): Promise<Surroundings> {
  const box = sql`st_expand(st_setsrid(st_makepoint(${camera.longitude}::float8, ${camera.latitude}::float8), 4326),
    ${nearDegrees}::float8)`;
  const { rows } = await sql<{ buildings: Lines | null; streets: Lines | null; seen: Lines | null }>`
    select
      (select jsonb_agg(st_asgeojson(st_exteriorring(outline), 6)::jsonb -> 'coordinates' order by id)
        from building where outline && ${box}) as buildings,
      (select jsonb_agg(st_asgeojson(line, 6)::jsonb -> 'coordinates' order by id)
        from street where line && ${box}) as streets,
      (select jsonb_agg(st_asgeojson(st_exteriorring(ring.geom), 6)::jsonb -> 'coordinates' order by part.path, ring.path)
        from camera_view as view, lateral st_dump(view.area) as part, lateral st_dumprings(part.geom) as ring
        where view.camera_id = ${camera.id} and view.purpose = ${purpose} and view.is_known) as seen`.execute(database);
  const [found] = rows;
  return { buildings: found?.buildings ?? [], streets: found?.streets ?? [], seen: found?.seen ?? [] };
}
