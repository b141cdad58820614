/** A choice of sets under some rule, of which the prices of the elements in them are to be found. */
export interface PriceTask {
  weights: Float64Array;
  sets: readonly Int32Array[];
  /** The choice that the rule allows with (about) the highest sums, and more than which no allowed choice has. */
  choose(sums: Float64Array): PricedChoice;
}

export interface PricedChoice {
  chosen: readonly number[];
  most: number;
}

/** Prices within `0..weight`, the sums of them by set, and the bound that they give. */
export interface Prices {
  prices: Float64Array;
  sums: Float64Array;
  bound: number;
}

export interface PriceSearch {
  /** What the best choice that is known covers. */
  known: number;
  /** Told now and then of a choice that prices make, and of the bound; gives what the best choice now known covers. */
  improve(chosen: readonly number[], bound: number): number;
  /** Whether a bound needs no lowering. */
  isEnough(bound: number, known: number): boolean;
  shouldStop(): boolean;
  mostRounds?: number;
  /** Prices to begin with; half the weights where there are none. */
  start?: Float64Array;
}

const improveEvery = 25;
// Measured on spatial problems of 5,000 × 1,000: within a few ten-thousandths of the linear relaxation after 800 rounds.
const patience = 25;
const momentum = 0.95;
const stepsAtFirst = 1;
const stepsAtLast = 1e-4;
const shrink = 0.7;
const noticeable = 1e-6;

/**
 * Lowers the bound `sum(weight - price) + best choice by sums of prices` by moving the prices against its slope: what
 * the best choice does not cover becomes dearer, what it covers more than once cheaper (subgradients with Polyak's
 * steps; Held, Wolfe & Crowder 1974). The choices on the way are good ones to improve on.
 */
export function descendPrices(task: PriceTask, search: PriceSearch): Prices {
  const { weights, sets } = task;
  const prices = search.start?.slice() ?? weights.map((weight) => weight / 2);
  const sums = new Float64Array(sets.length);
  const counts = new Int32Array(weights.length);
  const direction = new Float64Array(weights.length);
  let best: Prices = { prices, sums, bound: Number.POSITIVE_INFINITY };
  let known = search.known;
  let steps = stepsAtFirst;
  let idle = 0;
  for (let round = 1; round <= (search.mostRounds ?? 1500) && steps > stepsAtLast; round++) {
    sumPrices(sets, prices, sums);
    const choice = task.choose(sums);
    const bound = restOf(weights, prices) + choice.most;
    idle = bound < best.bound * (1 - noticeable) ? 0 : idle + 1;
    if (bound < best.bound) best = { prices: prices.slice(), sums: sums.slice(), bound };
    if (round % improveEvery === 0) known = search.improve(choice.chosen, best.bound);
    if (search.isEnough(best.bound, known) || search.shouldStop()) break;
    if (idle > patience) {
      steps *= shrink;
      idle = 0;
    }
    countCovered(sets, choice.chosen, counts);
    const length = turn(direction, { weights, prices, counts });
    if (length === 0) break;
    move(prices, weights, direction, (steps * Math.max(bound - known, bound * 1e-6)) / length);
  }
  return best;
}

/** The bound that prices give, when no choice has more than `most` of their sums. */
export function pricesBound(
  { weights, sets }: Pick<PriceTask, 'weights' | 'sets'>,
  prices: Float64Array,
  most: (sums: Float64Array) => number,
): Prices {
  const sums = new Float64Array(sets.length);
  sumPrices(sets, prices, sums);
  return { prices, sums, bound: restOf(weights, prices) + most(sums) };
}

function sumPrices(sets: readonly Int32Array[], prices: Float64Array, sums: Float64Array): void {
  for (let number = 0; number < sets.length; number++) {
    const set = sets[number];
    if (!set) continue;
    let sum = 0;
    for (let at = 0; at < set.length; at++) sum += prices[set[at] as number] as number;
    sums[number] = sum;
  }
}

function restOf(weights: Float64Array, prices: Float64Array): number {
  return weights.reduce((sum, weight, element) => sum + weight - (prices[element] ?? 0), 0);
}

function countCovered(sets: readonly Int32Array[], chosen: readonly number[], counts: Int32Array): void {
  counts.fill(0);
  for (const number of chosen) for (const element of sets[number] ?? []) counts[element] = (counts[element] ?? 0) + 1;
}

/** Turns the direction towards the slope here; gives the square of its length. Prices do not push against their limits. */
function turn(
  direction: Float64Array,
  { weights, prices, counts }: { weights: Float64Array; prices: Float64Array; counts: Int32Array },
): number {
  let length = 0;
  for (let element = 0; element < direction.length; element++) {
    const price = prices[element] ?? 0;
    const slope = 1 - (counts[element] ?? 0);
    const isStuck = (slope < 0 && price <= 0) || (slope > 0 && price >= (weights[element] ?? 0));
    const turned = (isStuck ? 0 : slope) + momentum * (direction[element] ?? 0);
    direction[element] = turned;
    length += turned * turned;
  }
  return length;
}

function move(prices: Float64Array, weights: Float64Array, direction: Float64Array, step: number): void {
  for (let element = 0; element < prices.length; element++) {
    const price = (prices[element] ?? 0) + step * (direction[element] ?? 0);
    prices[element] = Math.max(0, Math.min(weights[element] ?? 0, price));
  }
}
