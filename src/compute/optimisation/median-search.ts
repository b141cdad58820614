import type { MedianProblem } from './median-problem.ts';
import { leastGain } from './proof.ts';

/** By demand, the way to its nearest chosen site, that site, and the way to the next one. */
interface Nearest {
  first: Float64Array;
  owner: Int32Array;
  second: Float64Array;
}

/**
 * Adds, after the required sites, always the one that shortens most; then makes the exchange of one site for another that
 * shortens most until none does (Teitz & Bart 1968, with Whitaker's way of finding it). Distances must be finite.
 */
export function searchMedian(problem: MedianProblem, shouldStop: () => boolean = () => false): number[] {
  const required = new Set(problem.required);
  const sites = new Set(required);
  const most = Math.min(problem.mostSites, problem.meters.length);
  while (sites.size < most) sites.add(bestAddition(problem, sites));
  while (!shouldStop()) {
    const move = bestExchange(problem, sites, required);
    if (!move) break;
    sites.delete(move.leave);
    sites.add(move.enter);
  }
  return [...sites];
}

function bestAddition({ weights, meters }: MedianProblem, sites: ReadonlySet<number>): number {
  const { first } = nearestOf({ weights, meters }, sites);
  let best = -1;
  let least = Number.POSITIVE_INFINITY;
  meters.forEach((row, site) => {
    if (sites.has(site)) return;
    const total = weights.reduce((sum, weight, at) => sum + weight * Math.min(first[at] ?? 0, row[at] ?? 0), 0);
    if (total >= least) return;
    least = total;
    best = site;
  });
  return best;
}

function bestExchange(
  { weights, meters }: MedianProblem,
  sites: ReadonlySet<number>,
  required: ReadonlySet<number>,
): { enter: number; leave: number } | undefined {
  const { first, owner, second } = nearestOf({ weights, meters }, sites);
  const leaving = [...sites].filter((site) => !required.has(site));
  const losses = new Float64Array(meters.length);
  let best: { enter: number; leave: number } | undefined;
  let most = leastGain(weights.map((weight, demand) => weight * (first[demand] ?? 0)));
  meters.forEach((row, enter) => {
    if (sites.has(enter)) return;
    losses.fill(0);
    let gain = 0;
    for (let demand = 0; demand < weights.length; demand++) {
      const weight = weights[demand] ?? 0;
      const [way, now, next] = [row[demand] ?? 0, first[demand] ?? 0, second[demand] ?? 0];
      if (way < now) gain += weight * (now - way);
      else {
        const site = owner[demand] ?? -1;
        losses[site] = (losses[site] ?? 0) + weight * (Math.min(way, next) - now);
      }
    }
    for (const leave of leaving) {
      if (gain - (losses[leave] ?? 0) <= most) continue;
      most = gain - (losses[leave] ?? 0);
      best = { enter, leave };
    }
  });
  return best;
}

function nearestOf({ weights, meters }: Pick<MedianProblem, 'weights' | 'meters'>, sites: Iterable<number>): Nearest {
  const first = new Float64Array(weights.length).fill(Number.POSITIVE_INFINITY);
  const second = first.slice();
  const owner = new Int32Array(weights.length).fill(-1);
  for (const site of sites) {
    for (const [demand, way] of (meters[site] ?? first).entries()) {
      if (way < (first[demand] ?? 0)) {
        second[demand] = first[demand] ?? 0;
        first[demand] = way;
        owner[demand] = site;
      } else if (way < (second[demand] ?? 0)) second[demand] = way;
    }
  }
  return { first, owner, second };
}
