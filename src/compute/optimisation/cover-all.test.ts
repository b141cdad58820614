import fc from 'fast-check';
import loadHighs, { type Highs } from 'highs';
import { beforeAll, describe, expect, test } from 'vitest';
import { hasSitingData, readSanFrancisco } from '../../../tests/support/siting-data.ts';
import { type CoverAllAnswer, type CoverAllProblem, coverAll } from './cover-all.ts';
import type { SolveLimits } from './run-highs.ts';

let highs: Highs;
beforeAll(async () => {
  highs = await loadHighs();
});

function solve(problem: CoverAllProblem, limits: SolveLimits = {}): CoverAllAnswer {
  const result = coverAll(highs, problem, limits);
  if (!result.ok) throw new Error(result.failure.code);
  return result.answer;
}

/** Whether the sites cover what any site covers and is worth something. */
function coversAll({ weights, covers }: CoverAllProblem, sites: readonly number[]): boolean {
  const reached = (chosen: readonly number[]): Set<number> =>
    new Set(chosen.flatMap((site) => [...(covers[site] ?? [])]));
  const covered = reached(sites);
  return [...reached([...covers.keys()])].every((demand) => !weights[demand] || covered.has(demand));
}

const anyProblem: fc.Arbitrary<CoverAllProblem> = fc
  .record({ demands: fc.integer({ min: 1, max: 10 }), sites: fc.integer({ min: 1, max: 8 }), hasCosts: fc.boolean() })
  .chain(({ demands, sites, hasCosts }) =>
    fc.record({
      weights: fc
        .array(fc.integer({ min: 0, max: 2 }), { minLength: demands, maxLength: demands })
        .map((weights) => Float64Array.from(weights)),
      covers: fc.array(
        fc.uniqueArray(fc.integer({ min: 0, max: demands - 1 })).map((cover) => Int32Array.from(cover)),
        { minLength: sites, maxLength: sites },
      ),
      costs: hasCosts
        ? fc
            .array(fc.double({ min: 0, max: 5, noNaN: true }), { minLength: sites, maxLength: sites })
            .map((costs) => Float64Array.from(costs))
        : fc.constant(undefined),
      required: fc.uniqueArray(fc.integer({ min: 0, max: sites - 1 }), { maxLength: 2 }),
    }),
  );

describe('sites that cover everything', () => {
  test('are the cheapest of all choices', () => {
    fc.assert(
      fc.property(anyProblem, (problem) => {
        const costOf = (sites: readonly number[]): number =>
          sites.reduce((sum, site) => sum + (problem.costs?.[site] ?? 1), 0);
        let least = Number.POSITIVE_INFINITY;
        for (let bits = 0; bits < 1 << problem.covers.length; bits++) {
          const sites = [...problem.covers.keys()].filter((site) => bits & (1 << site));
          const hasRequired = (problem.required ?? []).every((site) => sites.includes(site));
          if (hasRequired && coversAll(problem, sites)) least = Math.min(least, costOf(sites));
        }
        const answer = solve(problem);
        expect(coversAll(problem, answer.sites)).toBe(true);
        expect(answer.sites).toEqual(expect.arrayContaining([...(problem.required ?? [])]));
        expect(answer.cost).toBeCloseTo(costOf(answer.sites), 9);
        expect(answer.cost).toBeCloseTo(least, 5);
        expect(answer).toMatchObject({ isProven: true, bound: answer.cost });
      }),
      { numRuns: 150 },
    );
  });

  test('leave out what nothing covers, and say so', () => {
    const problem = { weights: Float64Array.of(1, 1, 0, 1), covers: [Int32Array.of(0), Int32Array.of(0, 3)] };
    expect(solve(problem)).toMatchObject({ sites: [1], cost: 1, uncoverable: [1], isProven: true });
    expect(solve({ ...problem, weights: new Float64Array(4) })).toMatchObject({ sites: [], cost: 0, isProven: true });
    expect(coverAll(highs, { ...problem, covers: [] })).toEqual({ ok: false, failure: { code: 'no-candidates' } });
  });

  test('are found by the time that there is', () => {
    const weights = new Float64Array(400).fill(1);
    const covers = Array.from({ length: 200 }, (_, site) => {
      const all = Array.from({ length: 400 }, (_, demand) => demand);
      return Int32Array.from(all.filter((demand) => demand >> 1 === site || (demand * 7919 + site * 104729) % 37 < 3));
    });
    const answer = solve({ weights, covers }, { seconds: 0 });
    expect(coversAll({ weights, covers }, answer.sites)).toBe(true);
    expect(answer.bound).toBeLessThanOrEqual(answer.cost);
    expect(answer).toMatchObject({ isProven: false, isStopped: true });
  });
});

test.skipIf(!hasSitingData)('San Francisco needs eight stores (data kept beside the checkout)', () => {
  const { people: weights, meters } = readSanFrancisco();
  const covers = meters.map((row) => Int32Array.from([...row.keys()].filter((at) => (row[at] ?? 0) <= 5000)));
  expect(solve({ weights, covers })).toMatchObject({ cost: 8, bound: 8, isProven: true, uncoverable: [] });
});
