import type { Highs } from 'highs';
import { betterSites } from './better-sites.ts';
import { type ChoiceRule, type ChoiceTask, choiceModel, choiceStart, chosenSets } from './choice-model.ts';
import { worthOf } from './cover-prices.ts';
import { type CoverProblem, costOf, coveredBy } from './cover-problem.ts';
import { type Prices, pricesBound } from './price-descent.ts';
import { type Proof, proofFor } from './proof.ts';
import { reduceCover } from './reduce-cover.ts';
import { runHighs, type SolveLimits, toldWithin } from './run-highs.ts';

/** The best sites that are known, and more than which no sites cover. */
export interface CoverSearch {
  sites: readonly number[];
  covered: number;
  bound: number;
  prices: Prices;
  isStopped: boolean;
}

/** The linear relaxation of all sites is solved up to this many entries: larger ones take longer than the whole problem. */
const mostEntriesRelaxed = 20_000;

/**
 * Finishes a search with HiGHS: the linear relaxation of a small problem, whose duals are the best prices that there
 * are and may prove the best choice by themselves; then the whole problem, with the best choice to begin with and
 * without the sites that the prices rule out of any better one.
 */
export function finishExactly(
  highs: Highs,
  problem: CoverProblem,
  before: CoverSearch,
  limits: SolveLimits,
): CoverSearch {
  const proof = proofFor(problem.weights);
  const entries = problem.covers.reduce((sum, cover) => sum + cover.length, 0);
  const relaxed = entries > mostEntriesRelaxed ? undefined : relax(highs, problem, limits);
  const isBetter = relaxed && relaxed.bound < before.prices.bound;
  const known = isBetter ? { ...before, prices: relaxed, bound: proof.lower(relaxed.bound) } : before;
  if (proof.isMet(known.bound, known.covered)) return known;
  return solveWhole(highs, problem, known, { ...limits, proof });
}

/** The duals of the linear relaxation as prices; none where a limit ends it early. */
function relax(highs: Highs, problem: CoverProblem, limits: SolveLimits): Prices | undefined {
  const answer = runHighs(highs, { model: choiceModel(highs, taskOf(problem), 'relaxed'), limits });
  if (!answer.isOptimal) return undefined;
  const prices = problem.weights.map((weight, demand) => Math.min(weight, Math.abs(answer.rowDuals[demand] ?? 0)));
  const task = { weights: problem.weights, sets: problem.covers };
  return pricesBound(task, prices, (sums) => worthOf(problem, sums).most);
}

/** Sites that may be in a better choice than the best that is known, and those that are in that one. */
function openSites(problem: CoverProblem, { sites, covered, prices }: CoverSearch, proof: Proof): number[] {
  const { worth, last } = worthOf(problem, prices.sums);
  const isKnown = new Set(sites);
  const isOpen = (site: number): boolean =>
    isKnown.has(site) || !proof.isMet(prices.bound - Math.max(0, last - (worth[site] ?? 0)), covered);
  return [...problem.covers.keys()].filter(isOpen);
}

function solveWhole(
  highs: Highs,
  problem: CoverProblem,
  known: CoverSearch,
  { proof, ...limits }: SolveLimits & { proof: Proof },
): CoverSearch {
  const small = shrink(problem, openSites(problem, known, proof));
  const task = taskOf(small.problem);
  const answer = runHighs(highs, {
    model: choiceModel(highs, task, 'whole'),
    start: choiceStart(task, small.standInsOf(known.sites)),
    closeEnough: proof.closeEnough,
    limits: { ...limits, onProgress: toldWithin(limits, { best: known.covered, bound: known.bound }) },
  });
  const chosen = answer.isFeasible ? chosenSets(task, answer.values) : [];
  const sites = chosen.map((site) => small.sites[site] ?? -1);
  const covered = coveredBy(problem, sites);
  // The solver keeps its rules to within a millionth only.
  const isPaid = costOf(problem, sites) <= (problem.money?.budget ?? 0);
  const best = isPaid && covered > known.covered ? { sites, covered } : known;
  const bound = Math.max(best.covered, Math.min(known.bound, proof.lower(answer.bound)));
  return { ...known, ...best, bound, isStopped: !answer.isOptimal };
}

interface SmallCover {
  problem: CoverProblem;
  /** By site of the small problem, its number in the problem that it was made from. */
  sites: readonly number[];
  /** The sites of the small problem that do at least as much as these. */
  standInsOf(sites: readonly number[]): Set<number>;
}

/** What the solver needs of the open sites: demands joined again, and no site that another betters. */
function shrink(problem: CoverProblem, open: readonly number[]): SmallCover {
  const rest = reduceCover(partOf(problem, open));
  const betters = betterSites(rest.problem);
  const needed = [...new Set(betters)];
  const sites = needed.map((site) => open[rest.sites[site] ?? -1] ?? -1);
  const numberOf = new Map(needed.map((site, number) => [site, number]));
  const standIns = new Map(rest.sites.map((at, site) => [open[at], numberOf.get(betters[site] ?? -1)]));
  return {
    problem: partOf(rest.problem, needed),
    sites,
    standInsOf: (known) => new Set(known.map((site) => standIns.get(site)).filter((site) => site !== undefined)),
  };
}

/** The problem with these sites alone, numbered as they are listed. */
function partOf({ money, ...problem }: CoverProblem, sites: readonly number[]): CoverProblem {
  return {
    ...problem,
    covers: sites.map((site) => problem.covers[site] ?? new Int32Array()),
    money: money && { ...money, costs: Float64Array.from(sites, (site) => money.costs[site] ?? 0) },
  };
}

function taskOf({ weights, covers, mostSites, money }: CoverProblem): ChoiceTask {
  const sets = [...covers.keys()];
  const rules: ChoiceRule[] = [];
  if (mostSites < sets.length) rules.push({ sets, least: 0, most: mostSites });
  if (money) rules.push({ sets, amounts: money.costs, least: 0, most: money.budget });
  return { weights, sets: covers, rules };
}
