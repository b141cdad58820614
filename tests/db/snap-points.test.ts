import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { inTransaction } from '../../db/client/transaction.ts';
import { assignSnapPoints, snapZone } from '../../src/features/incidents/snap.service.ts';
import { openTestDatabase, type TestDatabase } from '../support/database.ts';
import { type MadeZone, makeZone } from '../support/factories.ts';
import { makeHouses, makeIncident } from '../support/town.ts';

let store: TestDatabase;
beforeAll(async () => {
  store = await openTestDatabase();
});
afterAll(() => store.remove());

/** The place this far, in degrees, from the zone's south-western corner. */
const spot = (zone: MadeZone, east: number, north: number): [number, number] => [
  zone.center[0] - 0.01 + east,
  zone.center[1] - 0.01 + north,
];

async function readPoints(zone: MadeZone) {
  const { rows } = await sql<{ id: string; generation: number; homes: number }>`
    select id, generation, homes from snap_point where zone_id = ${zone.id} order by id`.execute(store.handle.database);
  return rows;
}

/** Incidents of the zone that are not at the nearest point of their zone's generation. */
async function countMisplaced(zone: MadeZone): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count from incident i join zone z on z.id = i.zone_id
    where i.zone_id = ${zone.id} and i.snap_point_id is distinct from (
      select p.id from snap_point p where p.zone_id = z.id and p.generation = z.snap_generation
      order by p.place <-> i.place limit 1)`.execute(store.handle.database);
  return rows[0]?.count ?? -1;
}

test('incidents are shown at points that stand for eight homes or more', async () => {
  const { database } = store.handle;
  const zone = await makeZone(database);
  await makeHouses(database, zone, { count: 400 });
  for (let at = 0; at < 30; at++) {
    await makeIncident(database, zone, { place: spot(zone, 0.0006 * at, 0.0005 * at) });
  }
  const made = await snapZone(database, zone.id);
  const points = await readPoints(zone);
  expect(made).toEqual({ generation: 1, points: points.length });
  expect(points.length).toBeGreaterThan(20);
  expect(points.every((point) => point.homes >= 8)).toBe(true);
  expect(points.reduce((sum, point) => sum + point.homes, 0)).toBe(400);
  expect(await countMisplaced(zone)).toBe(0);
});

test('a single incident moves no point; new buildings move everything, in one generation', async () => {
  const { database } = store.handle;
  const zone = await makeZone(database);
  await makeHouses(database, zone, { count: 100 });
  await makeIncident(database, zone);
  await snapZone(database, zone.id);
  const before = await readPoints(zone);
  const id = await inTransaction(database, async (transaction) => {
    const written = await makeIncident(transaction, zone, { place: spot(zone, 0.002, 0.002) });
    await assignSnapPoints(transaction, [written]);
    return written;
  });
  expect(await readPoints(zone)).toEqual(before);
  expect(await countMisplaced(zone)).toBe(0);

  await makeHouses(database, zone, { count: 300, firstRow: 10, source: 'later' });
  expect(await snapZone(database, zone.id)).toMatchObject({ generation: 2 });
  const after = await readPoints(zone);
  expect(after.every((point) => point.generation === 2)).toBe(true);
  expect(after.length).toBeGreaterThan(before.length);
  expect(await countMisplaced(zone)).toBe(0);
  const row = await database
    .selectFrom('incident')
    .where('id', '=', id)
    .select('snapPointId')
    .executeTakeFirstOrThrow();
  expect(after.map((point) => point.id)).toContain(row.snapPointId);
});

test('without homes enough there is no point, and no incident has one', async () => {
  const { database } = store.handle;
  const zone = await makeZone(database);
  await makeHouses(database, zone, { count: 7 });
  const id = await makeIncident(database, zone);
  expect(await snapZone(database, zone.id)).toEqual({ generation: 1, points: 0 });
  await assignSnapPoints(database, [id]);
  const row = await database
    .selectFrom('incident')
    .where('id', '=', id)
    .select('snapPointId')
    .executeTakeFirstOrThrow();
  expect(row.snapPointId).toBeNull();
});

test('points made anew while incidents come in leave none behind', async () => {
  const { database } = store.handle;
  const zone = await makeZone(database);
  await makeHouses(database, zone, { count: 200 });
  await snapZone(database, zone.id);
  const arrivals = Array.from({ length: 12 }, (_, at) =>
    inTransaction(database, async (transaction) => {
      const place = spot(zone, 0.001 * at, 0.004);
      await assignSnapPoints(transaction, [await makeIncident(transaction, zone, { place })]);
    }),
  );
  await Promise.all([snapZone(database, zone.id), ...arrivals, snapZone(database, zone.id)]);
  expect(await countMisplaced(zone)).toBe(0);
});

test('a zone that does not exist is refused', async () => {
  await expect(snapZone(store.handle.database, '00000000-0000-7000-8000-000000000000')).rejects.toThrow('not-found');
});
