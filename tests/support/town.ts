import { sql } from 'kysely';
import type { Database } from '../../db/client/database.ts';
import { newId } from '../../src/server/identifiers.ts';
import type { MadeZone } from './factories.ts';

/** Puts `count` houses with `homes` each on a lattice of forty columns over the zone, from `firstRow` up. */
export async function makeHouses(
  database: Database,
  zone: MadeZone,
  options: { count: number; homes?: number; firstRow?: number; source?: string },
): Promise<void> {
  const [longitude, latitude] = zone.center;
  await sql`
    insert into building (id, zone_id, kind, homes, outline, source, source_key)
    select gen_random_uuid(), ${zone.id}, 'house', ${options.homes ?? 1},
      st_makeenvelope(x, y, x + 0.0001, y + 0.0001, 4326), ${options.source ?? 'test'}, at::text
    from generate_series(0, ${options.count - 1}::integer) as at,
      lateral (
        select ${longitude - 0.009}::float8 + (at % 40) * 0.0004 as x,
          ${latitude - 0.009}::float8 + (${options.firstRow ?? 0}::integer + at / 40) * 0.0004 as y
      ) as corner`.execute(database);
}

/** Writes one incident; where nothing is said it is a theft in the middle of the zone in May 2026. Returns its id. */
export async function makeIncident(
  database: Database,
  zone: MadeZone,
  options: { kind?: string; place?: readonly [number, number]; occurred?: string } = {},
): Promise<string> {
  const id = newId();
  const [longitude, latitude] = options.place ?? zone.center;
  const occurred = options.occurred ?? '2026-05-10T20:30:00+07';
  await sql`
    insert into incident (id, zone_id, kind, occurred_from, occurred_to, place, source, recorded_at)
    values (${id}, ${zone.id}, ${options.kind ?? 'theft'}, ${occurred}, ${occurred},
      st_setsrid(st_makepoint(${longitude}, ${latitude}), 4326), 'feed', ${occurred})`.execute(database);
  return id;
}
