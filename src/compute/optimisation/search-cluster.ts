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
  { problem, neighbours }: AngleCluster,
  start: readonly number[],
  limits: SolveLimits,
): ClusterSearch {
  const { weights, cameras } = problem;
  const proof = proofFor(weights);
  const shouldStop = limits.shouldStop ?? (() => false);
  let best = { headings: [...start], seen: seenWith(problem, start) };
  const improveFrom = (headings: Headings, hasPairs: boolean): void => {
    const improved = improveHeadings(problem, headings, neighbours, { hasPairs, shouldStop });
    const seen = seenWith(problem, improved);
    if (seen > best.seen) best = { headings: improved, seen };
  };
  improveFrom(start, true);
  improveFrom(
    cameras.map(({ current }) => current),
    true,
  );
  const flat = flattenViews(problem);
  const prices = descendPrices(
    { weights, sets: flat.views, choose: (sums) => chooseHeadings(flat, sums) },
    {
      known: best.seen,
      // What each camera would see alone: the bound of cameras that share little.
      start: weights,
      improve(chosen, bound) {
        improveFrom(headingsOf(flat, chosen), false);
        limits.onProgress?.({ best: best.seen, bound: Math.max(best.seen, proof.lower(bound)) });
        return best.seen;
      },
      isEnough: proof.isMet,
      shouldStop,
    },
  );
  improveFrom(best.headings, true);
  const bound = Math.max(best.seen, proof.lower(prices.bound));
  const known: ClusterSearch = { ...best, bound, prices, isStopped: shouldStop(), seconds: 0 };
  if (!highs || known.isStopped || proof.isMet(bound, best.seen)) return known;
  return solveCluster(highs, problem, known, limits);
}
