import type { AngleProblem } from './angle-problem.ts';

/**
 * More than this no choice of headings can see, whatever the prices are: part of each cell's weight is given to every
 * view of it as its price; the rest counts as seen. Then each camera simply looks where its sum of prices is highest.
 * Prices equal to the weights give what each camera sees at best if it were alone. Prices outside `0..weight` are moved
 * into it. Shares nothing with what finds prices.
 */
export function angleBoundFromPrices({ weights, cameras }: AngleProblem, prices: ArrayLike<number>): number {
  const price = (cell: number): number => Math.max(0, Math.min(weights[cell] ?? 0, prices[cell] || 0));
  const rest = weights.reduce((sum, weight, cell) => sum + weight - price(cell), 0);
  return cameras.reduce((sum, { views }) => {
    const sums = views.map((cells) => cells.reduce((total, cell) => total + price(cell), 0));
    return sum + sums.reduce((most, one) => Math.max(most, one), 0);
  }, rest);
}
