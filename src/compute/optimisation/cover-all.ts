import type { Highs, ModelData } from 'highs';
import { betterSites } from './better-sites.ts';
import { type CoverFailure, type CoverProblem, costOf, findCoverFailure } from './cover-problem.ts';
import { greedyCover } from './greedy-cover.ts';
import { proofFor } from './proof.ts';
import { reduceCover } from './reduce-cover.ts';
import { runHighs, type SolveLimits } from './run-highs.ts';

/** With which sites everything is covered that can be, for the least money or with the fewest of them (set covering). */
export interface CoverAllProblem extends Pick<CoverProblem, 'weights' | 'covers' | 'required'> {
  /** What each site costs; 1 where nothing is said, so that their number is the cost. */
  costs?: Float64Array | undefined;
}

export interface CoverAllAnswer {
  sites: number[];
  cost: number;
  /** Less than this no choice costs; `cost` itself where that is proven. */
  bound: number;
  isProven: boolean;
  /** Demands that are worth something and that no site covers: they are left out. */
  uncoverable: number[];
  isStopped: boolean;
}

export type CoverAllResult = { ok: true; answer: CoverAllAnswer } | { ok: false; failure: CoverFailure };

/** The cheapest sites, required ones first, that cover every demand that is worth something and that any site covers. */
export function coverAll(highs: Highs, problem: CoverAllProblem, limits: SolveLimits = {}): CoverAllResult {
  const { weights, covers } = problem;
  const money = {
    costs: problem.costs ?? new Float64Array(covers.length).fill(1),
    budget: Number.POSITIVE_INFINITY,
  };
  const whole: CoverProblem = { weights, covers, required: problem.required, mostSites: covers.length, money };
  const failure = findCoverFailure(whole);
  if (failure) return { ok: false, failure };
  const required = [...new Set(problem.required ?? [])];
  const rest = reduceCover(whole);
  const { sites, bound, isStopped } = cheapest(highs, rest.problem, limits);
  const chosen = [...required, ...sites.map((site) => rest.sites[site] ?? -1)];
  const cost = costOf(whole, chosen);
  const isProven = proofFor(money.costs).isMet(-bound - costOf(whole, required), -cost);
  const isCoverable = new Uint8Array(weights.length);
  for (const cover of covers) for (const demand of cover) isCoverable[demand] = 1;
  const uncoverable = [...weights.keys()].filter((demand) => (weights[demand] ?? 0) > 0 && !isCoverable[demand]);
  return {
    ok: true,
    answer: {
      sites: chosen,
      cost,
      bound: isProven ? cost : costOf(whole, required) + bound,
      isProven,
      uncoverable,
      isStopped: isStopped && !isProven,
    },
  };
}

function cheapest(
  highs: Highs,
  problem: CoverProblem,
  limits: SolveLimits,
): { sites: number[]; bound: number; isStopped: boolean } {
  if (problem.covers.length === 0) return { sites: [], bound: 0, isStopped: false };
  const needed = [...new Set(betterSites(problem))];
  const costs = Float64Array.from(needed, (site) => problem.money?.costs[site] ?? 0);
  const covers = needed.map((site) => problem.covers[site] ?? new Int32Array());
  const greedy = greedyCover({ weights: problem.weights, covers, mostSites: covers.length }).sites;
  const proof = proofFor(costs);
  const start = new Float64Array(covers.length);
  for (const site of greedy) start[site] = 1;
  const answer = runHighs(highs, {
    model: modelOf(highs, covers, costs, problem.weights.length),
    start,
    closeEnough: proof.closeEnough,
    limits,
  });
  const chosen = answer.isFeasible ? [...covers.keys()].filter((site) => (answer.values[site] ?? 0) > 0.5) : greedy;
  // The proof is of upper bounds, this is a lower one.
  const bound = Math.max(0, -proof.lower(-answer.bound));
  return { sites: chosen.map((site) => needed[site] ?? -1), bound, isStopped: !answer.isOptimal };
}

function modelOf(highs: Highs, covers: readonly Int32Array[], costs: Float64Array, demands: number): ModelData {
  const numCols = covers.length;
  const starts = new Int32Array(numCols + 1);
  covers.forEach((cover, site) => {
    starts[site + 1] = (starts[site] ?? 0) + cover.length;
  });
  const indices = new Int32Array(starts[numCols] ?? 0);
  covers.forEach((cover, site) => {
    indices.set(cover, starts[site]);
  });
  const values = new Float64Array(indices.length).fill(1);
  return {
    numCols,
    numRows: demands,
    colCost: costs,
    colLower: new Float64Array(numCols),
    colUpper: new Float64Array(numCols).fill(1),
    rowLower: new Float64Array(demands).fill(1),
    rowUpper: new Float64Array(demands).fill(highs.infinity),
    matrix: { format: 'csc', numRows: demands, numCols, starts, indices, values },
    integrality: new Int32Array(numCols).fill(1),
  };
}
