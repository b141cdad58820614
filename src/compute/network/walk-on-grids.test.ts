import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Position } from '../geometry/position.ts';
import { buildStreetNetwork } from './street-network.ts';
import { walkFrom } from './walk.ts';
import { distanceAt } from './walk-distance.ts';

const anywhere = Number.POSITIVE_INFINITY;
const way = (...points: Position[]): Position[] => points;

const steps = 6;
const anyCrossing = fc.tuple(fc.nat(steps), fc.nat(steps));
/** Lines that turn only at right angles, on the lines of a grid: long pieces, over others, back over themselves. */
const anyGridLine = fc.array(anyCrossing, { minLength: 1, maxLength: 4 }).map((corners) =>
  corners.flatMap(([x, y], at): Position[] => {
    const before = corners[at - 1];
    return before ? way([x, before[1]], [x, y]) : [[x, y]];
  }),
);

type GridLine = { points: Position[]; isClosed: boolean };

/** Bellman and Ford's method on the single steps of the grid that the lines cover: shares nothing with the network. */
function stepsFrom(origins: readonly Position[], streets: readonly GridLine[]): Map<string, number> {
  const open = streets.filter(({ isClosed }) => !isClosed).flatMap(({ points }) => singleSteps(points));
  const onStreets = new Set(open.flat());
  const starts = origins.map((place) => place.join()).filter((key) => onStreets.has(key));
  const found = new Map<string, number>(starts.map((key) => [key, 0]));
  const ways = open.flatMap((ends) => [ends, ends.toReversed()]);
  for (let round = 0; round < (steps + 1) ** 2; round++) {
    for (const [one = '', other = ''] of ways) {
      const before = found.get(one);
      if (before !== undefined) found.set(other, Math.min(found.get(other) ?? anywhere, before + 1));
    }
  }
  return found;
}

function singleSteps(points: readonly Position[]): string[][] {
  return points.slice(1).flatMap(([x, y], at) => {
    const [fromX, fromY] = points[at] ?? [x, y];
    const [dx, dy] = [Math.sign(x - fromX), Math.sign(y - fromY)];
    const placeAfter = (count: number): string => [fromX + dx * count, fromY + dy * count].join();
    const count = Math.abs(x - fromX) + Math.abs(y - fromY);
    return Array.from({ length: count }, (_, step) => [placeAfter(step), placeAfter(step + 1)]);
  });
}

test('walks on random grids are those of a search step by step, whatever crosses, repeats, closes or falls apart', () => {
  fc.assert(
    fc.property(
      fc.array(fc.record({ points: anyGridLine, isClosed: fc.boolean() }), { maxLength: 7 }),
      fc.array(anyCrossing, { minLength: 1, maxLength: 3 }),
      (streets, origins) => {
        const network = buildStreetNetwork(streets, { toleranceMeters: 0.01 });
        const walk = walkFrom(network, origins, anywhere, 0.001);
        const expected = stepsFrom(origins, streets);
        for (let x = 0; x <= steps; x++) {
          for (let y = 0; y <= steps; y++) {
            const reached = distanceAt(walk, [x, y]);
            expect(reached?.meters).toBe(expected.get(`${x},${y}`));
            const alone = reached && walkFrom(network, [origins[reached.origin] ?? [0, 0]], anywhere, 0.001);
            expect(alone && distanceAt(alone, [x, y])?.meters).toBe(reached?.meters);
          }
        }
      },
    ),
  );
});
