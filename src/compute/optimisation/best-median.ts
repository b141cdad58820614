import type { Highs } from 'highs';
import { medianModel } from './median-model.ts';
import { findMedianFailure, type MedianFailure, type MedianProblem, totalMeters } from './median-problem.ts';
import { searchMedian } from './median-search.ts';
import { proofFor } from './proof.ts';
import { runHighs, type SolveLimits } from './run-highs.ts';

export interface MedianAnswer {
  sites: number[];
  /** By demand, its nearest site; -1 where none is nearer than what counts as farthest. */
  nearest: Int32Array;
  /** What all ways, each by its weight, add up to. */
  total: number;
  /** Less than this no choice makes it; `total` itself where that is proven. */
  bound: number;
  isProven: boolean;
  /** Whether a limit or a request to stop ended the search early. */
  isStopped: boolean;
}

export type MedianResult = { ok: true; answer: MedianAnswer } | { ok: false; failure: MedianFailure };

/** The sites to which the ways are shortest for all together: exchanges first, then HiGHS from there. */
export function bestMedian(highs: Highs, problem: MedianProblem, limits: SolveLimits = {}): MedianResult {
  const failure = findMedianFailure(problem);
  if (failure) return { ok: false, failure };
  const { weights, farthestMeters = Number.POSITIVE_INFINITY } = problem;
  const meters = problem.meters.map((row) => row.map((way) => Math.min(way, farthestMeters)));
  const capped: MedianProblem = { ...problem, meters, mostSites: Math.min(problem.mostSites, meters.length) };
  const start = searchMedian(capped, limits.shouldStop);
  const { model, startFor } = medianModel(highs, capped);
  const proof = proofFor(Float64Array.from([...model.colCost, model.offset ?? 0]));
  const solved = runHighs(highs, { model, start: startFor(start), closeEnough: proof.closeEnough, limits });
  const found = solved.isFeasible ? [...meters.keys()].filter((site) => (solved.values[site] ?? 0) > 0.5) : start;
  const sites = totalMeters(capped, found) < totalMeters(capped, start) ? found : start;
  const total = totalMeters(capped, sites);
  // The proof is of upper bounds, this is a lower one.
  const isProven = proof.isMet(-solved.bound, -total);
  const answer: MedianAnswer = {
    sites,
    nearest: Int32Array.from(weights, (_, demand) => nearestOf(meters, sites, demand, farthestMeters)),
    total,
    bound: isProven ? total : Math.max(0, Math.min(total, -proof.lower(-solved.bound))),
    isProven,
    isStopped: !isProven,
  };
  return { ok: true, answer };
}

function nearestOf(
  meters: readonly Float64Array[],
  sites: readonly number[],
  demand: number,
  farthestMeters: number,
): number {
  let least = farthestMeters;
  let nearest = -1;
  for (const site of sites) {
    const way = meters[site]?.[demand] ?? least;
    if (way >= least) continue;
    least = way;
    nearest = site;
  }
  return nearest;
}
