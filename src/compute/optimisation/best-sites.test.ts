import fc from 'fast-check';
import loadHighs, { type Highs, type Model, type ModelData, type SymbolDisposable } from 'highs';
import { beforeAll, describe, expect, test } from 'vitest';
import { hasSitingData, readSanFrancisco } from '../../../tests/support/siting-data.ts';
import { createRandom } from '../random.ts';
import { bestSites, type CoverAnswer } from './best-sites.ts';
import { choiceModel } from './choice-model.ts';
import { boundFromPrices } from './cover-bound.ts';
import { type CoverProblem, costOf, coveredBy } from './cover-problem.ts';
import { greedyCover } from './greedy-cover.ts';
import type { SolveLimits } from './run-highs.ts';

let highs: Highs;
beforeAll(async () => {
  highs = await loadHighs();
});

function solve(problem: CoverProblem, solver: Highs | undefined = highs, limits: SolveLimits = {}): CoverAnswer {
  const result = bestSites(solver, problem, limits);
  if (!result.ok) throw new Error(result.failure.code);
  return result.answer;
}

/** Everything that an answer says must hold by counting, whoever found it. */
function check(problem: CoverProblem, answer: CoverAnswer): void {
  const total = problem.weights.reduce((sum, weight) => sum + weight, 0);
  const slack = 1e-6 * Math.max(1, total);
  expect(new Set(answer.sites).size).toBe(answer.sites.length);
  expect(answer.sites.length).toBeLessThanOrEqual(problem.mostSites);
  expect(costOf(problem, answer.sites)).toBeLessThanOrEqual(problem.money?.budget ?? 0);
  for (const site of problem.required ?? []) expect(answer.sites).toContain(site);
  expect(answer.covered).toBeCloseTo(coveredBy(problem, answer.sites), 6);
  expect(answer.total).toBeCloseTo(total, 6);
  expect(answer.covered).toBeGreaterThanOrEqual(greedyCover(problem).covered - slack);
  expect(answer.greedyCovered).toBe(greedyCover(problem).covered);
  expect(answer.bound).toBeGreaterThanOrEqual(answer.covered);
  expect(boundFromPrices(problem, answer.prices)).toBeGreaterThanOrEqual(answer.covered - slack);
  expect(answer.priceBound).toBeGreaterThanOrEqual(answer.bound - slack);
  expect(answer.reasons.reduce((sum, { adds }) => sum + adds, 0)).toBeCloseTo(answer.covered, 6);
  for (const { site, alone } of answer.reasons) {
    const without = answer.sites.filter((one) => one !== site);
    expect(alone).toBeCloseTo(answer.covered - coveredBy(problem, without), 6);
  }
}

/** The most that any allowed choice covers, by trying all of them. */
function bestOfAll(problem: CoverProblem): number {
  let best = 0;
  for (let bits = 0; bits < 1 << problem.covers.length; bits++) {
    const sites = [...problem.covers.keys()].filter((site) => bits & (1 << site));
    const isAllowed =
      sites.length <= problem.mostSites &&
      costOf(problem, sites) <= (problem.money?.budget ?? 0) &&
      (problem.required ?? []).every((site) => sites.includes(site));
    if (isAllowed) best = Math.max(best, coveredBy(problem, sites));
  }
  return best;
}

const anyProblem: fc.Arbitrary<CoverProblem> = fc
  .record({
    demands: fc.integer({ min: 1, max: 14 }),
    sites: fc.integer({ min: 1, max: 9 }),
    isWhole: fc.boolean(),
    hasMoney: fc.boolean(),
    hasNumber: fc.boolean(),
  })
  .chain(({ demands, sites, isWhole, hasMoney, hasNumber }) =>
    fc.record({
      weights: fc
        .array(isWhole ? fc.integer({ min: 0, max: 9 }) : fc.double({ min: 0, max: 9, noNaN: true }), {
          minLength: demands,
          maxLength: demands,
        })
        .map((weights) => Float64Array.from(weights)),
      covers: fc.array(
        fc.uniqueArray(fc.integer({ min: 0, max: demands - 1 })).map((cover) => Int32Array.from(cover)),
        { minLength: sites, maxLength: sites },
      ),
      mostSites: hasNumber || !hasMoney ? fc.integer({ min: 2, max: 5 }) : fc.constant(Number.POSITIVE_INFINITY),
      money: hasMoney
        ? fc.record({
            costs: fc
              .array(fc.integer({ min: 0, max: 6 }), { minLength: sites, maxLength: sites })
              .map((costs) => Float64Array.from(costs)),
            budget: fc.integer({ min: 12, max: 20 }),
          })
        : fc.constant(undefined),
      required: fc.uniqueArray(fc.integer({ min: 0, max: sites - 1 }), { maxLength: 2 }),
    }),
  );

describe('the best sites', () => {
  test('are the best of all choices, and are proven to be', () => {
    fc.assert(
      fc.property(anyProblem, (problem) => {
        const answer = solve(problem);
        check(problem, answer);
        expect(answer.covered).toBeCloseTo(bestOfAll(problem), 5);
        expect(answer.isProven).toBe(true);
        expect(answer.bound).toBe(answer.covered);
      }),
      { numRuns: 150 },
    );
  });

  test('have a true bound without a solver, and with any prices at all', () => {
    const anyPrices = fc.array(fc.double({ min: -1, max: 10 }), { minLength: 14, maxLength: 14 });
    fc.assert(
      fc.property(anyProblem, anyPrices, (problem, prices) => {
        const most = bestOfAll(problem);
        const answer = bestSites(undefined, problem);
        if (!answer.ok) throw new Error(answer.failure.code);
        check(problem, answer.answer);
        expect(answer.answer.bound).toBeGreaterThanOrEqual(most - 1e-5);
        expect(boundFromPrices(problem, prices)).toBeGreaterThanOrEqual(most - 1e-9);
      }),
    );
  });

  test('on a line are proven by prices alone, whatever the weights', () => {
    // Sites that cover stretches of a line have the consecutive-ones property: the linear relaxation is integral.
    const random = createRandom('line');
    const weights = Float64Array.from({ length: 60 }, () => random.next());
    const covers = Array.from({ length: 40 }, () => {
      const from = random.integer(0, 50);
      return Int32Array.from({ length: random.integer(2, 9) }, (_, at) => from + at);
    });
    const problem = { weights, covers, mostSites: 5 };
    const answer = solve(problem);
    check(problem, answer);
    expect(answer.isProven).toBe(true);
    expect(boundFromPrices(problem, answer.prices)).toBeCloseTo(answer.covered, 4);
  });

  test('come with the curve of cover against their number', () => {
    const covers = [[0, 1, 2], [2, 3], [4], [0, 1]].map((cover) => Int32Array.from(cover));
    const { steps } = greedyCover({ weights: Float64Array.of(5, 1, 1, 3, 2), covers, mostSites: 9 });
    expect(steps).toEqual([
      { site: 0, gain: 7, covered: 7 },
      { site: 1, gain: 3, covered: 10 },
      { site: 2, gain: 2, covered: 12 },
    ]);
  });
});

/** What HiGHS covers with the problem as it stands: nothing joined, nothing ruled out, nothing to begin with. */
function plainOptimum({ weights, covers, mostSites, money, required = [] }: CoverProblem): number {
  const sets = [...covers.keys()];
  const rules = [
    { sets, least: 0, most: Math.min(mostSites, sets.length) },
    ...(money ? [{ sets, amounts: money.costs, least: 0, most: money.budget }] : []),
    { sets: required, least: required.length, most: required.length },
  ];
  return highs.withModel(choiceModel(highs, { weights, sets: covers, rules }, 'whole'), (solver) => {
    solver.options.set({ output_flag: false, mip_rel_gap: 0 });
    solver.run();
    return solver.getObjectiveValue();
  });
}

test('what prices leave open is decided by HiGHS as it decides the whole', () => {
  let wholeModels = 0;
  const counting: Highs = Object.assign(Object.create(highs), {
    withModel: (model: ModelData, work: (solver: SymbolDisposable<Model>) => unknown) => {
      wholeModels += model.integrality ? 1 : 0;
      return highs.withModel(model, work);
    },
  });
  for (let number = 0; number < 24; number++) {
    const random = createRandom(`open/${number}`);
    const place = (): [number, number] => [random.between(0, 100), random.between(0, 100)];
    const demands = Array.from({ length: 120 }, place);
    const reach = random.between(15, 25);
    const near = ([x, y]: [number, number]): number[] =>
      [...demands.keys()].filter((at) => Math.hypot((demands[at]?.[0] ?? 0) - x, (demands[at]?.[1] ?? 0) - y) < reach);
    const covers = Array.from({ length: 40 }, () => Int32Array.from(near(place())));
    const problem: CoverProblem = {
      weights: Float64Array.from(demands, () => (number % 2 === 0 ? random.between(0, 10) : random.integer(1, 10))),
      covers,
      mostSites: number % 3 === 0 ? Number.POSITIVE_INFINITY : random.integer(3, 8),
      money:
        number % 3 === 1
          ? undefined
          : { costs: Float64Array.from(covers, () => random.between(1, 4)), budget: random.between(8, 15) },
      required: number % 4 === 0 ? [3, 11] : [],
    };
    const answer = solve(problem, counting);
    check(problem, answer);
    expect(answer.isProven).toBe(true);
    expect(answer.covered).toBeCloseTo(plainOptimum(problem), 4);
  }
  expect(wholeModels).toBeGreaterThan(8);
});

/** A city in which it takes a while to prove what is best. */
function city(): CoverProblem {
  const random = createRandom('city');
  const place = (): [number, number] => [random.between(0, 100), random.between(0, 100)];
  const sites = Array.from({ length: 150 }, place);
  const demands = Array.from({ length: 900 }, place);
  const near = (site: [number, number], demand: [number, number]): boolean =>
    Math.hypot(site[0] - demand[0], site[1] - demand[1]) < 14;
  return {
    weights: Float64Array.from(demands, () => random.between(0, 10)),
    covers: sites.map((site) => Int32Array.from([...demands.keys()].filter((at) => near(site, demands[at] ?? [0, 0])))),
    mostSites: 12,
  };
}

describe('a search that is cut short', () => {
  test.each([
    ['by a time limit', (): SolveLimits => ({ seconds: 0 })],
    ['at once', (): SolveLimits => ({ shouldStop: () => true })],
  ])('%s answers with what it has', (_, limits) => {
    const problem = city();
    const answer = solve(problem, highs, limits());
    check(problem, answer);
    expect(answer).toMatchObject({ isStopped: true, isProven: false });
  });

  test('in the solver keeps the best that was known and says how good it can be', () => {
    const problem = city();
    let told = 0;
    const answer = solve(problem, highs, { onProgress: () => told++, shouldStop: () => told > 3 });
    check(problem, answer);
    expect(told).toBeGreaterThan(3);
    expect(answer.isStopped).toBe(true);
    expect(answer.bound).toBeLessThan(answer.covered * 1.2);
  });

  test('by nothing ends with a proof, having told of bounds that only come closer', () => {
    const problem = city();
    const told: { best: number; bound: number }[] = [];
    const answer = solve(problem, highs, { onProgress: (progress) => told.push(progress) });
    check(problem, answer);
    expect(answer).toMatchObject({ isStopped: false, isProven: true });
    for (const [at, { best, bound }] of told.entries()) {
      expect(best).toBeLessThanOrEqual(answer.covered + 1e-6);
      expect(bound).toBeGreaterThanOrEqual(answer.covered - 1e-3);
      expect(best).toBeGreaterThanOrEqual((told[at - 1]?.best ?? 0) - 1e-6);
    }
  });
});

describe('what cannot be solved is said', () => {
  const sound: CoverProblem = {
    weights: Float64Array.of(1, 2),
    covers: [Int32Array.of(0), Int32Array.of(1)],
    mostSites: 1,
  };
  const money = (costs: number[], budget: number) => ({ costs: Float64Array.from(costs), budget });
  test.each<[string, Partial<CoverProblem>, object]>([
    ['no candidates', { covers: [] }, { code: 'no-candidates' }],
    ['a weight that is no number', { weights: Float64Array.of(1, Number.NaN) }, { code: 'bad-weight', demand: 1 }],
    ['a negative weight', { weights: Float64Array.of(-1, 2) }, { code: 'bad-weight', demand: 0 }],
    ['an endless weight', { weights: Float64Array.of(1, Number.POSITIVE_INFINITY) }, { code: 'bad-weight', demand: 1 }],
    ['a demand that is not there', { covers: [Int32Array.of(0, 2)] }, { code: 'bad-demand', site: 0 }],
    ['a demand named twice', { covers: [Int32Array.of(0), Int32Array.of(1, 1)] }, { code: 'bad-demand', site: 1 }],
    ['a part of a site', { mostSites: 1.5 }, { code: 'bad-count' }],
    ['a negative number of sites', { mostSites: -1 }, { code: 'bad-count' }],
    ['a required site that is no candidate', { required: [2] }, { code: 'bad-required', site: 2 }],
    ['more required than may be built', { required: [0, 1] }, { code: 'too-many-required', required: 2, mostSites: 1 }],
    ['a cost that is missing', { money: money([1], 5) }, { code: 'bad-cost', site: 1 }],
    ['a budget that is no number', { money: money([1, 1], Number.NaN) }, { code: 'bad-budget' }],
    [
      'a budget below the required',
      { required: [1], money: money([1, 9], 5) },
      { code: 'required-over-budget', cost: 9, budget: 5 },
    ],
    ['a budget below everything', { money: money([8, 9], 5) }, { code: 'nothing-affordable', cheapest: 8, budget: 5 }],
  ])('%s', (_, change, failure) => {
    expect(bestSites(highs, { ...sound, ...change })).toEqual({ ok: false, failure });
  });

  test('while what is merely poor is answered', () => {
    expect(solve({ ...sound, mostSites: 0 })).toMatchObject({ sites: [], covered: 0, bound: 0, isProven: true });
    expect(solve({ ...sound, covers: [new Int32Array()] })).toMatchObject({ sites: [], covered: 0, isProven: true });
    expect(solve({ ...sound, required: [0, 0] })).toMatchObject({ sites: [0], covered: 1, isProven: true });
    expect(solve({ ...sound, mostSites: 99 })).toMatchObject({ covered: 3, bound: 3, isProven: true });
    expect(solve({ ...sound, weights: new Float64Array(2) })).toMatchObject({ sites: [], covered: 0, isProven: true });
  });
});

describe.skipIf(!hasSitingData)('San Francisco (data kept beside the checkout)', () => {
  test.each([
    [1, 448_255],
    [2, 671_938],
    [3, 791_499],
    [4, 875_247],
    [8, 955_113],
  ])('%i stores cover %i people', (mostSites, people) => {
    const { people: weights, meters } = readSanFrancisco();
    const covers = meters.map((row) => Int32Array.from([...row.keys()].filter((at) => (row[at] ?? 0) <= 5000)));
    const problem = { weights, covers, mostSites };
    const answer = solve(problem);
    check(problem, answer);
    expect(answer).toMatchObject({ covered: people, bound: people, isProven: true });
  });
});
