import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { headingOfDevice, headingTo, meanHeading, wholeHeading } from './headings.ts';
import { localPlaneAt } from './local-plane.ts';

const apart = (one: number, other: number): number => Math.abs(((one - other + 540) % 360) - 180);

describe('a heading', () => {
  test('from one place to another is that of the compass', () => {
    const bangkok = [100.5, 13.75] as const;
    const { toDegrees } = localPlaneAt(bangkok);
    for (const [east, north, expected] of [
      [0, 50, 0],
      [50, 50, 45],
      [50, 0, 90],
      [0, -50, 180],
      [-50, 0, 270],
    ] as const)
      expect(headingTo(bangkok, toDegrees([east, north]))).toBeCloseTo(expected, 6);
    expect(headingTo(bangkok, bangkok)).toBeUndefined();
    expect(headingTo(bangkok, [Number.NaN, 0])).toBeUndefined();
  });

  test('and back differ by half a turn', () => {
    const near = fc.double({ min: -0.005, max: 0.005, noNaN: true });
    fc.assert(
      fc.property(near, near, (longitude, latitude) => {
        fc.pre(Math.hypot(longitude, latitude) > 0.0001);
        const [from, to] = [[100.5, 13.75] as const, [100.5 + longitude, 13.75 + latitude] as const];
        expect(apart(headingTo(from, to) ?? 0, (headingTo(to, from) ?? 0) + 180)).toBeLessThan(0.01);
      }),
    );
  });

  test('is within the whole turn', () => {
    expect([-90, 0, 359.5, 360, 810].map(wholeHeading)).toEqual([270, 0, 359.5, 0, 90]);
  });
});

describe('the mean of headings', () => {
  test('goes across north, and says how far they scatter', () => {
    expect(meanHeading([359, 1])?.headingDegrees).toBeCloseTo(0, 6);
    expect(meanHeading([350, 10])?.spreadDegrees).toBeCloseTo(10, 0);
    expect(meanHeading([90, 90, 90])).toMatchObject({ spreadDegrees: 0 });
    expect(meanHeading([])).toBeUndefined();
    expect(meanHeading([0, 180])).toBeUndefined();
    expect(meanHeading([Number.NaN])).toBeUndefined();
  });

  test('turns with them', () => {
    const headings = fc.array(fc.double({ min: -60, max: 60, noNaN: true }), { minLength: 1, maxLength: 20 });
    fc.assert(
      fc.property(headings, fc.integer({ min: 0, max: 359 }), (all, turn) => {
        const [still, turned] = [meanHeading(all), meanHeading(all.map((heading) => heading + turn))];
        expect(apart(turned?.headingDegrees ?? 0, (still?.headingDegrees ?? 0) + turn)).toBeLessThan(1e-6);
        expect(turned?.spreadDegrees).toBeCloseTo(still?.spreadDegrees ?? -1, 4);
      }),
    );
  });
});

describe('the heading of a phone', () => {
  test('is that of its upper edge when it lies flat, of its back when it is held up, either way round', () => {
    expect(headingOfDevice({ alpha: 0, beta: 0, gamma: 0 })).toBeCloseTo(0, 9);
    expect(headingOfDevice({ alpha: 270, beta: 10, gamma: 0 })).toBeCloseTo(90, 6);
    expect(headingOfDevice({ alpha: 270, beta: 90, gamma: 0 })).toBeCloseTo(90, 6);
    // Upright and lying on its long edge, the upper edge to the left: the back looks where the right hand was.
    expect(headingOfDevice({ alpha: 0, beta: 0, gamma: 90 })).toBeCloseTo(270, 6);
    expect(headingOfDevice({ alpha: 0, beta: 0, gamma: -90 })).toBeCloseTo(90, 6);
    expect(headingOfDevice({ alpha: Number.NaN, beta: 0, gamma: 0 })).toBeUndefined();
  });

  test('is the same on both sides of being tipped up', () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 359, noNaN: true }), (alpha) => {
        const [before, after] = [44.9, 45.1].map((beta) => headingOfDevice({ alpha, beta, gamma: 0 }) ?? 0);
        expect(apart(before ?? 0, after ?? 0)).toBeLessThan(0.001);
        expect(apart(before ?? 0, 360 - alpha)).toBeLessThan(0.001);
      }),
    );
  });
});
