import { sql } from 'kysely';
import type { Database } from '../../db/client/database.ts';
import { newId } from '../../src/server/identifiers.ts';

/** A zone of a test's own, a square of about two kilometres under its own station, and where its south-west corner is. */
export interface TestZone {
  id: string;
  stationId: string;
  slug: string;
  west: number;
  south: number;
}

let zoneCount = 0;

/** Makes a station and a zone; each is east of the one before it, so that no two touch. */
export async function makeZone(database: Database): Promise<TestZone> {
  zoneCount += 1;
  const zone = {
    id: newId(),
    stationId: newId(),
    slug: `town-${zoneCount}`,
    west: 100.5 + zoneCount * 0.05,
    south: 13.7,
  };
  const rootId = newId();
  await database
    .insertInto('policeUnit')
    .values([
      { id: rootId, kind: 'national', nameTh: 'ตร.', nameEn: 'National' },
      { id: zone.stationId, kind: 'station', parentId: rootId, nameTh: 'สน.', nameEn: 'Station' },
    ])
    .execute();
  const prefix = `T${String.fromCharCode(65 + (zoneCount % 26))}${String.fromCharCode(65 + Math.floor(zoneCount / 26))}`;
  await sql`
    insert into zone (id, station_id, slug, name_th, name_en, boundary, tracking_prefix, created_at)
    values (${zone.id}, ${zone.stationId}, ${zone.slug}, ${`เมือง ${zoneCount}`}, ${`Town ${zoneCount}`},
      st_multi(st_makeenvelope(${zone.west}, ${zone.south}, ${zone.west + 0.02}, ${zone.south + 0.02}, 4326)),
      ${prefix}, now())`.execute(database);
  return zone;
}

/** Puts `count` houses with `homes` each on a lattice in the zone, from `firstRow` up. */
export async function makeHouses(
  database: Database,
  zone: TestZone,
  options: { count: number; homes?: number; firstRow?: number; source?: string },
): Promise<void> {
  await sql`
    insert into building (id, zone_id, kind, homes, outline, source, source_key)
    select gen_random_uuid(), ${zone.id}, 'house', ${options.homes ?? 1},
      st_makeenvelope(x, y, x + 0.0001, y + 0.0001, 4326), ${options.source ?? 'test'}, at::text
    from generate_series(0, ${options.count - 1}::integer) as at,
      lateral (
        select ${zone.west}::float8 + 0.001 + (at % 40) * 0.0004 as x,
          ${zone.south}::float8 + 0.001 + (${options.firstRow ?? 0}::integer + at / 40) * 0.0004 as y
      ) as corner`.execute(database);
}

/** Writes one incident; where nothing is said it is a theft in the middle of the zone. Returns its id. */
export async function makeIncident(
  database: Database,
  zone: TestZone,
  options: { kind?: string; place?: readonly [number, number]; occurred?: string; source?: string } = {},
): Promise<string> {
  const id = newId();
  const [longitude, latitude] = options.place ?? [zone.west + 0.01, zone.south + 0.01];
  await sql`
    insert into incident (id, zone_id, kind, occurred_from, occurred_to, place, source, recorded_at)
    values (${id}, ${zone.id}, ${options.kind ?? 'theft'}, ${options.occurred ?? '2026-05-10T20:30:00+07'},
      ${options.occurred ?? '2026-05-10T20:30:00+07'}, st_setsrid(st_makepoint(${longitude}, ${latitude}), 4326),
      ${options.source ?? 'feed'}, now())`.execute(database);
  return id;
}
