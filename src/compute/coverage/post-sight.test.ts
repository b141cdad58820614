import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { areaOf } from '../geometry/fan-rings.ts';
import type { Position } from '../geometry/position.ts';
import { indexWalls } from '../geometry/wall-index.ts';
import { openGround } from './area-cover.ts';
import { middleOfCell } from './cell-window.ts';
import { sightCover, sightOf } from './post-sight.ts';

const box = (west: number, south: number, east: number, north: number): Position[] => [
  [west, south],
  [east, south],
  [east, north],
  [west, north],
];
const field = [[box(-60, -60, 60, 60)]];
const wholeStreet: Position[] = [
  [-60, 0],
  [60, 0],
];

describe('the sight of a post', () => {
  test('in the open is a disc of 50 m, and two thirds of a street of 120 m through it', () => {
    const sight = sightOf([0, 0], indexWalls([]));
    expect(areaOf(sight) / (Math.PI * 50 ** 2)).toBeCloseTo(1, 2);
    const { groundShare, streetShare } = sightCover(openGround(field, []), [sight], [wholeStreet]);
    expect(groundShare).toBeCloseTo((Math.PI * 50 ** 2) / 120 ** 2, 2);
    expect(streetShare).toBeCloseTo(100 / 120, 2);
  });

  test('ends at a house, also for a post that hangs on its wall', () => {
    const house = box(-60, 5, 60, 15);
    const walls = indexWalls([house]);
    const ground = openGround(field, [[house]]);
    for (const post of [
      [0, 0],
      [0, 5.2],
      [0, 4.9],
    ] as const) {
      const sight = sightOf(post, walls);
      const seen = sightCover(
        ground,
        [sight],
        [
          [
            [-60, 30],
            [60, 30],
          ],
        ],
      );
      expect(seen.streetShare).toBe(0);
      expect(seen.groundShare).toBeGreaterThan(0.2);
    }
  });

  test('is of nothing without a post, and of no street where none runs', () => {
    const ground = openGround(field, []);
    expect(sightCover(ground, [], [wholeStreet])).toEqual({ groundShare: 0, streetShare: 0 });
    expect(sightCover(ground, [sightOf([500, 500], indexWalls([]))], [])).toEqual({
      groundShare: 0,
      streetShare: undefined,
    });
    expect(sightCover(openGround(field, field), [], []).groundShare).toBe(0);
  });

  test('is a share of the same cells as rays find that meet no house', () => {
    const houses = fc.array(fc.tuple(fc.integer({ min: -5, max: 4 }), fc.integer({ min: -5, max: 4 })), {
      maxLength: 8,
    });
    const ground = openGround(field, []);
    fc.assert(
      fc.property(houses, (corners) => {
        const boxes = corners.map(([x, y]) => box(x * 10 + 1, y * 10 + 1, x * 10 + 8.5, y * 10 + 8.5));
        const post: Position = [0.013, 0.0457];
        const share = sightCover(ground, [sightOf(post, indexWalls(boxes))], []).groundShare;
        const seen = ground.cells.filter((cell) => isInSight(post, middleOfCell(ground.grid, cell), boxes)).length;
        // Cells that an edge of the view passes through may fall either way.
        expect(Math.abs(share - seen / ground.cells.length)).toBeLessThan(0.006);
      }),
      { numRuns: 30 },
    );
  });
});

/** By the slab test, which shares nothing with the fan. */
function isInSight([x, y]: Position, [toX, toY]: Position, boxes: readonly Position[][]): boolean {
  if (Math.hypot(toX - x, toY - y) > 50) return false;
  return boxes.every(([southWest = [0, 0], , northEast = [0, 0]]) => {
    let [enters, leaves] = [0, 1];
    for (const [from, to, low, high] of [
      [x, toX, southWest[0], northEast[0]],
      [y, toY, southWest[1], northEast[1]],
    ] as const) {
      const [one, other] = [(low - from) / (to - from), (high - from) / (to - from)];
      [enters, leaves] = [Math.max(enters, Math.min(one, other)), Math.min(leaves, Math.max(one, other))];
    }
    return enters > leaves;
  });
}
