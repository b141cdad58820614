import type { CoverProblem } from './cover-problem.ts';
import { invert } from './greedy-cover.ts';

/**
 * By site, one that covers all that it covers for at most its cost, and that no other betters; itself where none does.
 * A best choice needs only those. The demands of each site must be in ascending order; required sites are not known here.
 */
export function betterSites({ weights, covers, money }: CoverProblem): Int32Array {
  const coveredBySites = invert(weights.length, covers);
  const betters = Int32Array.from(covers.keys());
  covers.forEach((cover, site) => {
    const rarest = cover.reduce<Int32Array | undefined>((least, demand) => {
      const others = coveredBySites(demand);
      return least && least.length <= others.length ? least : others;
    }, undefined);
    const better = rarest?.find((other) => other !== site && isBetter(covers, money?.costs, other, site));
    if (better !== undefined) betters[site] = better;
  });
  return betters.map((better) => {
    let last = better;
    while (betters[last] !== last) last = betters[last] ?? last;
    return last;
  });
}

/** Of two that are equal in cover and cost, the one with the lower number is better. */
function isBetter(
  covers: readonly Int32Array[],
  costs: Float64Array | undefined,
  site: number,
  other: number,
): boolean {
  const [cover, part] = [covers[site] ?? [], covers[other] ?? []];
  const [cost, otherCost] = [costs?.[site] ?? 0, costs?.[other] ?? 0];
  if (cost > otherCost || cover.length < part.length) return false;
  if (cover.length === part.length && cost === otherCost && site > other) return false;
  let at = 0;
  for (const demand of part) {
    while ((cover[at] ?? Number.POSITIVE_INFINITY) < demand) at += 1;
    if (cover[at] !== demand) return false;
  }
  return true;
}
