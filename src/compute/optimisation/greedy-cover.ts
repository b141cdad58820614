import { type CoverProblem, costOf, coveredBy } from './cover-problem.ts';

/** One more site: what it adds to those before it, and what all up to it cover. */
export interface CoverStep {
  site: number;
  gain: number;
  covered: number;
}

/** Sites in the order in which they were taken; the steps are the curve of cover against their number. */
export interface GreedyCover {
  sites: number[];
  covered: number;
  steps: CoverStep[];
}

/**
 * Takes required sites, then always the one that adds most, until nothing adds anything, the number is reached or the
 * money is gone. With money it also tries what adds most for its cost, and gives the better of the two. Of equals the
 * lower number is taken.
 */
export function greedyCover(problem: CoverProblem): GreedyCover {
  const plain = takeBest(problem, (gain) => gain);
  const { money } = problem;
  if (!money) return plain;
  const thrifty = takeBest(problem, (gain, site) => gain / Math.max(money.costs[site] ?? 0, Number.MIN_VALUE));
  return thrifty.covered > plain.covered ? thrifty : plain;
}

function takeBest(problem: CoverProblem, worth: (gain: number, site: number) => number): GreedyCover {
  const { weights, covers, mostSites, money } = problem;
  const required = [...new Set(problem.required ?? [])];
  const gains = Float64Array.from(covers, (cover) => cover.reduce((sum, demand) => sum + (weights[demand] ?? 0), 0));
  const coveredBySites = invert(weights.length, covers);
  const isCovered = new Uint8Array(weights.length);
  const isTaken = new Uint8Array(covers.length);
  const steps: CoverStep[] = [];
  let left = (money?.budget ?? 0) - costOf(problem, required);

  const take = (site: number): void => {
    const gain = gainOf(problem, isCovered, site);
    steps.push({ site, gain, covered: (steps.at(-1)?.covered ?? 0) + gain });
    isTaken[site] = 1;
    for (const demand of covers[site] ?? []) {
      if (isCovered[demand]) continue;
      isCovered[demand] = 1;
      for (const other of coveredBySites(demand)) gains[other] = (gains[other] ?? 0) - (weights[demand] ?? 0);
    }
  };
  for (const site of required) take(site);
  while (steps.length < mostSites) {
    const site = bestSite(gains, worth, (one) => !isTaken[one] && (!money || (money.costs[one] ?? 0) <= left));
    // Gains are kept by subtraction, so that what is nothing may look like a little.
    if (site === undefined || gainOf(problem, isCovered, site) <= 0) break;
    left -= money?.costs[site] ?? 0;
    take(site);
  }
  const sites = steps.map((step) => step.site);
  return { sites, covered: coveredBy(problem, sites), steps };
}

function gainOf({ weights, covers }: CoverProblem, isCovered: Uint8Array, site: number): number {
  let sum = 0;
  for (const demand of covers[site] ?? []) if (!isCovered[demand]) sum += weights[demand] ?? 0;
  return sum;
}

function bestSite(
  gains: Float64Array,
  worth: (gain: number, site: number) => number,
  isOpen: (site: number) => boolean,
): number | undefined {
  let best: number | undefined;
  let most = Number.NEGATIVE_INFINITY;
  gains.forEach((gain, site) => {
    if (!(worth(gain, site) > most && isOpen(site))) return;
    most = worth(gain, site);
    best = site;
  });
  return best;
}

/** By element, the numbers of the sets that it is in, ascending. */
export function invert(elements: number, sets: readonly Int32Array[]): (element: number) => Int32Array {
  const starts = new Int32Array(elements + 1);
  for (const set of sets) for (const element of set) starts[element + 1] = (starts[element + 1] ?? 0) + 1;
  for (let element = 0; element < elements; element++)
    starts[element + 1] = (starts[element + 1] ?? 0) + (starts[element] ?? 0);
  const next = starts.slice();
  const owners = new Int32Array(starts[elements] ?? 0);
  sets.forEach((set, number) => {
    for (const element of set) {
      const place = next[element] ?? 0;
      owners[place] = number;
      next[element] = place + 1;
    }
  });
  return (element) => owners.subarray(starts[element], starts[element + 1]);
}
