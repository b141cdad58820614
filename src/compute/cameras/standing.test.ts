import { describe, expect, test } from 'vitest';
import { areaOf } from '../geometry/fan-rings.ts';
import type { Position } from '../geometry/position.ts';
import { indexWalls } from '../geometry/wall-index.ts';
import { cameraView } from './camera-view.ts';
import { standClear } from './standing.ts';

const house: Position[] = [
  [0, 0],
  [20, 0],
  [20, 10],
  [0, 10],
];
const next: Position[] = [
  [20, 0],
  [30, 0],
  [30, 10],
  [20, 10],
];
const walls = indexWalls([
  house,
  next,
  [[1, 1]],
  [
    [Number.NaN, 0],
    [1, 0],
    [1, 1],
  ],
]);

describe('a camera', () => {
  test('in the open stays where it is', () => {
    expect(standClear([10, -3], walls)).toEqual({ place: [10, -3], without: new Set() });
  });

  test.each([
    ['on a wall', [10, 0], [10, -0.1]],
    ['a little inside', [10, 0.8], [10, -0.1]],
    ['where two houses share a wall', [20, 0], [20, -0.1]],
  ] as const)('%s stands before it', (_name, place, expected) => {
    const { place: moved, without } = standClear(place, walls);
    expect(without.size).toBe(0);
    expect(moved[1]).toBeCloseTo(expected[1], 1);
    expect(Math.abs(moved[0] - expected[0])).toBeLessThan(0.25);
  });

  test('at a corner looks around it: three quarters of the circle', () => {
    const { place } = standClear([0, 0], indexWalls([house]));
    expect(place[0]).toBeLessThan(0);
    expect(place[1]).toBeLessThan(0);
    const dome = {
      headingDegrees: 0,
      tiltDegrees: 45,
      heightMeters: 3,
      horizontalFieldDegrees: 360,
      imageWidthPixels: 4000,
      imageHeightPixels: 4000,
      rangeMeters: 8,
    };
    const seen = areaOf(cameraView(place, dome, { pixelsPerMeter: 1 }, indexWalls([house]).wallsAround(place, 8)));
    expect(seen / (Math.PI * 64)).toBeGreaterThan(0.72);
    expect(seen / (Math.PI * 64)).toBeLessThan(0.79);
  });

  test('deep inside looks through the house that it is in, and through no other', () => {
    expect(standClear([10, 5], walls)).toEqual({ place: [10, 5], without: new Set([0]) });
  });

  test('in a house drawn twice, the second time turned around, still finds its way out', () => {
    const twice = indexWalls([house, [...house].reverse()]);
    expect(standClear([10, 0.5], twice).place[1]).toBeCloseTo(-0.1, 9);
  });
});
