import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isInside } from '../geometry/ring.ts';
import { cameraView } from './camera-view.ts';
import { groundReach } from './ground-reach.ts';
import { completeCamera, defaultPriors, headingProbability, priorsFrom } from './unknowns.ts';

describe('what is not known of a camera', () => {
  test('is taken from cameras of the same kind of owner, in the middle of what they know', () => {
    const known = [{ heightMeters: 3 }, { heightMeters: 5, horizontalFieldDegrees: 60 }, { heightMeters: 9 }, {}];
    expect(priorsFrom(known)).toEqual({ heightMeters: 5, horizontalFieldDegrees: 60 });
    expect(priorsFrom([])).toEqual({ heightMeters: 4, horizontalFieldDegrees: 80 });
  });

  test('is named, and a heading is never made up', () => {
    const { camera, assumed } = completeCamera({ heightMeters: 6, rangeMeters: 30 }, defaultPriors);
    expect(camera).toMatchObject({ heightMeters: 6, horizontalFieldDegrees: 80, rangeMeters: 30 });
    expect(camera.headingDegrees).toBeUndefined();
    expect(assumed).toEqual([
      'tiltDegrees',
      'imageWidthPixels',
      'imageHeightPixels',
      'horizontalFieldDegrees',
      'headingDegrees',
    ]);
  });
});

test('an unknown heading shows a point as often as headings around the compass do', () => {
  const anyCamera = fc.record({
    tiltDegrees: fc.integer({ min: 0, max: 60 }),
    heightMeters: fc.integer({ min: 2, max: 8 }),
    horizontalFieldDegrees: fc.integer({ min: 20, max: 110 }),
    imageWidthPixels: fc.constant(1920),
    imageHeightPixels: fc.constant(1080),
    rangeMeters: fc.integer({ min: 5, max: 60 }),
  });
  const purpose = { pixelsPerMeter: 25 };
  fc.assert(
    fc.property(anyCamera, fc.integer({ min: 1, max: 600 }), (camera, decimeters) => {
      const distance = decimeters / 10 + 0.0371;
      const headings = 720;
      let shown = 0;
      for (let at = 0; at < headings; at++) {
        const polygons = cameraView([0, 0], { ...camera, headingDegrees: at / 2 + 0.117 }, purpose, []);
        if (polygons.some(([ring]) => ring && isInside(ring, [0, distance]))) shown += 1;
      }
      const reach = groundReach(camera, purpose);
      const likely = reach ? headingProbability(reach, distance) : 0;
      expect(Math.abs(likely - shown / headings)).toBeLessThan(0.01);
    }),
    { numRuns: 60 },
  );
});
