import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { areaOf } from '../geometry/fan-rings.ts';
import type { Position } from '../geometry/position.ts';
import { doubledArea } from '../geometry/ring.ts';
import { groupsOf } from './cell-groups.ts';
import { cellsIn, type Grid, gridOver } from './grid.ts';
import { outlineOf } from './outline.ts';

const ringOf = (...corners: Position[]): Position[] => corners;
const box = (west: number, south: number, east: number, north: number): Position[] =>
  ringOf([west, south], [east, south], [east, north], [west, north]);

/** A picture of cells, the north at the top: `#` is a cell. */
function drawn(...rows: string[]): { grid: Grid; cells: number[] } {
  const columns = rows[0]?.length ?? 0;
  const grid = gridOver([0, 0, columns, rows.length], 1);
  const cells = rows.toReversed().flatMap((row, at) => {
    return [...row].flatMap((mark, column) => (mark === '#' ? [at * columns + column] : []));
  });
  return { grid, cells };
}

const outlineOfDrawn = (...rows: string[]) => {
  const { grid, cells } = drawn(...rows);
  return outlineOf(grid, cells);
};

describe('outlines of cells', () => {
  test('turn only at corners, the outer ring counter-clockwise and the hole clockwise', () => {
    expect(outlineOfDrawn('##.', '##.')).toEqual([[box(0, 0, 2, 2)]]);
    expect(outlineOfDrawn('###', '#.#', '###')).toEqual([[box(0, 0, 3, 3), ringOf([1, 2], [2, 2], [2, 1], [1, 1])]]);
    expect(outlineOf(gridOver([0, 0, 9, 9], 1), [])).toEqual([]);
  });

  test('are polygons apart where cells touch only at a corner', () => {
    expect(outlineOfDrawn('.#', '#.').map((rings) => rings.length)).toEqual([1, 1]);
    expect(outlineOfDrawn('#.#', '.#.', '#.#')).toHaveLength(5);
  });

  test('have a hole of its own where a gap touches the outside, or another gap, at a corner', () => {
    expect(outlineOfDrawn('###.', '#.##', '####').map((rings) => rings.length)).toEqual([2]);
    expect(outlineOfDrawn('##.', '#.#', '###').map((rings) => rings.length)).toEqual([2]);
    expect(outlineOfDrawn('####', '#.##', '##.#', '####').map((rings) => rings.length)).toEqual([3]);
  });

  test('are measured on the plane of the grid, and an island in a hole is a polygon of its own', () => {
    const grid = gridOver([100, -50, 150, 0], 2.5);
    const ring = cellsIn(grid, [[box(100, -50, 125, -25), box(105, -45, 120, -30)]]);
    const island = cellsIn(grid, [[box(110, -40, 115, -35)]]);
    const outline = outlineOf(grid, [...ring, ...island]);
    expect(outline.map((rings) => rings.length)).toEqual([2, 1]);
    expect(outline[1]).toEqual([box(110, -40, 115, -35)]);
  });

  const anyShape = fc
    .record({ columns: fc.integer({ min: 1, max: 9 }), rows: fc.integer({ min: 1, max: 9 }) })
    .chain(({ columns, rows }) =>
      fc.record({
        grid: fc.constant({ west: -7.5, south: 1003.25, cellMeters: 2.5, columns, rows }),
        cells: fc.subarray([...Array(columns * rows).keys()]),
      }),
    );

  test('have the area of the cells, and hold the same cells again', () => {
    fc.assert(
      fc.property(anyShape, ({ grid, cells }) => {
        const outline = outlineOf(grid, cells);
        expect(areaOf(outline)).toBeCloseTo(cells.length * 6.25, 6);
        expect([...cellsIn(grid, outline)].sort((a, b) => a - b)).toEqual(cells);
        expect(outline).toHaveLength(groupsOf(grid, cells).length);
      }),
      { numRuns: 500 },
    );
  });

  test('have rings that pass no corner twice and run the right way round', () => {
    fc.assert(
      fc.property(anyShape, ({ grid, cells }) => {
        for (const rings of outlineOf(grid, cells)) {
          rings.forEach((ring, at) => {
            expect(new Set(ring.map((corner) => corner.join())).size).toBe(ring.length);
            expect(doubledArea(ring) > 0).toBe(at === 0);
          });
        }
      }),
      { numRuns: 500 },
    );
  });
});

test('groups hang together side by side, and every cell is in one', () => {
  const { grid, cells } = drawn('##.#', '..##', '#...');
  expect(groupsOf(grid, cells).map((group) => [...group])).toEqual([[0], [6, 7, 11], [8, 9]]);
});
