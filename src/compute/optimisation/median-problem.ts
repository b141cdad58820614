/** Where to build so that the way to the nearest site is short for all together (p-median; Hakimi 1964). */
export interface MedianProblem {
  /** How much each demand counts, for example the people who live there; not negative. */
  weights: Float64Array;
  /** By site, the metres to each demand; infinite where no way leads there. */
  meters: readonly Float64Array[];
  /** How many sites are built, required ones among them. */
  mostSites: number;
  required?: readonly number[] | undefined;
  /** Whatever is farther, or has no way at all, counts as this far. */
  farthestMeters?: number | undefined;
}

/** Why there is nothing to solve, with what a message to the reader needs. */
export type MedianFailure =
  | { code: 'no-candidates' }
  | { code: 'bad-weight'; demand: number }
  | { code: 'bad-distance'; site: number; demand: number }
  | { code: 'bad-farthest' }
  | { code: 'no-way'; site: number; demand: number }
  | { code: 'bad-count' }
  | { code: 'bad-required'; site: number }
  | { code: 'too-many-required'; required: number; mostSites: number };

/** What is wrong with a problem, or nothing. Without `farthestMeters` every site must reach every demand: else `no-way`. */
export function findMedianFailure(problem: MedianProblem): MedianFailure | undefined {
  const { weights, meters, mostSites, required = [], farthestMeters = Number.POSITIVE_INFINITY } = problem;
  if (meters.length === 0) return { code: 'no-candidates' };
  const bad = weights.findIndex((weight) => !(weight >= 0 && weight < Number.POSITIVE_INFINITY));
  if (bad >= 0) return { code: 'bad-weight', demand: bad };
  if (!(farthestMeters >= 0)) return { code: 'bad-farthest' };
  for (const [site, row] of meters.entries()) {
    const demand = weights.findIndex((_, at) => !((row[at] ?? Number.NaN) >= 0));
    if (demand >= 0) return { code: 'bad-distance', site, demand };
    const lost = row.findIndex((distance) => Math.min(distance, farthestMeters) === Number.POSITIVE_INFINITY);
    if (lost >= 0) return { code: 'no-way', site, demand: lost };
  }
  if (!(Number.isInteger(mostSites) && mostSites >= 1)) return { code: 'bad-count' };
  const site = required.find((one) => meters[one] === undefined);
  if (site !== undefined) return { code: 'bad-required', site };
  const count = new Set(required).size;
  return count > mostSites ? { code: 'too-many-required', required: count, mostSites } : undefined;
}

/** What the ways of all demands to their nearest sites, each by its weight, add up to. */
export function totalMeters({ weights, meters, farthestMeters }: MedianProblem, sites: readonly number[]): number {
  return weights.reduce((sum, weight, demand) => {
    const nearest = sites.reduce(
      (least, site) => Math.min(least, meters[site]?.[demand] ?? least),
      Number.POSITIVE_INFINITY,
    );
    return sum + weight * Math.min(nearest, farthestMeters ?? Number.POSITIVE_INFINITY);
  }, 0);
}
