/** When a bound on a sum of weights counts as met. */
export interface Proof {
  /** The bound, rounded down to what a sum of these weights can be. */
  lower(bound: number): number;
  isMet(bound: number, best: number): boolean;
  /** How close the solver must bring bound and best to each other. */
  closeEnough: { absolute: number; relative: number };
}

/**
 * Whole weights add up to whole sums: a bound that is less than one above the best proves it. Others are proven to within
 * a ten-millionth of the total.
 */
export function proofFor(weights: Float64Array): Proof {
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const isWhole = total < 1e8 && weights.every(Number.isInteger);
  const slack = isWhole ? 1e-6 + total * 1e-9 : total * 1e-7;
  const lower = (bound: number): number => (isWhole ? Math.floor(bound + slack) : bound);
  return {
    lower,
    isMet: (bound, best) => lower(bound) <= best + (isWhole ? 0 : slack),
    closeEnough: isWhole ? { absolute: 0.999, relative: 0 } : { absolute: slack / 10, relative: 1e-9 },
  };
}

/** The least that a move must gain to be one: below it, sums of these weights differ by the order they are added in. */
export function leastGain(weights: Float64Array): number {
  return 1e-11 * weights.reduce((sum, weight) => sum + weight, 0);
}
