import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Position } from '../geometry/position.ts';
import { projectOn } from '../geometry/segment.ts';
import { reachedLines } from '../network/reached-lines.ts';
import { buildStreetNetwork } from '../network/street-network.ts';
import { walkFrom } from '../network/walk.ts';
import { middleOfCell } from './cell-window.ts';
import { cellsNear } from './cells-near.ts';
import { gridOver } from './grid.ts';
import { litCells } from './lit-cells.ts';

const way = (...points: Position[]): Position[] => points;
const grid = gridOver([-3, 5, 27, 25], 1);
const anyPlace = fc.tuple(fc.double({ min: -20, max: 50, noNaN: true }), fc.double({ min: -10, max: 40, noNaN: true }));

test('cells near lines are those whose middle is no farther from one of them', () => {
  const anyLines = fc.array(fc.array(anyPlace, { minLength: 1, maxLength: 4 }), { maxLength: 3 });
  fc.assert(
    fc.property(anyLines, fc.double({ min: 0, max: 15, noNaN: true }), (lines, meters) => {
      const cells = new Set(cellsNear(grid, lines, meters));
      for (let cell = 0; cell < grid.columns * grid.rows; cell++) {
        const middle = middleOfCell(grid, cell);
        const distances = lines.flatMap((line) =>
          line.map((to, at) => projectOn(middle, line[at - 1] ?? to, to).metersAway),
        );
        const nearest = Math.min(...distances, Number.POSITIVE_INFINITY);
        if (Math.abs(nearest - meters) > 1e-9) expect(cells.has(cell)).toBe(nearest < meters);
      }
    }),
  );
});

test('cells near lines are none where a place is no place, and count what lies exactly at the limit', () => {
  expect(cellsNear(grid, [way([Number.NaN, 10], [5, 10]), []], 5)).toHaveLength(0);
  expect(cellsNear(grid, [way([0, 10], [5, 10])], Number.NaN)).toHaveLength(0);
  // Two rows exactly at the limit, 10 cells beside the line; two rows 0.5 m away, which reach 1.41 m beyond its ends.
  expect(cellsNear(gridOver([0, 0, 20, 20], 1), [way([5, 10], [15, 10])], 1.5)).toHaveLength(2 * 10 + 2 * 12);
});

test('three minutes along a street reach a strip beside it', () => {
  const street = buildStreetNetwork([{ points: way([0, 0], [400, 0]) }]);
  const lines = reachedLines(walkFrom(street, [[0, 0]], 240), [240]);
  const reached = lines.map(({ points }) => points);
  const strip = cellsNear(gridOver([0, -50, 400, 50], 2), reached, 10);
  // 240 m × 20 m, and half a disc of 10 m at the end.
  expect(strip.length * 4).toBeGreaterThan(4800 + 150);
  expect(strip.length * 4).toBeLessThan(4800 + 165);
});

test('lamps that work light the cells within their own reach', () => {
  const plain = gridOver([0, 0, 40, 40], 1);
  const isLit = litCells(plain, [
    { place: [10, 10], reachMeters: 5, isWorking: true },
    { place: [30, 30], reachMeters: 2, isWorking: true },
    { place: [30, 10], reachMeters: 9, isWorking: false },
  ]);
  const lit = isLit.reduce((sum, one) => sum + one, 0);
  expect(lit).toBe(cellsNear(plain, [[[10, 10]]], 5).length + cellsNear(plain, [[[30, 30]]], 2).length);
  expect(isLit[10 * 40 + 30]).toBe(0);
  expect(isLit[10 * 40 + 10]).toBe(1);
});
