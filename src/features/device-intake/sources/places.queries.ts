import { sql } from 'kysely';
import type { Database } from '../../../../db/client/database.ts';
import { pointOf } from '../../../server/places.queries.ts';
import type { ToldPlace } from './profile.ts';

/** The codes of kinds of incidents. */
export async function incidentKindCodes(database: Database): Promise<ReadonlySet<string>> {
  const rows = await database.selectFrom('incidentKind').select('code').execute();
  return new Set(rows.map(({ code }) => code));
}

/** A point, and whether it lies in the zone. */
interface Located {
  longitude: number;
  latitude: number;
  isInside: boolean;
}

/** Where something was told to be; undefined when the zone has no device of that code, or several. */
export async function locate(database: Database, zoneId: string, place: ToldPlace): Promise<Located | undefined> {
  if ('at' in place) {
    const [longitude, latitude] = place.at;
    const { rows } = await sql<{ isInside: boolean }>`
      select st_covers(boundary, ${pointOf(place.at)}) as is_inside from zone where id = ${zoneId}`.execute(database);
    return { longitude, latitude, isInside: rows[0]?.isInside === true };
  }
  const [table, code] =
    'sosPost' in place ? (['sos_post', place.sosPost] as const) : (['camera', place.camera] as const);
  const { rows } = await sql<Located>`
    select st_x(device.place) as longitude, st_y(device.place) as latitude,
      st_covers(zone.boundary, device.place) as is_inside
    from ${sql.table(table)} as device join zone on zone.id = device.zone_id
    where device.zone_id = ${zoneId} and device.code = ${code} limit 2`.execute(database);
  return rows.length === 1 ? rows[0] : undefined;
}
