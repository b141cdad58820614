import type { Highs } from 'highs';
import { angleBoundFromPrices } from './angle-bound.ts';
import { type AngleCluster, splitAngles } from './angle-clusters.ts';
import { type AngleFailure, type AngleProblem, findAngleFailure, seenWith } from './angle-problem.ts';
import { greedyHeadings } from './angle-search.ts';
import { type Visit, visitsTo, withoutIdleVisits } from './angle-visits.ts';
import { type Proof, proofFor } from './proof.ts';
import type { SolveLimits } from './run-highs.ts';
import { searchCluster } from './search-cluster.ts';
import type { ClusterSearch } from './solve-cluster.ts';

export interface AngleAnswer {
  /** By camera, the number of its heading; the one that it has now wherever turning it gains nothing. */
  headings: number[];
  seen: number;
  /** What is seen with the headings of now, as far as they are known. */
  seenNow: number;
  /** What all cells are worth that any camera could see, with whatever heading. */
  total: number;
  /** More than this no choice of headings sees; `seen` itself where that is proven. */
  bound: number;
  isProven: boolean;
  /** Prices per cell, from which anyone can work out `priceBound` again without a solver (`angleBoundFromPrices`). */
  prices: Float64Array;
  priceBound: number;
  greedySeen: number;
  visits: Visit[];
  /** Whether a limit or a request to stop ended the search early. */
  isStopped: boolean;
}

export type AngleResult = { ok: true; answer: AngleAnswer } | { ok: false; failure: AngleFailure };

/**
 * The best headings: greedy, then cameras turned one and two at a time, from there and from what prices suggest, in each
 * cluster of cameras that see the same ground; HiGHS where few cameras are left open. Never sees less than greedy, nor
 * than the headings of now. Without HiGHS there is a bound all the same.
 */
export function bestAngles(highs: Highs | undefined, problem: AngleProblem, limits: SolveLimits = {}): AngleResult {
  const failure = findAngleFailure(problem);
  if (failure) return { ok: false, failure };
  const greedy = greedyHeadings(problem);
  const { clusters, wholePrices } = splitAngles(problem);
  const searches = searchAll(highs, clusters, greedy, limits);
  const found = [...greedy];
  clusters.forEach(({ cameras }, number) => {
    for (const [at, camera] of cameras.entries()) found[camera] = searches[number]?.headings[at] ?? 0;
  });
  const headings = withoutIdleVisits(problem, found);
  const seen = seenWith(problem, headings);
  const prices = wholePrices(searches.map((search) => search.prices.prices));
  const isProven = searches.every(({ bound, seen: part }, at) => proofOf(clusters[at]).isMet(bound, part));
  const now = problem.cameras.map(({ current }) => current);
  const answer: AngleAnswer = {
    headings,
    seen,
    seenNow: seenWith(problem, now),
    total: sum(clusters.map((cluster) => sum(cluster.problem.weights))),
    bound: isProven ? seen : Math.max(seen, sum(searches.map(({ bound }) => bound))),
    isProven,
    prices,
    priceBound: angleBoundFromPrices(problem, prices),
    greedySeen: seenWith(problem, greedy),
    visits: visitsTo(problem, headings),
    isStopped: !isProven && searches.some(({ isStopped }) => isStopped),
  };
  return { ok: true, answer };
}

const proofOf = (cluster: AngleCluster | undefined): Proof => proofFor(cluster?.problem.weights ?? new Float64Array());

const sum = (values: Iterable<number>): number => [...values].reduce((total, value) => total + value, 0);

/** Searches one cluster after the other, and tells of all of them together. */
function searchAll(
  highs: Highs | undefined,
  clusters: readonly AngleCluster[],
  start: readonly number[],
  limits: SolveLimits,
): ClusterSearch[] {
  const told = clusters.map(({ problem, cameras }) => ({
    best: seenWith(
      problem,
      cameras.map((camera) => start[camera]),
    ),
    bound: angleBoundFromPrices(problem, problem.weights),
  }));
  let secondsLeft = limits.seconds;
  return clusters.map((cluster, number) => {
    const first = cluster.cameras.map((camera) => start[camera] ?? 0);
    const search = searchCluster(highs, cluster, first, {
      ...limits,
      ...(secondsLeft !== undefined && { seconds: secondsLeft }),
      onProgress(progress) {
        told[number] = progress;
        limits.onProgress?.({ best: sum(told.map(({ best }) => best)), bound: sum(told.map(({ bound }) => bound)) });
      },
    });
    told[number] = { best: search.seen, bound: search.bound };
    if (secondsLeft !== undefined) secondsLeft = Math.max(0, secondsLeft - search.seconds);
    return search;
  });
}
