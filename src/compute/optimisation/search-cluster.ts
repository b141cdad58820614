import type { Highs } from 'highs';
import type { AngleCluster } from './angle-clusters.ts';
import { type Headings, seenWith } from './angle-problem.ts';
import { improveHeadings } from './angle-search.ts';
import { chooseHeadings, flattenViews, headingsOf } from './flat-views.ts';
import { descendPrices } from './price-descent.ts';
import { proofFor } from './proof.ts';
import type { SolveLimits } from './run-highs.ts';
import { type ClusterSearch, solveCluster } from './solve-cluster.ts';

/**
 * Looks for the best headings of a cluster, beginning with these and with those of now: cameras turned one and two at a
 * time; prices, whose choices are improved by turning single ones; HiGHS where the prices leave few cameras open.
 */
export function searchCluster(
  highs: Highs | undefined,
  cluster: AngleCluster,
  start: readonly number[],
  limits: SolveLimits,
): ClusterSearch {
  const { weights, cameras } = cluster.problem;
  const proof = proofFor(weights);
  const shouldStop = limits.shouldStop ?? (() => false);
  const now = cameras.map(({ current }) => current);
  let best = improved(cluster, start, { hasPairs: true, shouldStop });
  best = better(best, improved(cluster, now, { hasPairs: true, shouldStop }));
  const flat = flattenViews(cluster.problem);
  const prices = descendPrices(
    { weights, sets: flat.views, choose: (sums) => chooseHeadings(flat, sums) },
    {
      known: best.seen,
      // What each camera would see alone: the bound of cameras that share little.
      start: weights,
      improve(chosen, bound) {
        best = better(best, improved(cluster, headingsOf(flat, chosen), { hasPairs: false, shouldStop }));
        limits.onProgress?.({ best: best.seen, bound: Math.max(best.seen, proof.lower(bound)) });
        return best.seen;
      },
      isEnough: proof.isMet,
      shouldStop,
    },
  );
  best = better(best, improved(cluster, best.headings, { hasPairs: true, shouldStop }));
  const bound = Math.max(best.seen, proof.lower(prices.bound));
  const known: ClusterSearch = { ...best, bound, prices, isStopped: shouldStop(), seconds: 0 };
  if (!highs || known.isStopped || proof.isMet(bound, best.seen)) return known;
  return solveCluster(highs, cluster.problem, known, limits);
}

type Choice = Pick<ClusterSearch, 'headings' | 'seen'>;

function improved(
  { problem, neighbours }: AngleCluster,
  start: Headings,
  how: { hasPairs: boolean; shouldStop: () => boolean },
): Choice {
  const headings = improveHeadings(problem, start, neighbours, how);
  return { headings, seen: seenWith(problem, headings) };
}

const better = (one: Choice, other: Choice): Choice => (other.seen > one.seen ? other : one);
