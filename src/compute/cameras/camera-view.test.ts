import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { areaOf } from '../geometry/fan-rings.ts';
import type { Position } from '../geometry/position.ts';
import type { Segment } from '../geometry/visible-fan.ts';
import { type Camera, cameraView } from './camera-view.ts';
import { nearAndFarMeters } from './ground-reach.ts';
import { distanceOfDensity, fieldOfViewDegrees, pixelsPerMeter, verticalFieldDegrees } from './optics.ts';
import { plateReading, usesByEdition } from './uses.ts';

describe('a 4.8 mm sensor behind 4 mm, 1,920 pixels wide', () => {
  const field = fieldOfViewDegrees(4.8, 4);

  test('sees 61.93°', () => expect(field).toBeCloseTo(61.93, 2));

  test.each([
    [12.5, 128],
    [25, 64],
    [62.5, 25.6],
    [125, 12.8],
    [250, 6.4],
    [1000, 1.6],
  ])('gives %d pixels a metre at %d m', (density, meters) => {
    expect(distanceOfDensity(1920, field, density)).toBeCloseTo(meters, 9);
    expect(pixelsPerMeter(1920, field, meters)).toBeCloseTo(density, 9);
  });
});

test('both editions of the standard rise, and a plate takes more than a face', () => {
  for (const uses of Object.values(usesByEdition)) {
    const steps = Object.values(uses);
    expect(steps).toEqual([...steps].sort((a, b) => a - b));
  }
  expect(plateReading.slow.pixelsPerMeter).toBeCloseTo(382.35, 2);
  expect(plateReading.moving.pixelsPerMeter).toBeCloseTo(632.35, 2);
});

test.each([
  [4, 30, 70, 1.8652, Number.POSITIVE_INFINITY],
  [6, 20, 30, 8.5689, 68.58],
  [3, 30, 30, 3, 11.196],
  [8, 35, 20, 8, 17.156],
  [6, 35, 30, 5.0346, 16.4849],
])('from %d m, tilted %d° with %d° high, the ground is seen from %d to %d m', (height, tilt, field, near, far) => {
  const reach = nearAndFarMeters(height, tilt, field);
  expect(reach.near).toBeCloseTo(near, 3);
  if (Number.isFinite(far)) expect(reach.far).toBeCloseTo(far, 3);
  else expect(reach.far).toBe(far);
});

const camera: Camera = {
  headingDegrees: 0,
  tiltDegrees: 35,
  heightMeters: 6,
  horizontalFieldDegrees: 60,
  imageWidthPixels: 1000,
  // Makes the picture 30° high.
  imageHeightPixels: (1000 * Math.tan(Math.PI / 12)) / Math.tan(Math.PI / 6),
};
const anything = { pixelsPerMeter: 1 };

test('the trapezoid on the ground has the published area, whatever the heading', () => {
  expect(verticalFieldDegrees(60, camera.imageWidthPixels / camera.imageHeightPixels)).toBeCloseTo(30, 9);
  for (const headingDegrees of [0, 45, 137, 180, 359.9])
    expect(areaOf(cameraView([0, 0], { ...camera, headingDegrees }, anything, []))).toBeCloseTo(162.0352, 3);
});

describe('edges of sense', () => {
  test('a camera that looks over the horizon, or stands on the ground, sees no ground', () => {
    expect(cameraView([0, 0], { ...camera, tiltDegrees: -40 }, anything, [])).toEqual([]);
    expect(cameraView([0, 0], { ...camera, heightMeters: 0 }, anything, [])).toEqual([]);
  });

  test('a purpose that the picture is too thin for leaves nothing', () => {
    expect(cameraView([0, 0], camera, { pixelsPerMeter: 5000 }, [])).toEqual([]);
  });

  test('a camera that looks straight down sees a rectangle around its foot', () => {
    const down = { ...camera, tiltDegrees: 90 };
    const [width, height] = [2 * 6 * Math.tan(Math.PI / 6), 2 * 6 * Math.tan(Math.PI / 12)];
    expect(areaOf(cameraView([0, 0], down, anything, []))).toBeCloseTo(width * height, 6);
  });

  test('a dome that sees all around sees a disc, less what is too steep for plates', () => {
    const dome = { ...camera, horizontalFieldDegrees: 360, rangeMeters: 40 };
    const disc = (radius: number) => 60 * radius ** 2 * Math.sin((3 * Math.PI) / 180);
    expect(areaOf(cameraView([0, 0], dome, anything, []))).toBeCloseTo(disc(40), 6);
    const steep = { pixelsPerMeter: 1, steepestDegrees: 30 };
    expect(areaOf(cameraView([0, 0], dome, steep, []))).toBeCloseTo(disc(40) - disc(6 / Math.tan(Math.PI / 6)), 6);
  });

  test('a wall across the view hides what is behind it and nothing else', () => {
    const wall: Segment = [
      [-50, 10],
      [50, 10],
    ];
    const { near, far } = nearAndFarMeters(6, 35, 30);
    const halfWidth = (forward: number) =>
      (forward * Math.cos((35 * Math.PI) / 180) + 6 * Math.sin((35 * Math.PI) / 180)) * Math.tan(Math.PI / 6);
    expect(far).toBeGreaterThan(10);
    expect(areaOf(cameraView([0, 0], camera, anything, [wall]))).toBeCloseTo(
      (10 - near) * (halfWidth(near) + halfWidth(10)),
      6,
    );
  });
});

const coordinate = fc.integer({ min: -600, max: 600 }).map((tenths) => tenths / 10 + 0.0137);
const place: fc.Arbitrary<Position> = fc.tuple(coordinate, coordinate);
const anyCamera = fc.record({
  headingDegrees: fc.integer({ min: 0, max: 359 }),
  tiltDegrees: fc.integer({ min: -10, max: 90 }),
  heightMeters: fc.integer({ min: 2, max: 20 }),
  horizontalFieldDegrees: fc.integer({ min: 5, max: 360 }),
  imageWidthPixels: fc.constantFrom(704, 1920, 3840),
  imageHeightPixels: fc.constantFrom(576, 1080, 2160),
  rangeMeters: fc.integer({ min: 5, max: 60 }),
});

test('walls only ever take away', () => {
  fc.assert(
    fc.property(anyCamera, fc.array(fc.tuple(place, place), { maxLength: 12 }), (known, walls) => {
      const open = cameraView([0, 0], known, { pixelsPerMeter: 12.5 }, []);
      const cut = cameraView([0, 0], known, { pixelsPerMeter: 12.5 }, walls);
      const [openArea, cutArea] = [areaOf(open), areaOf(cut)];
      expect(Number.isFinite(openArea)).toBe(true);
      expect(cutArea).toBeLessThanOrEqual(openArea + 1e-6);
      expect(cutArea).toBeGreaterThanOrEqual(0);
    }),
    { numRuns: 1000 },
  );
});

test('a finer use sees a part of what a coarser one sees', () => {
  fc.assert(
    fc.property(anyCamera, fc.array(fc.tuple(place, place), { maxLength: 8 }), (known, walls) => {
      const areas = Object.values(usesByEdition['2014']).map((pixels) =>
        areaOf(cameraView([0, 0], known, { pixelsPerMeter: pixels }, walls)),
      );
      areas.forEach((area, at) => {
        expect(area).toBeLessThanOrEqual((areas[at - 1] ?? Number.POSITIVE_INFINITY) + 1e-6);
      });
    }),
  );
});
