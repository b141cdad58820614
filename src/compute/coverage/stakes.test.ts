import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { ViewedCells } from './field.ts';
import { stakesOf } from './stakes.ts';
import { certaintyOf, surveyWorth } from './survey-worth.ts';

const columns = 12;
const grid = { west: 0, south: 0, cellMeters: 2, columns, rows: 1 };
/** The last cell is built on. */
const ground = {
  grid,
  cells: Int32Array.from({ length: columns - 1 }, (_, cell) => cell),
  weights: new Float64Array(columns).fill(12),
  people: new Float64Array(columns),
};
const view = (cells: number[], probability = 1): ViewedCells => ({ cells: Int32Array.from(cells), probability });

describe('what hangs on a camera', () => {
  test('is the open ground that it sees and no other does', () => {
    const [one, other] = stakesOf(ground, [[view([0, 1, 2, 11])], [view([2], 0.25), view([3], 0.5)]]);
    expect(one).toMatchObject({ groundSquareMeters: 12, ownLikely: 36, ownSquared: 36 });
    expect(one?.aloneSquareMeters).toBeCloseTo(4 + 4 + 4 * 0.75, 9);
    expect(one?.likely).toBeCloseTo(12 + 12 + 12 * 0.75, 9);
    expect(other).toMatchObject({ groundSquareMeters: 8, ownLikely: 3 + 6, ownSquared: 0.75 + 3 });
    expect(other?.likely).toBeCloseTo(6, 9);
    expect(other?.squared).toBeCloseTo(3, 9);
  });

  test('agrees with counting every way that the cameras may look', () => {
    const cameraViews = fc.uniqueArray(fc.integer({ min: 0, max: columns - 1 }), { maxLength: columns });
    const camera = fc.record({ cells: cameraViews, probability: fc.constantFrom(0.1, 0.25, 0.5, 1) });
    fc.assert(
      fc.property(fc.array(camera, { minLength: 1, maxLength: 5 }), (cameras) => {
        const stakes = stakesOf(
          ground,
          cameras.map(({ cells, probability }) => [view(cells, probability)]),
        );
        cameras.forEach(({ cells, probability }, at) => {
          let likely = 0;
          for (const cell of cells) {
            if (cell === columns - 1) continue;
            let missed = 1;
            cameras.forEach((rival, index) => {
              if (index !== at && rival.cells.includes(cell)) missed *= 1 - rival.probability;
            });
            likely += 12 * probability * missed;
          }
          expect(stakes[at]?.likely).toBeCloseTo(likely, 6);
          expect(stakes[at]?.squared).toBeCloseTo(likely * probability, 6);
        });
      }),
    );
  });
});

describe('what a visit is worth', () => {
  const halves = { likely: 100 * 0.2, squared: 100 * 0.2 ** 2 };

  test('is the variance of what the camera covers', () => {
    expect(surveyWorth(halves, 1)).toBeCloseTo(100 * 0.2 * 0.8, 9);
    expect(surveyWorth(halves, 0.5)).toBeCloseTo(100 * 0.1 * 0.9, 9);
    expect(surveyWorth({ likely: 50, squared: 50 }, 1)).toBe(0);
    expect(surveyWorth({ likely: 50, squared: 50 }, 0.5)).toBeCloseTo(12.5, 9);
    expect(surveyWorth({ likely: 0, squared: 0 }, 0.3)).toBe(0);
  });

  test('is never negative, and never more than a quarter of what is at stake', () => {
    const share = fc.double({ min: 0, max: 1, noNaN: true });
    fc.assert(
      fc.property(share, share, (probability, certainty) => {
        const worth = surveyWorth({ likely: probability, squared: probability ** 2 }, certainty);
        expect(worth).toBeGreaterThanOrEqual(0);
        expect(worth).toBeLessThanOrEqual(0.25 + 1e-12);
      }),
    );
  });
});

describe('how far the registry is trusted', () => {
  const never = { daysSinceSurvey: undefined, isAssumed: false };

  test('even odds before anybody has looked, then as surveys have found', () => {
    expect(certaintyOf(never, { surveys: 0, corrected: 0 })).toBe(0.5);
    expect(certaintyOf(never, { surveys: 8, corrected: 1 })).toBeCloseTo(0.8, 9);
  });

  test('is whole just after a survey and lost within a year', () => {
    const nothing = { surveys: 0, corrected: 0 };
    expect(certaintyOf({ daysSinceSurvey: 0, isAssumed: false }, nothing)).toBe(1);
    expect(certaintyOf({ daysSinceSurvey: 73, isAssumed: false }, nothing)).toBeCloseTo(0.9, 9);
    expect(certaintyOf({ daysSinceSurvey: 4000, isAssumed: false }, nothing)).toBe(0.5);
    expect(certaintyOf({ daysSinceSurvey: -3, isAssumed: false }, nothing)).toBe(1);
  });

  test('is even odds at best where values are assumed', () => {
    expect(certaintyOf({ daysSinceSurvey: 0, isAssumed: true }, { surveys: 0, corrected: 0 })).toBe(0.5);
    expect(certaintyOf({ ...never, isAssumed: true }, { surveys: 8, corrected: 8 })).toBeCloseTo(0.1, 9);
  });
});
