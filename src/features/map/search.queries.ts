import { sql } from 'kysely';
import type { Database } from '../../../db/client/database.ts';
import { isLike } from './things.queries.ts';

/** A named place: of the base map, or a zone. */
export interface NamedPlace {
  type: 'zone' | 'street' | 'landmark';
  slug: string;
  nameTh: string;
  nameEn: string;
  zoneTh: string;
  zoneEn: string;
  longitude: number;
  latitude: number;
}

/** Zones, streets (each name once a zone) and landmarks whose name has the text in it, shorter names first. */
export async function listNamedPlaces(
  database: Database,
  question: { text: string; zone: string | undefined; limit: number },
): Promise<NamedPlace[]> {
  const names = sql`name_th || ' ' || name_en`;
  const isFound = isLike(names, question.text);
  const isWantedZone = question.zone === undefined ? sql`true` : sql`zone.slug = ${question.zone}`;
  const { rows } = await sql<NamedPlace>`
    select found.type, zone.slug, found.name_th, found.name_en, zone.name_th as zone_th, zone.name_en as zone_en,
      st_x(found.middle) as longitude, st_y(found.middle) as latitude
    from (
      select 1 as rank, 'zone' as type, id as zone_id, name_th, name_en, st_pointonsurface(boundary) as middle
      from zone where ${isFound}
      union all
      (select distinct on (zone_id, name_th, name_en) 2, 'street', zone_id, name_th, name_en, st_lineinterpolatepoint(line, 0.5)
      from street where ${isFound} order by zone_id, name_th, name_en, st_length(line) desc)
      union all
      select 3, 'landmark', zone_id, name_th, name_en, place from landmark where ${isFound}
    ) as found
    join zone on zone.id = found.zone_id
    where ${isWantedZone}
    order by found.rank, length(found.name_th), found.name_th collate th limit ${question.limit}`.execute(database);
  return rows;
}
