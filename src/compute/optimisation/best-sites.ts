import type { Highs } from 'highs';
import { boundFromPrices } from './cover-bound.ts';
import { chooseSites } from './cover-prices.ts';
import { type CoverFailure, type CoverProblem, coveredBy, findCoverFailure } from './cover-problem.ts';
import { type CoverSearch, finishExactly } from './exact-cover.ts';
import { greedyCover } from './greedy-cover.ts';
import { descendPrices } from './price-descent.ts';
import { proofFor } from './proof.ts';
import { reduceCover } from './reduce-cover.ts';
import type { SolveLimits } from './run-highs.ts';
import { improveBySwaps } from './swap-cover.ts';

/** Why a site is in the answer. */
export interface SiteReason {
  site: number;
  /** What it adds to the sites before it. */
  adds: number;
  /** What only it covers: lost without it. */
  alone: number;
}

export interface CoverAnswer {
  /** Required sites, then the others in the order in which each adds most. */
  sites: number[];
  reasons: SiteReason[];
  covered: number;
  /** What all demands are worth together. */
  total: number;
  /** More than this no choice covers; `covered` itself where that is proven. */
  bound: number;
  isProven: boolean;
  /** Prices per demand, from which anyone can work out `priceBound` again without a solver (`boundFromPrices`). */
  prices: Float64Array;
  priceBound: number;
  greedyCovered: number;
  /** Whether a limit or a request to stop ended the search early. */
  isStopped: boolean;
}

export type CoverResult = { ok: true; answer: CoverAnswer } | { ok: false; failure: CoverFailure };

/**
 * The best sites: greedy, then exchanges, then prices that bound what any choice can cover, then HiGHS on what these
 * leave open. Never covers less than greedy. Without HiGHS there is a bound all the same, and often it is a proof.
 */
export function bestSites(highs: Highs | undefined, problem: CoverProblem, limits: SolveLimits = {}): CoverResult {
  const failure = findCoverFailure(problem);
  if (failure) return { ok: false, failure };
  const greedy = greedyCover(problem);
  const { base, ...reduced } = reduceCover(problem);
  const start = greedy.sites.map((site) => reduced.sites.indexOf(site)).filter((site) => site >= 0);
  const found = searchSites(highs, reduced.problem, start, {
    ...limits,
    onProgress: ({ best, bound }) => limits.onProgress?.({ best: base + best, bound: base + bound }),
  });
  const sites = [...(problem.required ?? []), ...found.sites.map((site) => reduced.sites[site] ?? -1)];
  // Sums in another order may differ in their last digit.
  const isBelow = coveredBy(problem, sites) < greedy.covered;
  const chosen = inOrder(problem, isBelow ? greedy.sites : sites);
  const prices = reduced.wholePrices(found.prices.prices);
  const priceBound = boundFromPrices(problem, prices);
  const proof = proofFor(reduced.problem.weights);
  // The bound that anyone can work out again counts costs in fractions, and may be the closer of the two.
  const bound = Math.min(found.bound, proof.lower(priceBound - base));
  const isProven = proof.isMet(bound, found.covered);
  const answer: CoverAnswer = {
    ...chosen,
    total: problem.weights.reduce((sum, weight) => sum + weight, 0),
    bound: isProven ? chosen.covered : Math.max(chosen.covered, base + bound),
    isProven,
    prices,
    priceBound,
    greedyCovered: greedy.covered,
    isStopped: found.isStopped && !isProven,
  };
  return { ok: true, answer };
}

/** Exchanges, from greedy's choice and from those that prices suggest, until the bound meets the best or rests. */
function searchSites(
  highs: Highs | undefined,
  problem: CoverProblem,
  start: readonly number[],
  limits: SolveLimits,
): CoverSearch {
  const { weights, covers } = problem;
  const proof = proofFor(weights);
  const shouldStop = limits.shouldStop ?? (() => false);
  let best = improveBySwaps(problem, start, shouldStop);
  const prices = descendPrices(
    { weights, sets: covers, choose: (sums) => chooseSites(problem, sums) },
    {
      known: best.covered,
      improve(chosen, bound) {
        const improved = improveBySwaps(problem, chosen, shouldStop);
        if (improved.covered > best.covered) best = improved;
        limits.onProgress?.({ best: best.covered, bound: Math.max(best.covered, proof.lower(bound)) });
        return best.covered;
      },
      isEnough: proof.isMet,
      shouldStop,
    },
  );
  const known: CoverSearch = { ...best, bound: proof.lower(prices.bound), prices, isStopped: shouldStop() };
  if (!highs || known.isStopped || proof.isMet(known.bound, known.covered)) return known;
  return finishExactly(highs, problem, known, limits);
}

/** Sites that add something, each after those that add more, with the reasons for them; required ones first in any case. */
function inOrder(problem: CoverProblem, sites: readonly number[]): Pick<CoverAnswer, 'sites' | 'reasons' | 'covered'> {
  const { weights, covers } = problem;
  const listed = [...new Set(sites)];
  const part = listed.map((site) => covers[site] ?? new Int32Array());
  const required = new Set(problem.required);
  const { steps, covered } = greedyCover({
    weights,
    covers: part,
    mostSites: listed.length,
    required: [...listed.keys()].filter((at) => required.has(listed[at] ?? -1)),
  });
  const counts = new Uint32Array(weights.length);
  for (const { site } of steps) for (const demand of part[site] ?? []) counts[demand] = (counts[demand] ?? 0) + 1;
  const reasons = steps.map(({ site, gain }): SiteReason => {
    const alone = (part[site] ?? new Int32Array()).reduce(
      (sum, demand) => sum + (counts[demand] === 1 ? (weights[demand] ?? 0) : 0),
      0,
    );
    return { site: listed[site] ?? -1, adds: gain, alone };
  });
  return { sites: reasons.map(({ site }) => site), reasons, covered };
}
