import { expect, test } from 'vitest';
import { isInside } from '../../src/compute/geometry/ring.ts';
import { buildingsOf } from '../../src/compute/town/buildings.ts';
import { cityBuildings, cityIncidents, planCity, quarterAt, quartersOf } from './city.ts';

const zoneAt = () => '00000000-0000-7000-8000-000000000000';
const [start, end] = [new Date('2024-01-01T00:00:00Z'), new Date('2026-01-01T00:00:00Z')];

test('a city of four times the size has four times the buildings, in batches that fit in memory', () => {
  const batches = [...cityBuildings(planCity('city', 4), { zoneAt, now: start })];
  const count = batches.reduce((sum, batch) => sum + batch.length, 0);
  expect(count).toBeGreaterThan(11_000);
  expect(count).toBeLessThan(15_000);
  expect(new Set(batches.flat().map((row) => row.sourceKey)).size).toBe(count);
});

test('of every ten buildings one is there, all over the city', () => {
  const plan = planCity('city', 4);
  const places: string[] = [];
  const count = (oneIn: number): number =>
    [
      ...cityBuildings(plan, {
        zoneAt: (place) => String(places.push(String(quarterAt(plan, 4, place)))),
        now: start,
        oneIn,
      }),
    ].flat().length;
  expect(count(10)).toBe(places.length);
  expect(new Set(places).size).toBe(16);
  expect(Math.abs(count(1) / 10 - count(10))).toBeLessThan(1);
});

test('a building lies in the quarter that is said of it', () => {
  const plan = planCity('city', 4);
  const quarters = quartersOf(plan, 3);
  expect(quarters).toHaveLength(9);
  const centers = [...buildingsOf(plan)].flat().map((building) => building.center);
  const within = centers.filter((center) => quarters.some((quarter) => isInside(quarter, center)));
  // The outermost houses stand on the far side of the outermost street.
  expect(within.length / centers.length).toBeGreaterThan(0.9);
  expect(within.filter((center) => !isInside(quarters[quarterAt(plan, 3, center)] ?? [], center))).toEqual([]);
});

test('as many incidents as were asked for, about, each with a key of its own', () => {
  const history = { zoneAt, start, end, count: 20_000 };
  const batches = [...cityIncidents(planCity('city', 4), history)];
  const count = batches.reduce((sum, batch) => sum + batch.length, 0);
  expect(Math.abs(count - 20_000)).toBeLessThan(1_200);
  expect(Math.max(...batches.map((batch) => batch.length))).toBeLessThanOrEqual(5_000);
  expect(new Set(batches.flat().map((row) => row.sourceKey)).size).toBe(count);
});
