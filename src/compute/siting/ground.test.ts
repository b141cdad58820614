import { expect, test } from 'vitest';
import type { Rings } from '../geometry/fan-rings.ts';
import { type GroundWish, placeOf, sitingGround } from './ground.ts';

const box = (west: number, south: number, east: number, north: number): Rings => [
  [
    [west, south],
    [east, south],
    [east, north],
    [west, north],
  ],
];

const wish = (more: Partial<GroundWish>): GroundWish => ({
  areas: [{ rings: box(0, 0, 40, 20), level: 2 }],
  closed: [],
  homes: [],
  reports: [],
  worth: 'risk',
  mostCells: 10_000,
  leastCellMeters: 2,
  ...more,
});

const sum = (values: Float64Array | undefined) => values?.reduce((total, value) => total + value, 0) ?? 0;

test('every square of open ground is there once, worth its level, and buildings are out', () => {
  const ground = sitingGround(wish({ closed: [box(10, 0, 20, 20)] }));
  expect(ground?.cells).toHaveLength((40 * 20 - 10 * 20) / 4);
  expect(new Set(ground?.cells).size).toBe(ground?.cells.length);
  expect(sum(ground?.weights)).toBe(2 * 150);
});

test('where areas overlap, a square belongs to the severest, whichever comes first', () => {
  const mild = { rings: box(0, 0, 40, 20), level: 2 };
  const severe = { rings: box(20, 0, 40, 20), level: 5 };
  for (const areas of [
    [mild, severe],
    [severe, mild],
  ])
    expect(sum(sitingGround(wish({ areas }))?.weights)).toBe(100 * 2 + 100 * 5);
});

test('ground can be worth the people or the reports near it', () => {
  const people = sitingGround(wish({ worth: 'people', homes: [{ place: [20, 10], people: 8 }] }));
  expect(sum(people?.weights)).toBeGreaterThan(2);
  expect(sum(people?.weights)).toBeLessThan(8);
  const reports = sitingGround(wish({ worth: 'reports', reports: [[0, 0]] }));
  const worth = [...(reports?.weights ?? [])];
  expect(Math.max(...worth)).toBe(worth[0]);
  expect(worth.at(-1)).toBe(0);
});

test('large ground has larger squares, small ground no smaller ones than asked for', () => {
  expect(sitingGround(wish({ mostCells: 50 }))?.cells.length).toBeLessThan(70);
  expect(sitingGround(wish({}))?.grid.cellMeters).toBe(2);
  const ground = sitingGround(wish({}));
  expect(ground && placeOf(ground, 0)).toEqual([1, 1]);
});

test('no area, or none but roofs, is no ground', () => {
  expect(sitingGround(wish({ areas: [] }))).toBeUndefined();
  expect(sitingGround(wish({ closed: [box(-1, -1, 41, 21)] }))).toBeUndefined();
});
