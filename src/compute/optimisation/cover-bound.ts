import type { CoverProblem } from './cover-problem.ts';

/**
 * More than this no choice of sites can cover, whatever the prices are: part of each demand's weight is given to every
 * site that covers it as its price; the rest counts as covered. Then the best sites are simply those with the highest
 * sums. Good prices make the bound tight (Lagrange multipliers; where the linear relaxation is integral, its duals
 * make it equal to the optimum). Prices outside `0..weight` are moved into it. Shares nothing with what finds prices.
 */
export function boundFromPrices(problem: CoverProblem, prices: ArrayLike<number>): number {
  const { weights, covers, mostSites, money, required = [] } = problem;
  const price = (demand: number): number => Math.max(0, Math.min(weights[demand] ?? 0, prices[demand] || 0));
  const rest = weights.reduce((sum, weight, demand) => sum + weight - price(demand), 0);
  const sums = covers.map((cover) => cover.reduce((sum, demand) => sum + price(demand), 0));
  const must = new Set(required);
  const mustSum = [...must].reduce((sum, site) => sum + (sums[site] ?? 0), 0);
  const mustCost = [...must].reduce((sum, site) => sum + (money?.costs[site] ?? 0), 0);
  const free = sums.map((sum, site) => ({ sum, cost: money?.costs[site] ?? 0 })).filter((_, site) => !must.has(site));
  const most = mostSites - must.size;
  return rest + mustSum + (money ? bestWithin(free, most, money.budget - mustCost) : bestOf(free, most));
}

interface Offer {
  sum: number;
  cost: number;
}

/** The highest `most` sums together. */
function bestOf(offers: readonly Offer[], most: number): number {
  const sums = offers.map(({ sum }) => sum).sort((a, b) => b - a);
  return sums.slice(0, Math.min(most, sums.length)).reduce((total, sum) => total + sum, 0);
}

/**
 * The best of at most so many offers for a budget, the last of them in part: the fractional knapsack, through its dual.
 * With any rate, "the budget at that rate plus the offers that are worth more than their cost at that rate" is a bound;
 * it is convex in the rate, so that halving the range in which the slope turns finds the least.
 */
function bestWithin(offers: readonly Offer[], most: number, budget: number): number {
  const affordable = offers.filter(({ cost }) => cost <= budget);
  const at = (rate: number): number =>
    rate * budget +
    bestOf(
      affordable.map(({ sum, cost }) => ({ sum: Math.max(0, sum - rate * cost), cost })),
      most,
    );
  let low = 0;
  let high = Math.max(0, ...affordable.map(({ sum, cost }) => (cost > 0 ? sum / cost : 0)));
  let least = Math.min(at(low), at(high));
  for (let step = 0; step < 100; step++) {
    const [first, second] = [low + (high - low) * 0.382, low + (high - low) * 0.618];
    const [atFirst, atSecond] = [at(first), at(second)];
    least = Math.min(least, atFirst, atSecond);
    if (atFirst <= atSecond) high = second;
    else low = first;
  }
  return least;
}
