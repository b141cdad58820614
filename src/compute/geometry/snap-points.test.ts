import fc from 'fast-check';
import { expect, test } from 'vitest';
import { squaredDistance } from './nearest.ts';
import { type Dwelling, fewestHomes, makeSnapPoints, type SnapPoint } from './snap-points.ts';

const coordinate = (least: number) =>
  fc.oneof(
    fc.integer({ min: 0, max: 20_000 }).map((step) => least + step / 1e6),
    // Buildings on a lattice make ties.
    fc.integer({ min: 0, max: 6 }).map((step) => least + step / 1e3),
  );
const dwelling: fc.Arbitrary<Dwelling> = fc.record({
  place: fc.tuple(coordinate(100.5), coordinate(13.7)),
  homes: fc.oneof({ weight: 6, arbitrary: fc.integer({ min: 0, max: 3 }) }, fc.integer({ min: 0, max: 40 })),
});
const town = fc.array(dwelling, { maxLength: 120 });

/** Homes by their nearest point, counted the slow and plain way. */
function recount(points: readonly SnapPoint[], dwellings: readonly Dwelling[]): number[] {
  const counts = points.map(() => 0);
  for (const { place, homes } of dwellings) {
    const distances = points.map((point) => squaredDistance(point.place, place));
    const nearest = distances.indexOf(Math.min(...distances));
    if (nearest >= 0) counts[nearest] = (counts[nearest] ?? 0) + homes;
  }
  return counts;
}

test('every point stands for at least eight homes, and says how many', () => {
  fc.assert(
    fc.property(town, (dwellings) => {
      const points = makeSnapPoints(dwellings);
      const counts = recount(points, dwellings);
      for (const count of counts) expect(count).toBeGreaterThanOrEqual(fewestHomes);
      expect(points.map((point) => point.homes)).toEqual(counts);
    }),
    { numRuns: 300 },
  );
});

test('there are points exactly when there are homes enough', () => {
  fc.assert(
    fc.property(town, (dwellings) => {
      const total = dwellings.reduce((sum, { homes }) => sum + homes, 0);
      expect(makeSnapPoints(dwellings).length > 0).toBe(total >= fewestHomes);
    }),
  );
});

test('the order of the buildings does not matter', () => {
  fc.assert(
    fc.property(town, fc.integer(), (dwellings, seed) => {
      const shuffled = fc.sample(fc.shuffledSubarray(dwellings, { minLength: dwellings.length }), { numRuns: 1, seed });
      expect(makeSnapPoints(shuffled[0] ?? [])).toEqual(makeSnapPoints(dwellings));
    }),
  );
});

test('a town of rows of houses gets a point for every dozen or so', () => {
  const dwellings = Array.from({ length: 2400 }, (_, at): Dwelling => {
    return { place: [100.5 + (at % 60) * 0.0001, 13.7 + Math.floor(at / 60) * 0.0003], homes: 1 };
  });
  const points = makeSnapPoints(dwellings);
  expect(points.length).toBeGreaterThan(100);
  expect(Math.max(...points.map((point) => point.homes))).toBeLessThan(40);
});
