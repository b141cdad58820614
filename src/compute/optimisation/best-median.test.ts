import fc from 'fast-check';
import loadHighs, { type Highs } from 'highs';
import { beforeAll, describe, expect, test } from 'vitest';
import { hasSitingData, readNetwork, readSanFrancisco } from '../../../tests/support/siting-data.ts';
import { bestMedian, type MedianAnswer } from './best-median.ts';
import type { MedianProblem } from './median-problem.ts';
import type { SolveLimits } from './run-highs.ts';

let highs: Highs;
beforeAll(async () => {
  highs = await loadHighs();
});

function solve(problem: MedianProblem, limits: SolveLimits = {}): MedianAnswer {
  const result = bestMedian(highs, problem, limits);
  if (!result.ok) throw new Error(result.failure.code);
  return result.answer;
}

function totalAnew({ weights, meters, farthestMeters }: MedianProblem, sites: readonly number[]): number {
  const ways = [...weights.keys()].map((demand) =>
    Math.min(farthestMeters ?? Number.POSITIVE_INFINITY, ...sites.map((site) => meters[site]?.[demand] ?? 0)),
  );
  return ways.reduce((sum, way, demand) => sum + way * (weights[demand] ?? 0), 0);
}

const anyProblem: fc.Arbitrary<MedianProblem> = fc
  .record({ demands: fc.integer({ min: 1, max: 8 }), sites: fc.integer({ min: 2, max: 7 }) })
  .chain(({ demands, sites }) => {
    const way = fc.oneof(
      { arbitrary: fc.integer({ min: 0, max: 9 }), weight: 3 },
      { arbitrary: fc.double({ min: 0, max: 9, noNaN: true }), weight: 1 },
      { arbitrary: fc.constant(Number.POSITIVE_INFINITY), weight: 1 },
    );
    return fc.record({
      weights: fc
        .array(fc.integer({ min: 0, max: 4 }), { minLength: demands, maxLength: demands })
        .map((weights) => Float64Array.from(weights)),
      meters: fc.array(
        fc.array(way, { minLength: demands, maxLength: demands }).map((ways) => Float64Array.from(ways)),
        { minLength: sites, maxLength: sites },
      ),
      mostSites: fc.integer({ min: 2, max: 8 }),
      required: fc.uniqueArray(fc.integer({ min: 0, max: sites - 1 }), { maxLength: 2 }),
      farthestMeters: fc.integer({ min: 0, max: 12 }),
    });
  });

describe('sites with short ways to them', () => {
  test('are the best of all choices, whatever the network is in pieces', () => {
    fc.assert(
      fc.property(anyProblem, (problem) => {
        let least = Number.POSITIVE_INFINITY;
        for (let bits = 0; bits < 1 << problem.meters.length; bits++) {
          const sites = [...problem.meters.keys()].filter((site) => bits & (1 << site));
          const isAllowed =
            sites.length <= problem.mostSites && (problem.required ?? []).every((site) => sites.includes(site));
          if (isAllowed) least = Math.min(least, totalAnew(problem, sites));
        }
        const answer = solve(problem);
        expect(answer.sites.length).toBeLessThanOrEqual(problem.mostSites);
        expect(answer.sites).toEqual(expect.arrayContaining([...(problem.required ?? [])]));
        expect(answer.total).toBeCloseTo(totalAnew(problem, answer.sites), 6);
        expect(answer.total).toBeCloseTo(least, 4);
        expect(answer).toMatchObject({ isProven: true, bound: answer.total });
        for (const [demand, site] of answer.nearest.entries()) {
          const way = Math.min(...answer.sites.map((one) => problem.meters[one]?.[demand] ?? 0));
          if (site < 0) expect(way).toBeGreaterThanOrEqual(problem.farthestMeters ?? 0);
          else expect(problem.meters[site]?.[demand]).toBe(way);
        }
      }),
      { numRuns: 150 },
    );
  });

  const sound: MedianProblem = {
    weights: Float64Array.of(1, 1),
    meters: [Float64Array.of(0, 5), Float64Array.of(5, 0)],
    mostSites: 1,
  };
  test.each<[string, Partial<MedianProblem>, object]>([
    ['no candidates', { meters: [] }, { code: 'no-candidates' }],
    ['a weight that is no number', { weights: Float64Array.of(1, Number.NaN) }, { code: 'bad-weight', demand: 1 }],
    [
      'a distance that is no number',
      { meters: [Float64Array.of(0, Number.NaN)] },
      { code: 'bad-distance', site: 0, demand: 1 },
    ],
    ['a distance that is missing', { meters: [Float64Array.of(0)] }, { code: 'bad-distance', site: 0, demand: 1 }],
    [
      'a place that no way leads to',
      { meters: [Float64Array.of(0, Number.POSITIVE_INFINITY)] },
      { code: 'no-way', site: 0, demand: 1 },
    ],
    ['a negative farthest way', { farthestMeters: -1 }, { code: 'bad-farthest' }],
    ['no site at all', { mostSites: 0 }, { code: 'bad-count' }],
    ['a required site that is no candidate', { required: [2] }, { code: 'bad-required', site: 2 }],
    ['more required than may be built', { required: [0, 1] }, { code: 'too-many-required', required: 2, mostSites: 1 }],
  ])('cannot be found with %s', (_, change, failure) => {
    expect(bestMedian(highs, { ...sound, ...change })).toEqual({ ok: false, failure });
  });

  test('are good when there is no time, and say how much better they could be', () => {
    const meters = Array.from({ length: 60 }, (_, site) =>
      Float64Array.from({ length: 150 }, (_, demand) => Math.abs(((site * 37) % 101) - ((demand * 53) % 97)) + 0.25),
    );
    const problem = { weights: new Float64Array(150).fill(1), meters, mostSites: 5 };
    const answer = solve(problem, { seconds: 0 });
    expect(answer.total).toBeCloseTo(totalAnew(problem, answer.sites), 6);
    expect(answer.bound).toBeLessThanOrEqual(answer.total);
    expect(answer.total).toBeLessThan(solve(problem).total * 1.1);
  });
});

describe.skipIf(!hasSitingData)('published problems (data kept beside the checkout)', () => {
  test('San Francisco, four stores', () => {
    const { people, meters } = readSanFrancisco();
    const answer = solve({ weights: people, meters, mostSites: 4 });
    expect(answer.isProven).toBe(true);
    expect(answer.total).toBeCloseTo(2_848_268_129.71, 1);
  });

  test.each([
    ['pmed1', 5819],
    ['pmed2', 4093],
    ['pmed3', 4250],
    ['pmed4', 3034],
    ['pmed5', 1355],
  ])('%s of OR-Library: %i', (name, optimum) => {
    const { mostSites, meters } = readNetwork(`${name}.txt`);
    const answer = solve({ weights: new Float64Array(meters.length).fill(1), meters, mostSites });
    expect(answer).toMatchObject({ total: optimum, bound: optimum, isProven: true });
  });
});
