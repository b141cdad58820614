import fc from 'fast-check';
import { expect, test } from 'vitest';
import { metersBetween, nearestPlace } from './nearest-place.ts';

test('a degree of longitude at the equator is 111.2 km, and half of that at 60° north', () => {
  const from = { longitude: 0, latitude: 0 };
  expect(metersBetween(from, { longitude: 1, latitude: 0 })).toBeCloseTo(111_195, -1);
  expect(metersBetween({ longitude: 0, latitude: 60 }, { longitude: 1, latitude: 60 })).toBeCloseTo(55_597, -2);
});

test('nothing is nearer than the nearest', () => {
  const place = fc.record({
    slug: fc.string(),
    longitude: fc.double({ min: -180, max: 180, noNaN: true }),
    latitude: fc.double({ min: -90, max: 90, noNaN: true }),
  });
  fc.assert(
    fc.property(fc.array(place), place, (places, position) => {
      const best = nearestPlace(places, position);
      expect(best === undefined).toBe(places.length === 0);
      for (const one of places) expect(metersBetween(one, position)).toBeGreaterThanOrEqual(best?.meters ?? Infinity);
    }),
  );
});
