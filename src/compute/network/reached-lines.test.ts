import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Position } from '../geometry/position.ts';
import { pointBetween, projectOn } from '../geometry/segment.ts';
import { type ReachedLine, reachedLines } from './reached-lines.ts';
import { buildStreetNetwork, withClosedLines } from './street-network.ts';
import { walkFrom, walkingMetersPerMinute } from './walk.ts';
import { reachedOn } from './walk-distance.ts';

const way = (...points: Position[]): Position[] => points;
const minutes = [1, 2, 3].map((count) => count * walkingMetersPerMinute);

function lengthOf({ points }: ReachedLine): number {
  return points.slice(1).reduce((sum, [x, y], at) => {
    const [fromX, fromY] = points[at] ?? [x, y];
    return sum + Math.hypot(x - fromX, y - fromY);
  }, 0);
}

describe('streets within 1, 2 and 3 minutes', () => {
  test('are cut exactly where the minutes are over', () => {
    const street = buildStreetNetwork([{ points: way([0, 0], [100, 0], [100, 400]) }]);
    // The post stands 10 m beside the street at 50: 70 m to both sides are left of the first minute.
    expect(reachedLines(walkFrom(street, [[50, 10]], 240), minutes)).toEqual([
      { limitMeters: 80, points: way([0, 0], [100, 0], [100, 20]), line: 0 },
      { limitMeters: 160, points: way([100, 20], [100, 100]), line: 0 },
      { limitMeters: 240, points: way([100, 100], [100, 180]), line: 0 },
    ]);
  });

  test('come from both ends of a street, and leave its middle', () => {
    const street = buildStreetNetwork([{ points: way([0, 0], [400, 0]) }]);
    const walk = walkFrom(street, way([0, 0], [390, 0]), 240);
    expect(reachedLines(walk, [100])).toEqual([
      { limitMeters: 100, points: way([0, 0], [100, 0]), line: 0 },
      { limitMeters: 100, points: way([290, 0], [400, 0]), line: 0 },
    ]);
  });

  test('are none of a closed lane or of a piece apart, and refuse a limit that was not walked', () => {
    const ways = [way([0, 0], [50, 0]), way([0, 0], [0, 50]), way([9, 99], [99, 99])];
    const network = buildStreetNetwork(ways.map((points) => ({ points })));
    const walk = walkFrom(withClosedLines(network, new Set([1])), [[0, 0]], 100);
    expect(reachedLines(walk, [100]).map(({ line }) => line)).toEqual([0]);
    expect(() => reachedLines(walk, [80, 101])).toThrow('ended before');
    expect(() => reachedLines(walk, [Number.NaN])).toThrow('ended before');
    expect(reachedLines(walk, [])).toEqual([]);
  });

  const anyPlace = fc.tuple(fc.integer({ min: 0, max: 200 }), fc.integer({ min: 0, max: 200 }));
  const anyStreets = fc.array(
    fc.record({
      points: fc.array(anyPlace, { minLength: 2, maxLength: 4 }),
      isClosed: fc.constantFrom(false, false, true),
    }),
    { minLength: 1, maxLength: 7 },
  );
  const anyOrigins = fc.array(anyPlace, { minLength: 1, maxLength: 4 });

  test('hold a place if and only if the walk gets there in time', () => {
    fc.assert(
      fc.property(anyStreets, anyOrigins, (streets, origins) => {
        const walk = walkFrom(buildStreetNetwork(streets), origins, 240);
        const pieces = reachedLines(walk, minutes);
        const holds = (limit: number, place: Position): boolean =>
          pieces.some(
            ({ limitMeters, points }) =>
              limitMeters <= limit &&
              points.slice(1).some((to, at) => projectOn(place, points[at] ?? to, to).metersAway < 1e-6),
          );
        walk.network.edges.forEach((edge, number) => {
          const [from, to] = [walk.network.nodes[edge.from], walk.network.nodes[edge.to]];
          if (!from || !to || walk.network.isClosed[number]) return;
          for (const share of [0.013, 0.21, 0.5, 0.77, 0.991]) {
            const meters = reachedOn(walk, number, share * edge.lengthMeters)?.meters ?? Number.POSITIVE_INFINITY;
            for (const limit of minutes) {
              if (Math.abs(meters - limit) < 1e-3) continue;
              expect(holds(limit, pointBetween(from, to, share))).toBe(meters < limit);
            }
          }
        });
      }),
    );
  });

  test('are all the streets that lead to an origin, no piece twice, when there is no limit', () => {
    fc.assert(
      fc.property(anyStreets, anyOrigins, (streets, origins) => {
        const walk = walkFrom(buildStreetNetwork(streets), origins, Number.POSITIVE_INFINITY);
        const pieces = reachedLines(walk, [...minutes, Number.POSITIVE_INFINITY]);
        const expected = walk.network.edges
          .filter((_, number) => !walk.network.isClosed[number] && reachedOn(walk, number, 0))
          .reduce((sum, { lengthMeters }) => sum + lengthMeters, 0);
        expect(pieces.reduce((sum, piece) => sum + lengthOf(piece), 0)).toBeCloseTo(expected, 6);
      }),
    );
  });
});
