import { describe, expect, test } from 'vitest';
import type { Position } from '../geometry/position.ts';
import type { StreetLine } from './street-corners.ts';
import { buildStreetNetwork, withClosedLines } from './street-network.ts';
import { walkFrom } from './walk.ts';
import { distanceAt } from './walk-distance.ts';

const anywhere = Number.POSITIVE_INFINITY;

/*
 *   (0,80)────(100,80)               lane 3
 *                 │
 *   (0,0)─────────┼────────(300,0)   street 0, crossed by lane 1 where it has no point
 *                 │
 *            (100,−60)──(220,−60)    lane 2
 */
const way = (...points: Position[]): Position[] => points;
const lines: StreetLine[] = [
  { points: way([0, 0], [300, 0]) },
  { points: way([100, 80], [100, -60]) },
  { points: way([100, -60], [220, -60]) },
  { points: way([0, 80], [100, 80]) },
];
const town = buildStreetNetwork(lines);

describe('a walk worked out by hand', () => {
  // One post 3 m north of the street at 40, one 4 m south of lane 2 at 200.
  const posts: Position[] = [
    [40, 3],
    [200, -64],
  ];
  const walk = walkFrom(town, posts, 240);

  test('says how far it is to which post', () => {
    expect(walk.attachments).toEqual([
      { edge: 0, alongMeters: 40, metersAway: 3 },
      { edge: 4, alongMeters: 100, metersAway: 4 },
    ]);
    // Along the street: 3 + 20. Round the corner: 3 + 60 + 80, and on: + 100.
    expect(distanceAt(walk, [60, 0])).toEqual({ meters: 23, origin: 0 });
    expect(distanceAt(walk, [100, 80])).toEqual({ meters: 143, origin: 0 });
    expect(distanceAt(walk, [0, 90])?.meters).toBeUndefined();
    expect(distanceAt(walkFrom(town, posts, 253), [0, 90])).toEqual({ meters: 253, origin: 0 });
    // Between the posts: post 0 is 3 + 60 + 60 = 123 from the corner, post 1 is 4 + 100 = 104 from it.
    expect(distanceAt(walk, [100, -60])).toEqual({ meters: 104, origin: 1 });
    // 9.5 m up the lane both are 113.5 m away: 123 − 9.5 and 104 + 9.5.
    expect(distanceAt(walk, [100, -50])).toEqual({ meters: 113, origin: 0 });
    expect(distanceAt(walk, [100, -51])).toEqual({ meters: 113, origin: 1 });
    // A home 12 m beside lane 2: 12 + 20 + 4.
    expect(distanceAt(walk, [180, -72])).toEqual({ meters: 36, origin: 1 });
    // The end of the street: 3 + 260 is beyond the limit.
    expect(distanceAt(walk, [277, 0])).toEqual({ meters: 240, origin: 0 });
    expect(distanceAt(walk, [278, 0])).toBeUndefined();
    // A home 39 m from lane 3, the nearest; and one farther than 60 m from any street.
    expect(distanceAt(walk, [50, 41])?.meters).toBeCloseTo(39 + 50 + 80 + 60 + 3, 9);
    expect(distanceAt(walk, [300, 61])).toBeUndefined();
    expect(distanceAt(walk, [Number.NaN, 0])).toBeUndefined();
  });

  test('ends where a lane is closed', () => {
    const closed = walkFrom(withClosedLines(town, new Set([1])), posts, anywhere);
    expect(distanceAt(closed, [100, 0])).toEqual({ meters: 63, origin: 0 });
    expect(distanceAt(closed, [100, 80])).toBeUndefined();
    expect(distanceAt(closed, [100, -60])).toEqual({ meters: 104, origin: 1 });
    expect(distanceAt(closed, [100, -30])).toBeUndefined();
  });

  test('begins nowhere when no post is within reach of a street', () => {
    const walk = walkFrom(town, way([0, 500], [Number.NaN, 0]), anywhere);
    expect(walk.attachments).toEqual([undefined, undefined]);
    expect(distanceAt(walk, [0, 0])).toBeUndefined();
    expect(distanceAt(walkFrom(town, [], anywhere), [0, 0])).toBeUndefined();
  });
});
