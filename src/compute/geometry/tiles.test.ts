import fc from 'fast-check';
import { expect, test } from 'vitest';
import { boundsOfTile, isTile, mercatorCircumferenceMeters, tileAt, tileUnitsOf } from './tiles.ts';

test('a place lies within the bounds of its tile', () => {
  const place = fc.tuple(
    fc.double({ min: -179.9, max: 179.9, noNaN: true }),
    fc.double({ min: -85, max: 85, noNaN: true }),
  );
  fc.assert(
    fc.property(place, fc.integer({ min: 0, max: 20 }), (place, z) => {
      const tile = tileAt(place, z);
      const [west, south, east, north] = boundsOfTile(tile);
      expect(isTile(tile)).toBe(true);
      const tolerance = 1e-9;
      expect(place[0]).toBeGreaterThanOrEqual(west - tolerance);
      expect(place[0]).toBeLessThanOrEqual(east + tolerance);
      expect(place[1]).toBeGreaterThanOrEqual(south - tolerance);
      expect(place[1]).toBeLessThanOrEqual(north + tolerance);
    }),
  );
});

test('the corner of the world is the corner of its tile', () => {
  const half = mercatorCircumferenceMeters / 2;
  const corners = [...tileUnitsOf({ z: 0, x: 0, y: 0 })([-half, half]), ...tileUnitsOf({ z: 1, x: 1, y: 1 })([0, 0])];
  for (const coordinate of corners) expect(coordinate).toBeCloseTo(0, 6);
});

test.each([
  [0, 0, 0, true],
  [22, 4194303, 0, true],
  [23, 0, 0, false],
  [3, 8, 0, false],
  [3, 0, -1, false],
  [2.5, 0, 0, false],
  [Number.NaN, 0, 0, false],
  [Number.POSITIVE_INFINITY, 0, 0, false],
])('z %s x %s y %s exists: %s', (z, x, y, exists) => {
  expect(isTile({ z, x, y })).toBe(exists);
});
