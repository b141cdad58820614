import fc from 'fast-check';
import { expect, test } from 'vitest';
import { localPlaneAt } from './local-plane.ts';
import { doubledArea, isInside } from './ring.ts';
import { wallOutlines } from './wall-outlines.ts';

const degree = (meters: number): number => meters / 111_195;
const near = fc.tuple(fc.double({ min: -200, max: 200, noNaN: true }), fc.double({ min: -200, max: 200, noNaN: true }));

test('a wall of two pieces is two rings that meet at the bend, each as large as it should be', () => {
  const rings = wallOutlines(
    [
      [0, 0],
      [degree(10), 0],
      [degree(10), degree(20)],
    ],
    0.3,
  );
  expect(rings).toHaveLength(2);
  const sizes = rings.map((ring) => Math.abs(doubledArea(ring.map(localPlaneAt([0, 0]).toMeters))) / 2);
  expect(sizes[0]).toBeCloseTo(10.3 * 0.3, 1);
  expect(sizes[1]).toBeCloseTo(20.3 * 0.3, 1);
  for (const ring of rings) expect(isInside(ring, [degree(10), 0])).toBe(true);
});

test('the middle of every piece lies in its ring, whose rings are closed; nothing stands on a point', () => {
  fc.assert(
    fc.property(fc.array(near, { minLength: 2, maxLength: 8 }), (meters) => {
      const line = meters.map(([east, north]): [number, number] => [100.5 + degree(east), 14 + degree(north)]);
      const rings = wallOutlines(line, 0.3);
      expect(rings.length).toBeLessThan(line.length);
      for (const ring of rings) expect(ring.at(-1)).toEqual(ring[0]);
      line.slice(1).forEach(([east, north], index) => {
        const [fromEast, fromNorth] = line[index] ?? [east, north];
        const isLong = Math.hypot(east - fromEast, north - fromNorth) > degree(1);
        const middle: [number, number] = [(east + fromEast) / 2, (north + fromNorth) / 2];
        if (isLong) expect(rings.some((ring) => isInside(ring, middle))).toBe(true);
      });
    }),
  );
  expect(
    wallOutlines(
      [
        [1, 1],
        [1, 1],
      ],
      0.3,
    ),
  ).toEqual([]);
  expect(wallOutlines([], 0.3)).toEqual([]);
});
