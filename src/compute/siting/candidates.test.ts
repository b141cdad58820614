import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Position } from '../geometry/position.ts';
import { isWithin, placesAlong, placesOnWalls } from './candidates.ts';

const square = (west: number, south: number, side: number): Position[] => [
  [west, south],
  [west + side, south],
  [west + side, south + side],
  [west, south + side],
];

describe('places along a line', () => {
  test('lie in the middles of equal pieces', () => {
    expect(
      placesAlong(
        [
          [0, 0],
          [100, 0],
        ],
        25,
      ),
    ).toEqual([
      [12.5, 0],
      [37.5, 0],
      [62.5, 0],
      [87.5, 0],
    ]);
    expect(
      placesAlong(
        [
          [0, 0],
          [6, 0],
          [6, 4],
        ],
        25,
      ),
    ).toEqual([[5, 0]]);
    expect(placesAlong([[3, 3]], 25)).toEqual([]);
  });

  test('are as many as fit, and none is off the line', () => {
    const point = fc.tuple(fc.integer({ min: -200, max: 200 }), fc.integer({ min: -200, max: 200 }));
    fc.assert(
      fc.property(fc.array(point, { minLength: 2, maxLength: 6 }), (line) => {
        const length = line.reduce((sum, [x, y], at) => {
          const [fromX, fromY] = line[at - 1] ?? [x, y];
          return sum + Math.hypot(x - fromX, y - fromY);
        }, 0);
        const places = placesAlong(line, 25);
        expect(places).toHaveLength(length > 0 ? Math.max(1, Math.floor(length / 25)) : 0);
        for (const [x, y] of places) {
          const off = line.map(([toX, toY], at) => {
            const [fromX, fromY] = line[at - 1] ?? [toX, toY];
            const [whole, first, second] = [
              Math.hypot(toX - fromX, toY - fromY),
              Math.hypot(x - fromX, y - fromY),
              Math.hypot(x - toX, y - toY),
            ];
            return first + second - whole;
          });
          expect(Math.min(...off)).toBeLessThan(1e-6);
        }
      }),
    );
  });
});

test('walls that are long enough have their middles, the longest first', () => {
  const house: Position[] = [
    [0, 0],
    [10, 0],
    [10, 3],
    [0, 3],
  ];
  expect(placesOnWalls([house], 4, 4)).toEqual([
    [5, 0],
    [5, 3],
  ]);
  expect(placesOnWalls([], 4, 4)).toEqual([]);
});

test('a hole is not within', () => {
  const yard = [square(0, 0, 10), square(4, 4, 2)];
  expect(isWithin([yard], [1, 1])).toBe(true);
  expect(isWithin([yard], [5, 5])).toBe(false);
  expect(isWithin([yard], [11, 5])).toBe(false);
});
