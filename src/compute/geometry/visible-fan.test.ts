import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { areaOf, fanRings } from './fan-rings.ts';
import type { Position } from './position.ts';
import { inverseDistance, type Segment, visibleFan } from './visible-fan.ts';

const around = { from: 0, width: 2 * Math.PI };

function wallsOf(ring: readonly Position[]): Segment[] {
  return ring.map((point, at) => [ring.at(at - 1) ?? point, point]);
}

function visibleArea(viewpoint: Position, segments: readonly Segment[]): number {
  return areaOf(fanRings(viewpoint, visibleFan(viewpoint, segments, around), [], around));
}

const square: Position[] = [
  [0, 0],
  [10, 0],
  [10, 10],
  [0, 10],
];
const hole: Position[] = [
  [4, 4],
  [8, 4],
  [8, 7],
  [4, 7],
];

describe('the area seen in a square with a hole', () => {
  test.each([
    [[1, 1], 1879 / 28],
    [[2, 5.5], 170 / 3],
    [[5, 2], 169 / 3],
    [[9, 9], 48.8],
  ] as const)('from %j is %d', (viewpoint, area) => {
    expect(visibleArea(viewpoint, [...wallsOf(square), ...wallsOf(hole)])).toBeCloseTo(area, 9);
  });

  test('is the same when walls come twice, in another order and the other way round', () => {
    const walls = [...wallsOf(square), ...wallsOf(hole), ...wallsOf([...hole].reverse()), ...wallsOf(hole).reverse()];
    expect(visibleArea([1, 1], walls)).toBeCloseTo(1879 / 28, 9);
  });
});

// Small whole numbers make walls that touch, share corners and lie on each other.
const coordinate = fc.oneof(
  fc.integer({ min: -6, max: 6 }),
  fc.integer({ min: -400, max: 400 }).map((tenths) => tenths / 10),
);
const point = fc.tuple(coordinate, coordinate);
const box: Position[] = [
  [-50, -50],
  [50, -50],
  [50, 50],
  [-50, 50],
];

test('in any scene every ray ends at the nearest wall that it meets, crossing walls or not', () => {
  const viewpoint: Position = [0.0123, 0.0457];
  fc.assert(
    fc.property(
      fc.array(fc.tuple(point, point), { maxLength: 25 }),
      fc.double({ min: 0, max: 1, noNaN: true }),
      (walls, share) => {
        const segments = [...walls, ...wallsOf(box)];
        const slices = visibleFan(viewpoint, segments, around);
        expect(slices[0]?.from).toBe(0);
        expect(slices.at(-1)?.to).toBeCloseTo(2 * Math.PI, 9);
        const angle = share * 2 * Math.PI;
        const slice = slices.find(({ from, to }) => angle >= from && angle < to);
        // Within a hair of an edge either side is right.
        if (!slice || angle - slice.from < 1e-6 || slice.to - angle < 1e-6) return;
        expect(1 / inverseDistance(slice, angle)).toBeCloseTo(castRay(viewpoint, angle, segments), 6);
      },
    ),
    { numRuns: 4000 },
  );
});

test('slices follow each other and do not overlap', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(point, point), { maxLength: 25 }), (walls) => {
      const slices = visibleFan([0.01, 0.02], [...walls, ...wallsOf(box)], around);
      slices.forEach((slice, at) => {
        expect(slice.to).toBeGreaterThan(slice.from);
        const before = slices[at - 1];
        if (before) expect(Math.abs(slice.from - before.to)).toBeLessThan(1e-9);
      });
    }),
  );
});

test('a window over the back sees what is there', () => {
  const wall: Segment = [
    [-5, -5],
    [-5, 5],
  ];
  const window = { from: (3 / 4) * Math.PI, width: Math.PI / 2 };
  const area = areaOf(fanRings([0, 0], visibleFan([0, 0], [wall], window), [], window));
  expect(area).toBeCloseTo(25, 9);
});

test('what lies nearer than the near end is not seen, and a wall before it hides all behind', () => {
  const window = { from: -Math.PI / 4, width: Math.PI / 2 };
  const far: Segment = [
    [10, -20],
    [10, 20],
  ];
  const near: Segment = [
    [4, -20],
    [4, 20],
  ];
  const fan = (segments: Segment[]) => visibleFan([0, 0], segments, window);
  expect(areaOf(fanRings([0, 0], fan([far]), fan([near]), window))).toBeCloseTo(100 - 16, 9);
  const hidden: Segment = [
    [2, 0],
    [2, 20],
  ];
  const half = fanRings([0, 0], fan([far, hidden]), fan([near]), window);
  expect(areaOf(half)).toBeCloseTo(42, 9);
  const slanted: Segment = [
    [2, -2],
    [8, 8],
  ];
  const cut = fanRings([0, 0], fan([far, slanted]), fan([near]), window);
  expect(areaOf(cut)).toBeLessThan(84);
  expect(areaOf(cut)).toBeGreaterThan(0);
});

/** The distance to the nearest wall along a ray, one wall at a time: slow, and shares nothing with the sweep. */
function castRay(from: Position, angle: number, segments: readonly Segment[]): number {
  const [dx, dy] = [Math.cos(angle), Math.sin(angle)];
  let best = Number.POSITIVE_INFINITY;
  for (const [[ax, ay], [bx, by]] of segments) {
    const [ex, ey] = [bx - ax, by - ay];
    const determinant = dx * ey - dy * ex;
    if (determinant === 0) continue;
    const [px, py] = [ax - from[0], ay - from[1]];
    const distance = (px * ey - py * ex) / determinant;
    const along = (px * dy - py * dx) / determinant;
    if (distance > 0 && along >= 0 && along <= 1) best = Math.min(best, distance);
  }
  return best;
}
