import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Position } from '../geometry/position.ts';
import { buildStreetNetwork, type StreetNetwork, withClosedLines } from './street-network.ts';
import { walkFrom } from './walk.ts';
import { distanceAt, reachedOn } from './walk-distance.ts';

const anywhere = Number.POSITIVE_INFINITY;
const way = (...points: Position[]): Position[] => points;

const anyPlace = fc.tuple(fc.integer({ min: 0, max: 200 }), fc.integer({ min: 0, max: 200 }));
const anyStreets = fc.array(
  fc.record({
    points: fc.array(anyPlace, { minLength: 2, maxLength: 4 }),
    level: fc.constantFrom(0, 0, 0, 1),
  }),
  { minLength: 1, maxLength: 8 },
);
/** Between the whole metres at which streets turn, so that hardly ever two streets are as near. */
const anyUnevenPlace = anyPlace.map(([x, y]): Position => [x + 0.317, y + 0.713]);
const exact = { toleranceMeters: 1e-6 };

const between = (network: StreetNetwork, from: Position, to: Position): number =>
  distanceAt(walkFrom(network, [from], anywhere), to)?.meters ?? anywhere;

describe('walks on any streets', () => {
  test('are those of Bellman and Ford over the edges', () => {
    fc.assert(
      fc.property(anyStreets, fc.array(anyPlace, { minLength: 1, maxLength: 3 }), (streets, origins) => {
        const network = buildStreetNetwork(streets);
        const walk = walkFrom(network, origins, anywhere);
        const meters = network.nodes.map((place) =>
          Math.min(...origins.map((origin) => direct(network, origin, place))),
        );
        for (const _ of network.nodes) {
          for (const { from, to, lengthMeters } of network.edges) {
            meters[to] = Math.min(meters[to] ?? anywhere, (meters[from] ?? anywhere) + lengthMeters);
            meters[from] = Math.min(meters[from] ?? anywhere, (meters[to] ?? anywhere) + lengthMeters);
          }
        }
        network.nodes.forEach((_, node) => {
          expect(walk.nodeMeters[node]).toBeCloseTo(meters[node] ?? anywhere, 6);
        });
      }),
    );

    /** From an origin to a node at an end of the edge that it stands at. */
    function direct(network: StreetNetwork, origin: Position, place: Position): number {
      const [attachment] = walkFrom(network, [origin], 0).attachments;
      const edge = network.edges[attachment?.edge ?? -1];
      if (!attachment || !edge) return anywhere;
      if (network.nodes[edge.from] === place) return attachment.metersAway + attachment.alongMeters;
      if (network.nodes[edge.to] !== place) return anywhere;
      return attachment.metersAway + edge.lengthMeters - attachment.alongMeters;
    }
  });

  test('are as long there as back, and never longer than by way of a third place', () => {
    fc.assert(
      fc.property(anyStreets, anyPlace, anyPlace, anyPlace, (streets, a, b, c) => {
        const network = buildStreetNetwork(streets);
        expect(between(network, a, b)).toBeCloseTo(between(network, b, a), 6);
        expect(between(network, a, c)).toBeLessThanOrEqual(between(network, a, b) + between(network, b, c) + 1e-6);
      }),
    );
  });

  test('stay the same when a street is split, drawn backwards or listed elsewhere', () => {
    const anySplit = fc.record({ pick: fc.nat(), share: fc.double({ min: 0.1, max: 0.9, noNaN: true }) });
    fc.assert(
      fc.property(anyStreets, anyUnevenPlace, anyUnevenPlace, anySplit, (streets, a, b, { pick, share }) => {
        const changed = streets.map(({ points, level }) => ({ points: points.toReversed(), level })).reverse();
        const [street] = changed.splice(pick % changed.length, 1);
        const [first, second, ...rest] = street?.points ?? [];
        if (!street || !first || !second) return;
        const middle: Position = [first[0] + share * (second[0] - first[0]), first[1] + share * (second[1] - first[1])];
        // A bridge in two would land where it is split, so it only gets a point there.
        const isSplit = street.level === 0;
        const parts = isSplit
          ? [way(first, middle), way(middle, second, ...rest)]
          : [way(first, middle, second, ...rest)];
        const after = [...changed, ...parts.map((points) => ({ points, level: street.level }))];
        const expected = between(buildStreetNetwork(streets, exact), a, b);
        expect(between(buildStreetNetwork(after, exact), a, b)).toBeCloseTo(expected, 3);
      }),
    );
  });

  test('never get shorter, for anybody, when a lane is closed', () => {
    fc.assert(
      fc.property(
        anyStreets,
        fc.array(anyPlace, { minLength: 1, maxLength: 3 }),
        anyPlace,
        fc.nat(),
        (streets, origins, place, pick) => {
          const open = buildStreetNetwork(streets);
          const closed = withClosedLines(open, new Set([pick % streets.length]));
          const before = walkFrom(open, origins, anywhere);
          const after = walkFrom(closed, origins, anywhere);
          const metersOf = (reached: { meters: number } | undefined): number => reached?.meters ?? anywhere;
          expect(metersOf(distanceAt(after, place))).toBeGreaterThanOrEqual(metersOf(distanceAt(before, place)));
          open.edges.forEach(({ lengthMeters }, number) => {
            for (const along of [0, lengthMeters / 3, lengthMeters]) {
              const reached = metersOf(reachedOn(after, number, along));
              expect(reached).toBeGreaterThanOrEqual(metersOf(reachedOn(before, number, along)));
            }
          });
        },
      ),
    );
  });

  test('do not lead from one group of streets to another, and a limit only leaves out what is beyond it', () => {
    fc.assert(
      fc.property(
        anyStreets,
        anyStreets,
        anyPlace,
        anyPlace,
        fc.integer({ min: 0, max: 400 }),
        (here, there, a, b, limit) => {
          const moved = there.map((street) => ({
            ...street,
            points: street.points.map(([x, y]): Position => [x + 270, y]),
          }));
          const alone = buildStreetNetwork(here);
          const both = buildStreetNetwork([...here, ...moved]);
          expect(between(both, a, b)).toBe(between(alone, a, b));
          expect(between(both, a, [b[0] + 270, b[1]])).toBe(anywhere);
          const unlimited = between(alone, a, b);
          const limited = distanceAt(walkFrom(alone, [a], limit), b);
          expect(limited?.meters).toBe(unlimited <= limit ? unlimited : undefined);
        },
      ),
    );
  });
});
