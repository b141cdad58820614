import loadHighs, { type Highs } from 'highs';
import { beforeAll, expect, test } from 'vitest';
import { createRandom, type Random } from '../random.ts';
import { type AngleProblem, seenWith } from './angle-problem.ts';
import { chooseSites } from './cover-prices.ts';
import { type CoverProblem, costOf, coveredBy } from './cover-problem.ts';
import { finishExactly } from './exact-cover.ts';
import { chooseHeadings, flattenViews } from './flat-views.ts';
import { descendPrices, type PriceTask } from './price-descent.ts';
import { solveCluster } from './solve-cluster.ts';

/*
 * What the searches know before HiGHS is nearly always the best already. Here they know the second
 * best of all choices, so that it would show if the prices ruled out what they must not.
 */
let highs: Highs;
beforeAll(async () => {
  highs = await loadHighs();
});

const rounds = 100;

function pricesFor(task: PriceTask, known: number, mostRounds: number) {
  return descendPrices(task, {
    known,
    improve: () => known,
    isEnough: () => false,
    shouldStop: () => false,
    mostRounds,
  });
}

const someOf = (random: Random, count: number, share: number): Int32Array =>
  Int32Array.from(Array.from({ length: count }, (_, at) => at).filter(() => random.chance(share)));

/** What the best choice is worth, and the best of those that are worth less. */
function bestTwo(
  choices: readonly number[][],
  worth: (choice: number[]) => number,
): { most: number; second: number[] } {
  const ranked = choices.map((choice) => ({ choice, value: worth(choice) })).sort((a, b) => b.value - a.value);
  const most = ranked[0]?.value ?? 0;
  return { most, second: ranked.find(({ value }) => value < most - 1e-3)?.choice ?? [] };
}

test('from the second best choice of sites HiGHS comes to the best', () => {
  for (let round = 0; round < rounds; round++) {
    const random = createRandom(`sites/${round}`);
    const covers = Array.from({ length: 11 }, () => someOf(random, 20, 0.2));
    const problem: CoverProblem = {
      weights: Float64Array.from({ length: 20 }, () => random.between(0, 9)),
      covers,
      mostSites: random.integer(2, 5),
      money:
        round % 2 === 0
          ? undefined
          : { costs: Float64Array.from(covers, () => random.integer(1, 4)), budget: random.integer(5, 9) },
    };
    const choices = Array.from({ length: 1 << covers.length }, (_, bits) =>
      [...covers.keys()].filter((site) => bits & (1 << site)),
    ).filter((sites) => sites.length <= problem.mostSites && costOf(problem, sites) <= (problem.money?.budget ?? 0));
    const { most, second: sites } = bestTwo(choices, (choice) => coveredBy(problem, choice));
    const covered = coveredBy(problem, sites);
    const task = { weights: problem.weights, sets: covers, choose: (sums: Float64Array) => chooseSites(problem, sums) };
    const prices = pricesFor(task, most, random.integer(2, 60));
    const found = finishExactly(highs, problem, { sites, covered, bound: prices.bound, prices, isStopped: false }, {});
    expect(prices.bound).toBeGreaterThanOrEqual(most - 1e-9);
    expect(found.covered).toBeCloseTo(most, 5);
    expect(found.bound).toBeCloseTo(most, 4);
  }
});

test('from the second best choice of headings HiGHS comes to the best', () => {
  for (let round = 0; round < rounds; round++) {
    const random = createRandom(`headings/${round}`);
    const problem: AngleProblem = {
      weights: Float64Array.from({ length: 18 }, () => random.between(0, 9)),
      cameras: Array.from({ length: 4 }, () => ({ views: Array.from({ length: 5 }, () => someOf(random, 18, 0.2)) })),
    };
    const choices = Array.from({ length: 5 ** 4 }, (_, number) =>
      [0, 1, 2, 3].map((camera) => Math.floor(number / 5 ** camera) % 5),
    );
    const { most, second: headings } = bestTwo(choices, (choice) => seenWith(problem, choice));
    const seen = seenWith(problem, headings);
    const flat = flattenViews(problem);
    const task = {
      weights: problem.weights,
      sets: flat.views,
      choose: (sums: Float64Array) => chooseHeadings(flat, sums),
    };
    const prices = pricesFor(task, most, random.integer(2, 60));
    const known = { headings, seen, bound: prices.bound, prices, isStopped: false, seconds: 0 };
    const found = solveCluster(highs, problem, known, {});
    expect(prices.bound).toBeGreaterThanOrEqual(most - 1e-9);
    expect(found.seen).toBeCloseTo(most, 5);
    expect(found.bound).toBeCloseTo(most, 4);
  }
});
