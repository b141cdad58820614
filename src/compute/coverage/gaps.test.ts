import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Position } from '../geometry/position.ts';
import { groupsOf } from './cell-groups.ts';
import { middleOfCell } from './cell-window.ts';
import { createCoverField } from './field.ts';
import { gapsIn, walkableCells } from './gaps.ts';
import { cellsIn, gridOver } from './grid.ts';
import { middleCell } from './middle-cell.ts';

const box = (west: number, south: number, east: number, north: number): Position[] => [
  [west, south],
  [east, south],
  [east, north],
  [west, north],
];

describe('gaps of a risk area', () => {
  // 20 m × 10 m of cells of 1 m, with a house in it.
  const grid = gridOver([0, 0, 40, 20], 1);
  const house = box(8, 4, 12, 8);
  const cells = walkableCells(grid, [[box(0, 0, 20, 10)]], [[house]]);
  const weights = new Float64Array(800).fill(2);
  const people = Float64Array.from({ length: 800 }, (_, cell) => (cell === 5 ? 12 : 0.5));
  const ground = { grid, cells, weights, people };

  test('are the whole walkable ground when there is no camera', () => {
    expect(cells).toHaveLength(200 - 16);
    const { gaps, small } = gapsIn(ground, createCoverField(weights), 1);
    expect(gaps).toMatchObject([
      { rank: 1, squareMeters: 184, weight: 368, people: 12 + 183 / 2, expectedSeenShare: 0 },
    ]);
    expect(small).toEqual({ count: 0, squareMeters: 0, weight: 0, people: 0 });
  });

  test('fall apart where a camera sees, are ranked by weight, and small ones are only summed', () => {
    const field = createCoverField(weights);
    // A view across the area leaves 6 m × 10 m in the west and 4 m × 10 m in the east; the east weighs more.
    field.add({ cells: cellsIn(grid, [[box(6, 0, 16, 10)]]), probability: 1 });
    for (const cell of cellsIn(grid, [[box(16, 0, 20, 10)]])) weights[cell] = 5;
    const { gaps } = gapsIn(ground, field, 1);
    expect(gaps.map(({ rank, squareMeters, weight }) => [rank, squareMeters, weight])).toEqual([
      [1, 40, 200],
      [2, 60, 120],
    ]);
    const fewer = gapsIn(ground, field, 50);
    expect(fewer.gaps.map(({ rank, squareMeters }) => [rank, squareMeters])).toEqual([[1, 60]]);
    expect(fewer.small).toEqual({ count: 1, squareMeters: 40, weight: 200, people: 20 });
    weights.fill(2);
  });

  test('stay gaps where only an unknown camera may see, with what it sees on average', () => {
    const field = createCoverField(weights);
    field.add({ cells: cellsIn(grid, [[box(0, 0, 20, 4)]]), probability: 0.25 });
    field.add({ cells: cellsIn(grid, [[box(0, 0, 20, 2)]]), probability: 0.5 });
    const [gap] = gapsIn(ground, field, 1).gaps;
    expect(gap?.squareMeters).toBe(184);
    expect(gap?.expectedSeenShare).toBeCloseTo((40 * 0.25 + 40 * (1 - 0.75 * 0.5)) / 184, 9);
  });

  test('are none where all is seen, and where there is no ground', () => {
    const field = createCoverField(weights);
    field.add({ cells, probability: 1 });
    expect(gapsIn(ground, field, 0).gaps).toEqual([]);
    expect(gapsIn({ ...ground, cells: new Int32Array() }, createCoverField(weights), 0).gaps).toEqual([]);
    expect(walkableCells(grid, [[box(9, 5, 11, 7)]], [[house]])).toHaveLength(0);
  });

  test('lose nothing: large and small add up to what no camera sees, and each has its label inside', () => {
    const anySeen = fc.uniqueArray(fc.nat(799), { maxLength: 400 }).map((seen) => Int32Array.from(seen));
    fc.assert(
      fc.property(anySeen, fc.integer({ min: 0, max: 30 }), (seen, least) => {
        const field = createCoverField(weights);
        field.add({ cells: seen, probability: 1 });
        const { gaps, small } = gapsIn(ground, field, least);
        const unseen = [...cells].filter((cell) => !seen.includes(cell));
        const sum = (key: 'squareMeters' | 'weight' | 'people'): number =>
          gaps.reduce((total, gap) => total + gap[key], small[key]);
        expect(sum('squareMeters')).toBe(unseen.length);
        expect(sum('weight')).toBe(unseen.length * 2);
        expect(sum('people')).toBeCloseTo(
          unseen.reduce((total, cell) => total + (people[cell] ?? 0), 0),
          9,
        );
        expect(gaps.length + small.count).toBe(groupsOf(grid, unseen).length);
        gaps.forEach((gap, at) => {
          expect(gap.squareMeters).toBeGreaterThanOrEqual(least);
          expect(gap.weight).toBeLessThanOrEqual(gaps[at - 1]?.weight ?? Number.POSITIVE_INFINITY);
          expect([...gap.cells].map((cell) => middleOfCell(grid, cell).join())).toContain(gap.labelPlace.join());
        });
      }),
    );
  });
});

describe('the middle cell of a group', () => {
  const grid = gridOver([0, 0, 30, 30], 1);
  const middleOf = (...shapes: Position[][]): Position => {
    const polygons = shapes.map((shape) => [shape]);
    return middleOfCell(grid, middleCell(grid, cellsIn(grid, polygons)));
  };

  test('is its middle when it is round, and in its widest part when it is not', () => {
    expect(middleOf(box(4, 6, 15, 17))).toEqual([9.5, 11.5]);
    // A narrow lane with a yard at its end: the middle of all cells would lie in the lane.
    expect(middleOf(box(0, 10, 25, 11), box(25, 8, 30, 13))).toEqual([27.5, 10.5]);
    // A horseshoe, whose middle of all cells lies outside: in its bend.
    expect(middleOf(box(0, 0, 20, 5), box(0, 0, 5, 20), box(15, 0, 20, 20))).toEqual([9.5, 2.5]);
  });

  test('is in the group, and there is none of nothing', () => {
    expect(middleCell(grid, Int32Array.of(77))).toBe(77);
    expect(() => middleCell(grid, new Int32Array())).toThrow('no middle');
  });
});
