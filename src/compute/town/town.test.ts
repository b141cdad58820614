import { booleanValid, polygon } from '@turf/turf';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Building, buildingsOf } from './buildings.ts';
import { distanceMeters, toPosition } from './frame.ts';
import { lampsOf } from './lamps.ts';
import { canalDistanceMeters, landsOf } from './lands.ts';
import { blocksOfScale, canalWidthMeters, halfWidthMeters, type Point, planTown, type TownPlan } from './plan.ts';
import { streetsOf } from './streets.ts';

const town = (seed: string, scale = 1): TownPlan =>
  planTown({ seed, center: [100.27, 14.02], rotationDegrees: 9, ...blocksOfScale(scale) });
const shape = (ring: readonly Point[]) => polygon([[...ring, ring[0] ?? [0, 0]].map(([east, north]) => [east, north])]);
const allBuildings = (plan: TownPlan): Building[] => [...buildingsOf(plan)].flat();

test('the same seed draws the same town, another seed another one', () => {
  expect(allBuildings(town('a'))).toEqual(allBuildings(town('a')));
  expect(allBuildings(town('a'))).not.toEqual(allBuildings(town('b')));
});

test('a town of the usual size has about 3,500 buildings in 2 km²', () => {
  fc.assert(
    fc.property(fc.string(), (seed) => {
      const plan = town(seed);
      const buildings = allBuildings(plan);
      expect(buildings.length).toBeGreaterThan(2_500);
      expect(buildings.length).toBeLessThan(3_700);
      const homes = buildings.reduce((sum, building) => sum + building.homes, 0);
      expect(homes).toBeGreaterThan(3_000);
      expect(homes).toBeLessThan(5_000);
    }),
    { numRuns: 5 },
  );
});

test('buildings are simple shapes that overlap neither each other nor a street', () => {
  const plan = town('overlap');
  const buildings = allBuildings(plan);
  for (const building of buildings) expect(booleanValid(shape(building.ring)), building.key).toBe(true);
  for (const [index, one] of buildings.entries()) {
    for (const other of buildings.slice(index + 1, index + 40)) {
      if (distanceMeters(one.center, other.center) > 45) continue;
      expect(doOverlap(one.ring, other.ring), `${one.key} ${other.key}`).toBe(false);
    }
  }
});

test('no building stands in a street', () => {
  const plan = town('streets');
  const buildings = allBuildings(plan);
  for (const street of streetsOf(plan)) {
    street.points.slice(1).forEach((to, index) => {
      const from = street.points[index] ?? to;
      for (const building of buildings) {
        if (distanceMeters(building.center, from) > 160) continue;
        const closest = Math.min(...building.ring.map((corner) => distanceToSegment(corner, from, to)));
        if (closest < halfWidthMeters[street.kind] - 0.01) expect.fail(`${building.key} stands in ${street.key}`);
      }
    });
  }
});

test('nobody lives in the canal, and only wider streets cross it', () => {
  const plan = town('canal');
  const band = plan.canalBands[0] ?? 0;
  for (const building of allBuildings(plan).filter((other) => other.row === band)) {
    for (const corner of building.ring)
      expect(canalDistanceMeters(plan, band, corner)).toBeGreaterThan(canalWidthMeters / 2);
  }
  const crossing = streetsOf(plan).filter(
    (street) => street.axis === 'column' && street.from <= band && street.to > band,
  );
  expect(new Set(crossing.map((street) => street.kind))).toEqual(new Set(['main', 'secondary']));
  for (const land of landsOf(plan)) expect(booleanValid(shape(land.ring)), land.key).toBe(true);
});

test('a larger city comes from the same plan, one row of blocks at a time', () => {
  const plan = town('city', 9);
  const rows = [...buildingsOf(plan)];
  expect(rows.length).toBe(60);
  expect(Math.max(...rows.map((row) => row.length))).toBeLessThan(1_000);
  const count = rows.reduce((sum, row) => sum + row.length, 0);
  expect(count).toBeGreaterThan(25_000);
  expect(plan.canalBands.length).toBe(3);
});

test('lamps fail more often where it is dark', () => {
  const plan = town('lamps');
  const isDark = ([east]: Point): boolean => east < 0;
  const lamps = lampsOf(plan, streetsOf(plan), isDark);
  const share = (some: typeof lamps): number => some.filter((lamp) => !lamp.isWorking).length / some.length;
  expect(share(lamps.filter((lamp) => isDark(lamp.place)))).toBeGreaterThan(0.35);
  expect(share(lamps.filter((lamp) => !isDark(lamp.place)))).toBeLessThan(0.15);
});

test('a metre in the town is a metre on the globe', () => {
  const plan = town('metre');
  const [west, south] = toPosition(plan, [0, 0]);
  const [east, north] = toPosition(plan, [300, 400]);
  const meters = Math.hypot((east - west) * 111_195 * Math.cos((14.02 * Math.PI) / 180), (north - south) * 111_195);
  expect(Math.abs(meters - 500)).toBeLessThan(0.1);
});

function distanceToSegment(point: Point, from: Point, to: Point): number {
  const [east, north] = [to[0] - from[0], to[1] - from[1]];
  const share = ((point[0] - from[0]) * east + (point[1] - from[1]) * north) / (east ** 2 + north ** 2);
  const clamped = Math.max(0, Math.min(1, share));
  return distanceMeters(point, [from[0] + clamped * east, from[1] + clamped * north]);
}

/** Two convex rings overlap unless a side of one has the other wholly beyond it. */
function doOverlap(one: readonly Point[], other: readonly Point[]): boolean {
  return !hasSeparatingSide(one, other) && !hasSeparatingSide(other, one);
}

function hasSeparatingSide(ring: readonly Point[], other: readonly Point[]): boolean {
  return ring.some((to, index) => {
    const from = ring.at(index - 1) ?? to;
    const [east, north] = [to[0] - from[0], to[1] - from[1]];
    return other.every((point) => east * (point[1] - from[1]) - north * (point[0] - from[0]) <= 0);
  });
}
