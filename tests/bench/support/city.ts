import type { Kysely } from 'kysely';
import { sql } from 'kysely';
import type { DB } from '../../../db/types.ts';
import { snapZone } from '../../../src/features/incidents/snap.service.ts';
import { newId } from '../../../src/server/identifiers.ts';
import { say } from './median.ts';

/** A made-up city of 27 × 27 km: its zones in a square grid, houses, and incidents at their snap points. */
export interface City {
  west: number;
  south: number;
  east: number;
  north: number;
  stationIds: string[];
}

const zonesAlongSide = 6;
const sideDegrees = 0.25;
const incidentsPerInsert = 100_000;

/** Fills an empty database; the same numbers give the same city. */
export async function buildCity(
  database: Kysely<DB>,
  { incidents, houses }: { incidents: number; houses: number },
): Promise<City> {
  const [west, south] = [100.4, 13.6];
  await sql`select setseed(0.42)`.execute(database);
  const zones = await makeZones(database, west, south);
  await sql`
    insert into building (id, zone_id, kind, homes, outline, source, source_key)
    select gen_random_uuid(), zone.id, 'house', 1 + floor(random() * 3)::integer,
      st_makeenvelope(x, y, x + 0.00008, y + 0.00008, 4326), 'bench', at::text
    from (
      select at, ${west}::float8 + random() * ${sideDegrees} as x, ${south}::float8 + random() * ${sideDegrees} as y
      from generate_series(1, ${houses}::integer) as at
    ) as corner
    join zone on st_contains(zone.boundary, st_setsrid(st_makepoint(x, y), 4326))`.execute(database);
  await sql`analyze`.execute(database);
  for (const zone of zones) await snapZone(database, zone.id);
  await sql`analyze`.execute(database);
  say('zones, houses and snap points made');
  for (let made = 0; made < incidents; made += incidentsPerInsert) {
    await insertIncidents(database, Math.min(incidentsPerInsert, incidents - made));
    say(`${made + incidentsPerInsert} incidents`);
  }
  return {
    west,
    south,
    east: west + sideDegrees,
    north: south + sideDegrees,
    stationIds: zones.map((zone) => zone.stationId),
  };
}

async function makeZones(database: Kysely<DB>, west: number, south: number) {
  const rootId = newId();
  await database
    .insertInto('policeUnit')
    .values({ id: rootId, kind: 'national', nameTh: 'ตร.', nameEn: 'National police' })
    .execute();
  const size = sideDegrees / zonesAlongSide;
  const zones = Array.from({ length: zonesAlongSide ** 2 }, (_, at) => {
    const [x, y] = [west + (at % zonesAlongSide) * size, south + Math.floor(at / zonesAlongSide) * size];
    return { id: newId(), stationId: newId(), at, x, y };
  });
  for (const { id, stationId, at, x, y } of zones) {
    await database
      .insertInto('policeUnit')
      .values({ id: stationId, kind: 'station', parentId: rootId, nameTh: `สน. ${at}`, nameEn: `Station ${at}` })
      .execute();
    await database
      .insertInto('zone')
      .values({
        id,
        stationId,
        slug: `zone-${at}`,
        nameTh: `พื้นที่ ${at}`,
        nameEn: `Zone ${at}`,
        boundary: sql<string>`st_multi(st_makeenvelope(${x}, ${y}, ${x + size}, ${y + size}, 4326))`,
        trackingPrefix: `Z${String.fromCharCode(65 + (at % 26))}${String.fromCharCode(65 + Math.floor(at / 26))}`,
        createdAt: new Date(),
      })
      .execute();
  }
  return zones;
}

/** Incidents of every kind over three years, spread evenly over the snap points and a little around them. */
async function insertIncidents(database: Kysely<DB>, count: number): Promise<void> {
  await sql`
    insert into incident (id, zone_id, kind, occurred_from, occurred_to, place, snap_point_id, source, recorded_at)
    select gen_random_uuid(), point.zone_id, kinds.codes[1 + floor(drawn.kind * 21)::integer], moment, moment, spot.place,
      point.id, 'feed', moment
    from (
      select random() as kind, timestamptz '2023-10-01' + random() * interval '1096 days' as moment,
        1 + floor(random() * (select count(*) from snap_point))::integer as number,
        random() - 0.5 as east, random() - 0.5 as north
      from generate_series(1, ${count}::integer)
    ) as drawn
    cross join (select array_agg(code order by code) as codes from incident_kind) as kinds
    join (select *, row_number() over (order by id) as number from snap_point) as point using (number)
    cross join lateral (
      select st_translate(point.place, drawn.east * 0.001, drawn.north * 0.001) as place
    ) as spot`.execute(database);
}
