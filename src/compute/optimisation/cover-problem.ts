/** On which sites to build so that what they cover is worth most (maximal covering; Church & ReVelle 1974). */
export interface CoverProblem {
  /** What covering each demand is worth; not negative. */
  weights: Float64Array;
  /** By site, the numbers of the demands that it covers, each once. Forbidden sites are simply not here. */
  covers: readonly Int32Array[];
  /** How many sites may be built, required ones among them; infinite where only money counts. */
  mostSites: number;
  /** What each site costs, and what all of them may cost together. */
  money?: { costs: Float64Array; budget: number } | undefined;
  /** Sites that are built in any case. */
  required?: readonly number[] | undefined;
}

/** Why there is nothing to solve, with what a message to the reader needs. */
export type CoverFailure =
  | { code: 'no-candidates' }
  | { code: 'bad-weight'; demand: number }
  | { code: 'bad-demand'; site: number }
  | { code: 'bad-count' }
  | { code: 'bad-cost'; site: number }
  | { code: 'bad-budget' }
  | { code: 'bad-required'; site: number }
  | { code: 'too-many-required'; required: number; mostSites: number }
  | { code: 'required-over-budget'; cost: number; budget: number }
  | { code: 'nothing-affordable'; cheapest: number; budget: number };

/** What is wrong with a problem, or nothing. A demand named twice by one site, or one that is not there, is `bad-demand`. */
export function findCoverFailure(problem: CoverProblem): CoverFailure | undefined {
  const { weights, covers, mostSites } = problem;
  if (covers.length === 0) return { code: 'no-candidates' };
  const demand = weights.findIndex((weight) => !(weight >= 0 && weight < Number.POSITIVE_INFINITY));
  if (demand >= 0) return { code: 'bad-weight', demand };
  const site = firstBadSet(weights.length, covers);
  if (site >= 0) return { code: 'bad-demand', site };
  if (!(mostSites >= 0 && (Number.isInteger(mostSites) || mostSites === Number.POSITIVE_INFINITY)))
    return { code: 'bad-count' };
  return findRequiredFailure(problem) ?? findMoneyFailure(problem);
}

/** The first set with an element out of range or named twice; -1: none. */
export function firstBadSet(elements: number, sets: readonly Int32Array[]): number {
  const seenBy = new Int32Array(elements).fill(-1);
  return sets.findIndex((set, number) =>
    set.some((element) => {
      if (element < 0 || element >= elements || seenBy[element] === number) return true;
      seenBy[element] = number;
      return false;
    }),
  );
}

function findRequiredFailure({ covers, mostSites, required = [] }: CoverProblem): CoverFailure | undefined {
  const site = required.find((one) => covers[one] === undefined);
  if (site !== undefined) return { code: 'bad-required', site };
  const count = new Set(required).size;
  return count > mostSites ? { code: 'too-many-required', required: count, mostSites } : undefined;
}

function findMoneyFailure({ covers, money, required = [] }: CoverProblem): CoverFailure | undefined {
  if (!money) return undefined;
  const { costs, budget } = money;
  const site = covers.findIndex((_, one) => !((costs[one] ?? Number.NaN) >= 0));
  if (site >= 0) return { code: 'bad-cost', site };
  if (!(budget >= 0)) return { code: 'bad-budget' };
  const cost = costOf({ money }, new Set(required));
  if (cost > budget) return { code: 'required-over-budget', cost, budget };
  const cheapest = costs.reduce((least, one) => Math.min(least, one), Number.POSITIVE_INFINITY);
  return cheapest > budget ? { code: 'nothing-affordable', cheapest, budget } : undefined;
}

/** What sites cost together; 0 where money does not count. */
export function costOf({ money }: Pick<CoverProblem, 'money'>, sites: Iterable<number>): number {
  let sum = 0;
  if (money) for (const site of sites) sum += money.costs[site] ?? 0;
  return sum;
}

/** What the demands that at least one of the sites covers are worth together. */
export function coveredBy({ weights, covers }: CoverProblem, sites: Iterable<number>): number {
  const isCovered = new Uint8Array(weights.length);
  let sum = 0;
  for (const site of sites) {
    for (const demand of covers[site] ?? []) {
      if (isCovered[demand]) continue;
      isCovered[demand] = 1;
      sum += weights[demand] ?? 0;
    }
  }
  return sum;
}
