import { describe, expect, test } from 'vitest';
import type { Camera } from '../cameras/camera-view.ts';
import { areaOf } from '../geometry/fan-rings.ts';
import type { Position } from '../geometry/position.ts';
import { indexWalls } from '../geometry/wall-index.ts';
import { coverGround, openGround } from './area-cover.ts';
import { coverOf } from './camera-cover.ts';

const ring = (west: number, south: number, east: number, north: number): Position[] => [
  [west, south],
  [east, south],
  [east, north],
  [west, north],
];
const square = [[ring(0, 0, 60, 60)]];
const house = ring(20, 20, 40, 30);
const walls = indexWalls([house]);
const ground = openGround(square, [[house]]);
const observe = { pixelsPerMeter: 62.5 };
const camera: Camera = {
  headingDegrees: 0,
  tiltDegrees: 20,
  heightMeters: 4,
  horizontalFieldDegrees: 70,
  imageWidthPixels: 3840,
  imageHeightPixels: 2160,
};

function coverFrom(place: Position, headingDegrees: number | undefined) {
  const cover = coverOf(place, { ...camera, headingDegrees }, observe, walls);
  if (!cover) throw new Error('sees nothing');
  return { cover, isKnown: headingDegrees !== undefined };
}

describe('the cover of an area', () => {
  test('counts its open ground, without what is built on', () => {
    expect(ground.cells).toHaveLength(3600 - 200);
    expect(coverGround(ground, []).figures()).toEqual({ total: 3400, sure: 0, expected: 0 });
  });

  test('is the ground that a camera sees around the house', () => {
    const known = coverFrom([30, 5], 0);
    const field = coverGround(ground, [known]);
    const { sure, expected } = field.figures();
    expect(expected).toBe(sure);
    expect(Math.abs(sure - areaOf(known.cover.polygons))).toBeLessThan(40);
    const behind = 30 + 45 * 60;
    expect(field.countAt(behind)).toBe(0);
    expect(field.countAt(30 + 15 * 60)).toBe(1);
  });

  test('by a camera that may look anywhere is likely, never sure: its view times the share of headings', () => {
    const unknown = coverFrom([30, 5], undefined);
    const field = coverGround(ground, [unknown]);
    const figures = field.figures();
    expect(figures.sure).toBe(0);
    const headings = 360;
    let seen = 0;
    for (let heading = 0; heading < headings; heading++) {
      seen += coverGround(ground, [coverFrom([30, 5], heading)]).figures().sure;
    }
    expect(figures.expected / (seen / headings)).toBeGreaterThan(0.97);
    expect(figures.expected / (seen / headings)).toBeLessThan(1.03);
    expect(Math.max(...[...ground.cells].map((cell) => 1 - field.missedAt(cell)))).toBeLessThan(0.4);
  });

  test('by a camera that hangs on the house begins at its wall', () => {
    const field = coverGround(ground, [coverFrom([30, 20.2], 180)]);
    expect(field.countAt(30 + 12 * 60)).toBe(1);
    expect(field.countAt(30 + 32 * 60)).toBe(0);
  });
});
