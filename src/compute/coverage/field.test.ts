import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Position } from '../geometry/position.ts';
import { createCoverField, type ViewedCells } from './field.ts';
import { cellsIn, gridOver } from './grid.ts';

const square = (west: number, south: number, side: number): Position[] => [
  [west, south],
  [west + side, south],
  [west + side, south + side],
  [west, south + side],
];

describe('cells of polygons', () => {
  const grid = gridOver([0, 0, 100, 50], 1);

  test('are those whose middle lies inside, without the hole', () => {
    expect(cellsIn(grid, [[square(10, 10, 10)]])).toHaveLength(100);
    expect(cellsIn(grid, [[square(10, 10, 10), square(12, 12, 5)]])).toHaveLength(75);
    expect([...cellsIn(grid, [[square(0, 0, 1)]])]).toEqual([0]);
    expect([...cellsIn(grid, [[square(3, 2, 1)]])]).toEqual([203]);
  });

  test('count once where polygons lie over each other, and stop at the edge of the grid', () => {
    expect(cellsIn(grid, [[square(10, 10, 10)], [square(15, 10, 10)]])).toHaveLength(150);
    expect(cellsIn(grid, [[square(-10, -10, 200)]])).toHaveLength(5000);
    expect(cellsIn(grid, [[square(500, 500, 10)]])).toHaveLength(0);
    expect(cellsIn(grid, [])).toHaveLength(0);
  });

  test('measure what they cover to within the cells at the edge', () => {
    const spot = fc.tuple(fc.double({ min: 5, max: 45, noNaN: true }), fc.double({ min: 5, max: 45, noNaN: true }));
    fc.assert(
      fc.property(fc.tuple(spot, spot, spot), ([a, b, c]) => {
        const doubled = (b[0] - a[0]) * (c[1] - a[1]) - (c[0] - a[0]) * (b[1] - a[1]);
        const around =
          Math.hypot(b[0] - a[0], b[1] - a[1]) +
          Math.hypot(c[0] - b[0], c[1] - b[1]) +
          Math.hypot(a[0] - c[0], a[1] - c[1]);
        const measured = cellsIn(gridOver([0, 0, 50, 50], 0.5), [[[a, b, c]]]).length * 0.25;
        expect(Math.abs(measured - Math.abs(doubled) / 2)).toBeLessThanOrEqual(around * 0.5 + 1);
      }),
    );
  });

  test('refuse a grid that no machine should hold', () => {
    expect(() => gridOver([0, 0, 1e6, 1e6], 1)).toThrow('4 million');
    expect(() => gridOver([0, 0, Number.NaN, 10], 1)).toThrow('4 million');
  });
});

const cellCount = 40;
const anyView: fc.Arbitrary<ViewedCells> = fc.record({
  cells: fc.uniqueArray(fc.integer({ min: 0, max: cellCount - 1 })).map((cells) => Int32Array.from(cells)),
  probability: fc.constantFrom(1, 0.25, 0.5, 0.9),
});
const anyWeights = fc
  .array(fc.integer({ min: 0, max: 5 }), { minLength: cellCount, maxLength: cellCount })
  .map((weights) => Float64Array.from(weights));

/** Cell by cell, view by view: slow, and shares nothing with the field. */
function countedAnew(weights: Float64Array, views: readonly ViewedCells[]) {
  let [sure, expected, total] = [0, 0, 0];
  weights.forEach((weight, cell) => {
    const seen = views.filter(({ cells }) => cells.includes(cell));
    const missed = seen.reduce((product, { probability }) => product * (1 - probability), 1);
    total += weight;
    if (seen.some(({ probability }) => probability === 1)) sure += weight;
    expected += weight * (1 - missed);
  });
  return { total, sure, expected };
}

test('views that come and go leave the figures of a count anew', () => {
  fc.assert(
    fc.property(anyWeights, fc.array(anyView), fc.array(anyView), (weights, stay, leave) => {
      const field = createCoverField(weights);
      for (const view of [...stay, ...leave]) field.add(view);
      for (const view of leave) field.remove(view);
      const figures = field.figures();
      const anew = countedAnew(weights, stay);
      expect(figures.total).toBeCloseTo(anew.total, 9);
      expect(figures.sure).toBeCloseTo(anew.sure, 9);
      expect(figures.expected).toBeCloseTo(anew.expected, 6);
    }),
  );
});
