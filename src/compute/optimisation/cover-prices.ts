import type { CoverProblem } from './cover-problem.ts';
import type { PricedChoice } from './price-descent.ts';

/** What sites are worth at their sums of prices, when money has its own price. */
export interface SiteWorth {
  /** Sum of prices less the cost at the rate; 0 where that would be negative. */
  worth: Float64Array;
  /** The site's worth that just makes it among the best, and the next one's, which just does not. */
  last: number;
  next: number;
  /** More than this no allowed choice has in sums. */
  most: number;
}

/** The best choice of sites by their sums of prices; with money, one that it pays for. The problem has no required sites. */
export function chooseSites(problem: CoverProblem, sums: Float64Array): PricedChoice {
  const { worth, last, most } = worthOf(problem, sums);
  const chosen: number[] = [];
  let left = problem.money?.budget ?? 0;
  const take = (isWorthIt: (value: number) => boolean): void => {
    worth.forEach((value, site) => {
      const cost = problem.money?.costs[site] ?? 0;
      if (!isWorthIt(value) || chosen.length >= problem.mostSites || cost > left) return;
      chosen.push(site);
      left -= cost;
    });
  };
  take((value) => value > last);
  take((value) => value === last && value > 0);
  return { chosen, most };
}

/** The sites' worth at the rate of money at which the bound is least: what no more than it is worth can be bought. */
export function worthOf({ mostSites, money }: CoverProblem, sums: Float64Array): SiteWorth {
  const plain = rank(sums, mostSites, 0);
  if (!money || costAbove(money.costs, plain) <= money.budget) return plain;
  let low = 0;
  let high = sums.reduce((most, sum, site) => Math.max(most, sum / Math.max(money.costs[site] ?? 0, 1e-12)), 0);
  let best = plain;
  for (let step = 0; step < 40; step++) {
    const rate = (low + high) / 2;
    const at = rank(
      sums.map((sum, site) => Math.max(0, sum - rate * (money.costs[site] ?? 0))),
      mostSites,
      rate * money.budget,
    );
    if (at.most < best.most) best = at;
    if (costAbove(money.costs, at) > money.budget) low = rate;
    else high = rate;
  }
  return best;
}

function rank(worth: Float64Array, mostSites: number, extra: number): SiteWorth {
  const sorted = worth.slice().sort().reverse();
  const count = Math.min(mostSites, sorted.length);
  let most = extra;
  for (let place = 0; place < count; place++) most += sorted[place] ?? 0;
  return { worth, last: sorted[count - 1] ?? 0, next: sorted[count] ?? 0, most };
}

function costAbove(costs: Float64Array, { worth, last }: SiteWorth): number {
  let sum = 0;
  worth.forEach((value, site) => {
    if (value > 0 && value >= last) sum += costs[site] ?? 0;
  });
  return sum;
}
