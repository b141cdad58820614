import fc from 'fast-check';
import loadHighs, { type Highs } from 'highs';
import { beforeAll, describe, expect, test } from 'vitest';
import { createRandom } from '../random.ts';
import { angleBoundFromPrices } from './angle-bound.ts';
import { type AngleProblem, type Headings, seenWith } from './angle-problem.ts';
import { greedyHeadings, improveHeadings } from './angle-search.ts';
import { type AngleAnswer, bestAngles } from './best-angles.ts';
import { choiceModel } from './choice-model.ts';
import type { SolveLimits } from './run-highs.ts';

let highs: Highs;
beforeAll(async () => {
  highs = await loadHighs();
});

function solve(problem: AngleProblem, solver: Highs | undefined = highs, limits: SolveLimits = {}): AngleAnswer {
  const result = bestAngles(solver, problem, limits);
  if (!result.ok) throw new Error(result.failure.code);
  return result.answer;
}

/** Cell by cell: slow, and shares nothing with the search. */
function countedAnew({ weights, cameras }: AngleProblem, headings: Headings): number {
  return weights.reduce((sum, weight, cell) => {
    const isSeen = cameras.some(({ views }, camera) => views[headings[camera] ?? -1]?.includes(cell));
    return sum + (isSeen ? weight : 0);
  }, 0);
}

/** Everything that an answer says must hold by counting, whoever found it. */
function check(problem: AngleProblem, answer: AngleAnswer): void {
  const { cameras } = problem;
  const now = cameras.map(({ current }) => current);
  const slack = 1e-6 * Math.max(1, answer.total);
  expect(answer.headings).toHaveLength(cameras.length);
  for (const [camera, heading] of answer.headings.entries()) expect(cameras[camera]?.views[heading]).toBeDefined();
  expect(answer.seen).toBeCloseTo(countedAnew(problem, answer.headings), 6);
  expect(answer.seenNow).toBeCloseTo(countedAnew(problem, now), 6);
  expect(answer.greedySeen).toBeCloseTo(countedAnew(problem, greedyHeadings(problem)), 6);
  expect(answer.seen).toBeGreaterThanOrEqual(Math.max(answer.greedySeen, answer.seenNow) - slack);
  expect(answer.bound).toBeGreaterThanOrEqual(answer.seen);
  expect(answer.priceBound).toBe(angleBoundFromPrices(problem, answer.prices));
  expect(answer.priceBound).toBeGreaterThanOrEqual(answer.bound - slack);
  checkVisits(problem, answer);
}

/** Made one after the other, the visits lead from the headings of now to those of the answer and to what it sees. */
function checkVisits(problem: AngleProblem, { visits, headings, seen, seenNow }: AngleAnswer): void {
  const reached = problem.cameras.map(({ current }) => current);
  let before = seenNow;
  for (const visit of visits) {
    expect(reached[visit.camera]).toBe(visit.from);
    expect(visit.to).not.toBe(visit.from);
    reached[visit.camera] = visit.to;
    expect(visit.seen).toBeCloseTo(countedAnew(problem, reached), 6);
    expect(visit.gain).toBeCloseTo(visit.seen - before, 6);
    before = visit.seen;
  }
  expect(reached).toEqual(headings);
  expect(before).toBeCloseTo(seen, 6);
}

function bestOfAll(problem: AngleProblem): number {
  const tryFrom = (headings: number[]): number => {
    const camera = problem.cameras[headings.length];
    if (!camera) return countedAnew(problem, headings);
    return Math.max(...camera.views.map((_, heading) => tryFrom([...headings, heading])));
  };
  return tryFrom([]);
}

const anyProblem: fc.Arbitrary<AngleProblem> = fc
  .record({ cells: fc.integer({ min: 1, max: 12 }), isWhole: fc.boolean() })
  .chain(({ cells, isWhole }) => {
    const weight = isWhole ? fc.integer({ min: 0, max: 9 }) : fc.double({ min: 0, max: 9, noNaN: true });
    const view = fc
      .uniqueArray(fc.integer({ min: 0, max: cells - 1 }), { maxLength: 5 })
      .map((view) => Int32Array.from(view));
    return fc.record({
      weights: fc.array(weight, { minLength: cells, maxLength: cells }).map((weights) => Float64Array.from(weights)),
      cameras: fc.array(
        fc.record({
          views: fc.array(view, { minLength: 3, maxLength: 4 }),
          current: fc.option(fc.integer({ min: 0, max: 2 }), { nil: undefined }),
        }),
        { minLength: 1, maxLength: 5 },
      ),
    });
  });

describe('the best angles', () => {
  test('are the best of all choices, and are proven to be', () => {
    fc.assert(
      fc.property(anyProblem, (problem) => {
        const answer = solve(problem);
        check(problem, answer);
        expect(answer.seen).toBeCloseTo(bestOfAll(problem), 5);
        expect(answer).toMatchObject({ isProven: true, bound: answer.seen, isStopped: false });
      }),
      { numRuns: 150 },
    );
  });

  test('have a true bound without a solver, and with any prices at all', () => {
    const anyPrices = fc.array(fc.double({ min: -1, max: 10 }), { minLength: 12, maxLength: 12 });
    fc.assert(
      fc.property(anyProblem, anyPrices, (problem, prices) => {
        const most = bestOfAll(problem);
        const answer = solve(problem, undefined);
        check(problem, answer);
        expect(answer.bound).toBeGreaterThanOrEqual(most - 1e-5);
        expect(angleBoundFromPrices(problem, prices)).toBeGreaterThanOrEqual(most - 1e-9);
      }),
    );
  });

  test('are found by turning two cameras together where turning one loses', () => {
    const views = [[0], [1, 2], [1], [0, 3]].map((cells) => Int32Array.from(cells));
    const problem: AngleProblem = {
      weights: Float64Array.of(4, 3, 2, 2),
      cameras: [{ views: views.slice(0, 2) }, { views: views.slice(2) }],
    };
    const neighbours = [[1], [0]];
    expect(improveHeadings(problem, [0, 0], neighbours, { hasPairs: false })).toEqual([0, 0]);
    expect(improveHeadings(problem, [0, 0], neighbours)).toEqual([1, 1]);
    expect(solve(problem, undefined)).toMatchObject({ seen: 11, isProven: true });
  });

  test('leave cameras alone that gain nothing by being turned', () => {
    const views = [0, 1, 2].map((cell) => Int32Array.of(cell));
    const problem: AngleProblem = {
      weights: Float64Array.of(1, 1, 1),
      cameras: [
        { views, current: 2 },
        { views, current: 0 },
        { views, current: 1 },
      ],
    };
    expect(solve(problem)).toMatchObject({ headings: [2, 0, 1], visits: [], seen: 3, seenNow: 3, isProven: true });
  });

  test('of a camera whose heading nobody knows are a visit from nowhere', () => {
    const problem: AngleProblem = {
      weights: Float64Array.of(2, 3),
      cameras: [{ views: [Int32Array.of(0), Int32Array.of(1)] }],
    };
    expect(solve(problem)).toMatchObject({
      seenNow: 0,
      seen: 3,
      visits: [{ camera: 0, from: undefined, to: 1, gain: 3 }],
    });
  });
});

/** Cameras around a square, each of which can look over all the others' ground. */
function square(cameras: number): AngleProblem {
  const random = createRandom('square');
  const side = 40;
  return {
    weights: Float64Array.from({ length: side * side }, () => random.between(0, 5)),
    cameras: Array.from({ length: cameras }, () => {
      const [x, y] = [random.between(0, side), random.between(0, side)];
      const views = Array.from({ length: 24 }, (_, heading) => {
        const isIn = (cell: number): boolean => {
          const [east, north] = [(cell % side) - x, Math.floor(cell / side) - y];
          const turn = Math.abs(
            Math.atan2(
              Math.sin(Math.atan2(north, east) - (heading * Math.PI) / 12),
              Math.cos(Math.atan2(north, east) - (heading * Math.PI) / 12),
            ),
          );
          return turn < 0.6 && Math.hypot(east, north) < 14;
        };
        return Int32Array.from(Array.from({ length: side * side }, (_, cell) => cell).filter(isIn));
      });
      return { views, current: random.integer(0, 23) };
    }),
  };
}

test('what prices leave open is decided by HiGHS as it decides the whole', () => {
  for (const seed of ['a', 'b', 'c', 'd', 'e', 'f']) {
    const random = createRandom(`cluster/${seed}`);
    const isWhole = random.chance(0.5);
    const problem: AngleProblem = {
      weights: Float64Array.from({ length: 60 }, () => (isWhole ? random.integer(0, 9) : random.between(0, 9))),
      cameras: Array.from({ length: 7 }, () => ({
        views: Array.from({ length: 6 }, () => {
          const from = random.integer(0, 45);
          const cells = Array.from({ length: 14 }, (_, at) => from + at);
          return Int32Array.from(cells.filter(() => random.chance(0.6)));
        }),
      })),
    };
    const sets = problem.cameras.flatMap(({ views }) => views);
    const rules = problem.cameras.map((_, camera) => ({
      sets: Array.from({ length: 6 }, (_, heading) => camera * 6 + heading),
      least: 1,
      most: 1,
    }));
    const model = choiceModel(highs, { weights: problem.weights, sets, rules }, 'whole');
    const optimum = highs.withModel(model, (solver) => {
      solver.options.set({ output_flag: false, mip_rel_gap: 0 });
      solver.run();
      return solver.getObjectiveValue();
    });
    const answer = solve(problem);
    check(problem, answer);
    expect(answer.seen).toBeCloseTo(optimum, 4);
    expect(answer.isProven).toBe(true);
  }
});

describe('a hard search', () => {
  test('comes near its bound where everything overlaps, in little time', () => {
    const problem = square(14);
    const answer = solve(problem);
    check(problem, answer);
    expect(answer.seen / answer.bound).toBeGreaterThan(0.93);
    expect(answer.seen / answer.greedySeen).toBeGreaterThan(1);
  });

  test('with a hundred cameras on one pole ends', () => {
    const [camera] = square(1).cameras;
    if (!camera) throw new Error('no camera');
    const problem = { ...square(1), cameras: new Array(100).fill(camera) };
    const answer = solve(problem);
    expect(answer).toMatchObject({ isProven: true, seen: answer.bound });
    expect(answer.seen).toBeCloseTo(answer.total, 6);
  });

  test('that is stopped at once is no worse than greedy and has a bound', () => {
    const problem = square(14);
    const answer = solve(problem, highs, { shouldStop: () => true });
    check(problem, answer);
    expect(answer).toMatchObject({ isStopped: true, isProven: false });
  });

  test('tells of a best that only grows and a bound that only falls', () => {
    const told: { best: number; bound: number }[] = [];
    const answer = solve(square(8), highs, { seconds: 1, onProgress: (progress) => told.push(progress) });
    expect(told.length).toBeGreaterThan(3);
    for (const [at, { best, bound }] of told.entries()) {
      expect(best).toBeGreaterThanOrEqual(told[at - 1]?.best ?? 0);
      expect(bound).toBeLessThanOrEqual(told[at - 1]?.bound ?? Number.POSITIVE_INFINITY);
      expect(best).toBeLessThanOrEqual(answer.bound + 1e-3);
    }
  });
});

describe('what cannot be solved is said', () => {
  const camera = { views: [Int32Array.of(0)] };
  const weights = Float64Array.of(1);
  test.each<[string, AngleProblem, object]>([
    ['no cameras', { weights, cameras: [] }, { code: 'no-cameras' }],
    ['no headings', { weights, cameras: [camera, { views: [] }] }, { code: 'no-headings', camera: 1 }],
    [
      'a weight that is no number',
      { weights: Float64Array.of(Number.NaN), cameras: [camera] },
      { code: 'bad-weight', cell: 0 },
    ],
    [
      'a cell that is not there',
      { weights, cameras: [{ views: [Int32Array.of(0), Int32Array.of(1)] }] },
      { code: 'bad-cell', camera: 0, heading: 1 },
    ],
    [
      'a heading that is not on offer',
      { weights, cameras: [{ ...camera, current: 1 }] },
      { code: 'bad-current', camera: 0 },
    ],
  ])('%s', (_, problem, failure) => {
    expect(bestAngles(highs, problem)).toEqual({ ok: false, failure });
  });

  test('while cameras that see nothing are answered', () => {
    const problem = {
      weights: new Float64Array(3),
      cameras: [{ views: [Int32Array.of(0), new Int32Array()], current: 1 }],
    };
    expect(solve(problem)).toMatchObject({ headings: [1], seen: 0, bound: 0, isProven: true, visits: [] });
    expect(seenWith(problem, [undefined])).toBe(0);
  });
});
