import { sql } from 'kysely';
import { insertRows as insertBulk } from '../../../db/client/bulk.ts';
import type { Database, DatabaseHandle } from '../../../db/client/database.ts';
import { cityBuildings, cityIncidents, planCity, quarterAt, quartersOf, type ZoneAt } from '../../../db/seed/city.ts';
import { insertRows } from '../../../db/seed/insert.ts';
import { multiPolygonText } from '../../../db/seed/shapes.ts';
import { toPosition } from '../../../src/compute/town/frame.ts';
import type { TownPlan } from '../../../src/compute/town/plan.ts';
import { snapZone } from '../../../src/features/incidents/snap.service.ts';
import { newId } from '../../../src/server/identifiers.ts';
import { say } from './median.ts';

/** The demonstration's town grown to a city of 730 km², as 27 × 27 km are: the box around it, and its middle. */
export interface City {
  west: number;
  south: number;
  east: number;
  north: number;
  center: readonly [number, number];
  incidents: number;
}

/** In units of 2 km². */
const scale = 365;
const zonesAlongSide = 6;
/** The city has 1.2 million buildings. Snap points, which is what the map needs them for, are made of fewer. */
const oneBuildingIn = 20;
const [start, end] = [new Date('2023-10-01T00:00:00+07:00'), new Date('2026-10-01T00:00:00+07:00')];

/** Fills an empty PostgreSQL database; the same numbers give the same city. */
export async function buildCity(handle: DatabaseHandle, { incidents }: { incidents: number }): Promise<City> {
  const { database } = handle;
  const plan = planCity('bench', scale);
  const zoneIds = await makeZones(database, plan);
  const zoneAt: ZoneAt = (place) => zoneIds[quarterAt(plan, zonesAlongSide, place)] ?? '';
  for (const rows of cityBuildings(plan, { zoneAt, now: start, oneIn: oneBuildingIn })) {
    await insertRows(database, 'building', rows);
  }
  await sql`analyze`.execute(database);
  for (const zoneId of zoneIds) await snapZone(database, zoneId);
  await sql`analyze`.execute(database);
  say('zones, buildings and snap points made');
  const made = await insertIncidents(handle, plan, zoneAt, incidents);
  const corners = [0, zonesAlongSide - 1, zonesAlongSide ** 2 - 1, zonesAlongSide ** 2 - zonesAlongSide]
    .map((at, corner) => quartersOf(plan, zonesAlongSide)[at]?.[corner] ?? [0, 0])
    .map((point) => toPosition(plan, [point[0] ?? 0, point[1] ?? 0]));
  const [longitudes, latitudes] = [corners.map(([longitude]) => longitude), corners.map(([, latitude]) => latitude)];
  return {
    west: Math.min(...longitudes),
    south: Math.min(...latitudes),
    east: Math.max(...longitudes),
    north: Math.max(...latitudes),
    center: plan.center,
    incidents: made,
  };
}

/** Makes a zone, under a station of its own, of every quarter; their ids in the quarters' order. */
async function makeZones(database: Database, plan: TownPlan): Promise<string[]> {
  const rootId = newId();
  await database
    .insertInto('policeUnit')
    .values({ id: rootId, kind: 'national', nameTh: 'ตร.', nameEn: 'National police' })
    .execute();
  const ids: string[] = [];
  for (const [at, ring] of quartersOf(plan, zonesAlongSide).entries()) {
    const [id, stationId] = [newId(), newId()];
    ids.push(id);
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
        boundary: multiPolygonText(plan, ring),
        trackingPrefix: `Z${String.fromCharCode(65 + (at % 26))}${String.fromCharCode(65 + Math.floor(at / 26))}`,
        createdAt: start,
      })
      .execute();
  }
  return ids;
}

const columns = [
  { name: 'id', type: 'uuid' },
  { name: 'zone_id', type: 'uuid' },
  { name: 'kind', type: 'text' },
  { name: 'occurred_from', type: 'timestamptz' },
  { name: 'occurred_to', type: 'timestamptz' },
  { name: 'place', type: 'geometry' },
  { name: 'source', type: 'text' },
  { name: 'source_key', type: 'text' },
  { name: 'recorded_at', type: 'timestamptz' },
];

/** Copies the incidents beside the table, and from there into it at their snap points; returns how many. */
async function insertIncidents(handle: DatabaseHandle, plan: TownPlan, zoneAt: ZoneAt, count: number): Promise<number> {
  const { database } = handle;
  const textOf = (value: unknown): string => (value instanceof Date ? value.toISOString() : String(value));
  async function* rows(): AsyncGenerator<string[]> {
    for (const batch of cityIncidents(plan, { zoneAt, start, end, count })) {
      for (const one of batch) {
        yield [
          ...[one.id, one.zoneId, one.kind, one.occurredFrom, one.occurredTo, one.place, one.source, one.sourceKey],
          one.recordedAt,
        ].map(textOf);
      }
    }
  }
  await sql`create unlogged table city_incident (like incident including defaults)`.execute(database);
  const made = await insertBulk(handle, 'city_incident', columns, rows());
  say(`${made} incidents drawn`);
  const names = sql.raw(columns.map(({ name }) => name).join(', '));
  // In one statement, so that each cell of the map is counted once.
  await sql`
    insert into incident (${names}, snap_point_id)
    select ${names}, (
      select point.id from snap_point as point where point.zone_id = drawn.zone_id
      order by point.place <-> drawn.place limit 1
    )
    from city_incident as drawn`.execute(database);
  await sql`drop table city_incident`.execute(database);
  return made;
}
