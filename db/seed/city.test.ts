import { expect, test } from 'vitest';
import { cityBuildings, cityIncidents, planCity } from './city.ts';

const zoneId = '00000000-0000-7000-8000-000000000000';
const [start, end] = [new Date('2024-01-01T00:00:00Z'), new Date('2026-01-01T00:00:00Z')];

test('a city of four times the size has four times the buildings, in batches that fit in memory', () => {
  const batches = [...cityBuildings(planCity('city', 4), zoneId, start)];
  const count = batches.reduce((sum, batch) => sum + batch.length, 0);
  expect(count).toBeGreaterThan(11_000);
  expect(count).toBeLessThan(15_000);
  expect(new Set(batches.flat().map((row) => row.sourceKey)).size).toBe(count);
});

test('as many incidents as were asked for, about, each with a key of its own', () => {
  const history = { zoneId, start, end, count: 20_000 };
  const batches = [...cityIncidents(planCity('city', 4), history)];
  const count = batches.reduce((sum, batch) => sum + batch.length, 0);
  expect(Math.abs(count - 20_000)).toBeLessThan(1_200);
  expect(Math.max(...batches.map((batch) => batch.length))).toBeLessThanOrEqual(5_000);
  expect(new Set(batches.flat().map((row) => row.sourceKey)).size).toBe(count);
});
