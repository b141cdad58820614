import loadHighs, { type Highs, type ModelData } from 'highs';
import { angleBoundFromPrices } from '../../src/compute/optimisation/angle-bound.ts';
import { type AngleAnswer, bestAngles } from '../../src/compute/optimisation/best-angles.ts';
import { bestSites, type CoverAnswer } from '../../src/compute/optimisation/best-sites.ts';
import { choiceModel } from '../../src/compute/optimisation/choice-model.ts';
import { boundFromPrices } from '../../src/compute/optimisation/cover-bound.ts';
import { type CoverProblem, coveredBy } from '../../src/compute/optimisation/cover-problem.ts';
import { createRandom } from '../../src/compute/random.ts';
import { angleCity } from './support/angle-city.ts';
import { median, round, say } from './support/median.ts';

/**
 * Where devices should stand: 5,000 demands, 1,000 sites, 20 of them to be chosen, proven to be the best. Our whole answer
 * (from the lists of who covers what to sites with reasons and a bound) against one call of HiGHS on the plain model,
 * ready made. Two cities: suburbs in which demands lie evenly, and crowded quarters, where the linear relaxation is
 * fractional. Then where 500 cameras on lamp posts of a generated town of 2 km² should look, 24 headings each.
 */
const demands = 5_000;
const candidates = 1_000;
const mostSites = 20;
const rounds = Number(process.env.BENCH_ROUNDS ?? 9);
const limits = { ratio: 1.3, anglesOfBound: 0.9, anglesOfGreedy: 1 };

interface CityKind {
  reachMeters: number;
  quarters: number;
}

function makeCity(name: string, { reachMeters, quarters }: CityKind): CoverProblem {
  const random = createRandom(`siting/${name}`);
  const side = 10_000;
  const anywhere = (): [number, number] => [random.between(0, side), random.between(0, side)];
  const middles = Array.from({ length: quarters }, anywhere);
  const home = (): [number, number] => {
    if (quarters === 0 || random.chance(0.3)) return anywhere();
    const [x, y] = random.pick(middles);
    return [x + random.normal() * 700, y + random.normal() * 700];
  };
  const homes = Array.from({ length: demands }, home);
  const isNear = ([x, y]: [number, number], at: number): boolean => {
    const [homeX, homeY] = homes[at] ?? [0, 0];
    return Math.hypot(homeX - x, homeY - y) <= reachMeters;
  };
  const numbers = [...homes.keys()];
  return {
    weights: Float64Array.from(homes, () => random.integer(1, 100)),
    covers: Array.from({ length: candidates }, anywhere).map((site) =>
      Int32Array.from(numbers.filter((at) => isNear(site, at))),
    ),
    mostSites,
  };
}

/** The textbook's model of the problem as it stands: nothing joined, nothing left out. */
function plainModel(highs: Highs, { weights, covers }: CoverProblem): ModelData {
  const rules = [{ sets: [...covers.keys()], least: 0, most: mostSites }];
  return choiceModel(highs, { weights, sets: covers, rules }, 'whole');
}

function solvePlain(highs: Highs, model: ModelData): number {
  return highs.withModel(model, (solver) => {
    solver.options.set({ output_flag: false, mip_rel_gap: 0 });
    solver.run();
    if (solver.getModelStatus() !== highs.constants.modelStatus.optimal) throw new Error('HiGHS did not prove it');
    return solver.getObjectiveValue();
  });
}

function solveOurs(highs: Highs, problem: CoverProblem): CoverAnswer {
  const result = bestSites(highs, problem);
  if (!result.ok) throw new Error(result.failure.code);
  return result.answer;
}

function checkSites(problem: CoverProblem, answer: CoverAnswer, optimum: number): void {
  const bound = boundFromPrices(problem, answer.prices);
  const isRight = coveredBy(problem, answer.sites) === answer.covered && Math.abs(answer.covered - optimum) < 0.5;
  if (!isRight || !answer.isProven || bound < optimum) throw new Error('not the proven optimum');
}

interface Timed<Value> {
  value: Value;
  milliseconds: number;
}

function timed<Value>(work: () => Value): Timed<Value> {
  const startedAt = performance.now();
  const value = work();
  return { value, milliseconds: performance.now() - startedAt };
}

interface SitesFigures {
  ratio: number;
  totalMs: number;
  baselineMs: number;
}

function measureSites(highs: Highs, name: string, kind: CityKind): SitesFigures {
  const problem = makeCity(name, kind);
  const model = plainModel(highs, problem);
  const entries = problem.covers.reduce((sum, cover) => sum + cover.length, 0);
  say(`${name}: ${demands} demands, ${candidates} sites, ${mostSites} to choose, ${entries} times covered`);
  const ours: number[] = [];
  const theirs: number[] = [];
  for (let one = 0; one < rounds; one++) {
    const mine = timed(() => solveOurs(highs, problem));
    const plain = timed(() => solvePlain(highs, model));
    checkSites(problem, mine.value, plain.value);
    ours.push(mine.milliseconds);
    theirs.push(plain.milliseconds);
    const { covered, total, greedyCovered, priceBound } = mine.value;
    say(
      `${name} ${one + 1}: ${round(mine.milliseconds, 0)} ms, HiGHS ${round(plain.milliseconds, 0)} ms; ` +
        `${covered} of ${total} covered, proven; greedy ${greedyCovered}, bound by prices alone ${round(priceBound, 1)}`,
    );
  }
  return {
    ratio: median(ours.map((milliseconds, at) => milliseconds / (theirs[at] ?? 1))),
    totalMs: round(median(ours), 0),
    baselineMs: round(median(theirs), 0),
  };
}

function measureAngles(highs: Highs, cameras: number): { answer: AngleAnswer; milliseconds: number } {
  const problem = angleCity(cameras, 1);
  const { value, milliseconds } = timed(() => bestAngles(highs, problem));
  if (!value.ok) throw new Error(value.failure.code);
  const { answer } = value;
  if (angleBoundFromPrices(problem, answer.prices) < answer.seen) throw new Error('the bound is none');
  say(
    `${cameras} cameras: seen ${round(answer.seen, 0)}, now ${round(answer.seenNow, 0)}, greedy ${round(answer.greedySeen, 0)}, ` +
      `bound ${round(answer.bound, 0)} (${round(answer.priceBound, 0)} by prices alone), of all that any could see ` +
      `${round(answer.total, 0)}; ${answer.visits.length} visits, the first ten bring ` +
      `${round((answer.visits[9]?.seen ?? 0) - answer.seenNow, 0)}; ${round(milliseconds, 0)} ms`,
  );
  return { answer, milliseconds };
}

const highs = await loadHighs();
const suburbs = measureSites(highs, 'suburbs', { reachMeters: 600, quarters: 0 });
const crowded = measureSites(highs, 'crowded', { reachMeters: 500, quarters: 40 });
const { answer, milliseconds } = measureAngles(highs, 500);
say(
  JSON.stringify({
    name: 'siting',
    ratio: round(Math.max(suburbs.ratio, crowded.ratio), 3),
    anglesOfBound: Math.floor((answer.seen / answer.bound) * 1e4) / 1e4,
    anglesOfGreedy: Math.floor((answer.seen / answer.greedySeen) * 1e4) / 1e4,
    suburbsRatio: round(suburbs.ratio, 3),
    suburbsMs: suburbs.totalMs,
    suburbsBaselineMs: suburbs.baselineMs,
    crowdedRatio: round(crowded.ratio, 3),
    crowdedMs: crowded.totalMs,
    crowdedBaselineMs: crowded.baselineMs,
    anglesMs: round(milliseconds, 0),
    limits,
  }),
);
