import { type CoverProblem, costOf, coveredBy } from './cover-problem.ts';
import { mergeDemands } from './merge-demands.ts';

/** A smaller problem with the same best plans: what is required is built, what can make no difference is gone. */
export interface ReducedCover {
  problem: CoverProblem;
  /** By site of the smaller problem, its number in the whole one. */
  sites: number[];
  /** What the required sites cover in any case. */
  base: number;
  /** Prices per demand of the smaller problem as prices per demand of the whole one, with the same bound. */
  wholePrices(prices: Float64Array): Float64Array;
}

/**
 * Builds the required sites and takes what they cover out; drops sites that cover nothing more or that no money is left
 * for; joins demands that the same sites cover.
 */
export function reduceCover(whole: CoverProblem): ReducedCover {
  const required = [...new Set(whole.required ?? [])];
  const rest = whole.weights.slice();
  for (const site of required) for (const demand of whole.covers[site] ?? []) rest[demand] = 0;
  const left = (whole.money?.budget ?? 0) - costOf(whole, required);
  const costs = Float64Array.from(whole.covers, (_, site) => whole.money?.costs[site] ?? 0);
  const isOpen = (site: number): boolean => !whole.money || (costs[site] ?? 0) <= left;
  const joined = mergeDemands(
    rest,
    whole.covers.map((cover, site) => (isOpen(site) ? cover : new Int32Array())),
  );
  const sites = [...joined.sets.keys()].filter((site) => joined.sets[site]?.length);
  return {
    problem: {
      weights: joined.weights,
      covers: sites.map((site) => joined.sets[site] ?? new Int32Array()),
      mostSites: Math.min(whole.mostSites - required.length, sites.length),
      money: whole.money && { costs: Float64Array.from(sites, (site) => costs[site] ?? 0), budget: left },
    },
    sites,
    base: coveredBy(whole, required),
    wholePrices: (prices) =>
      whole.weights.map((weight, demand) => {
        const group = joined.groupOf[demand] ?? -1;
        // What no site covers goes, as a price, to nobody; what required ones cover is theirs whatever the price.
        return group < 0 ? (rest[demand] ?? 0) : ((prices[group] ?? 0) * weight) / (joined.weights[group] ?? 1);
      }),
  };
}
