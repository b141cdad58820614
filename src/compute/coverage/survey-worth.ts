/** What is known of how far the registry can be trusted about a camera. */
export interface Trust {
  /** Days since somebody stood before it; undefined: nobody ever did. */
  daysSinceSurvey: number | undefined;
  /** Whether height, tilt or lens were taken from similar cameras. */
  isAssumed: boolean;
}

/** How often surveys so far have found something to put right. */
export interface Experience {
  surveys: number;
  corrected: number;
}

/** What was found on the spot is as doubtful as what never was, once it is so old: branches grow, screws come loose. */
const daysToForget = 365;
/** A view drawn from assumed values is as likely wrong as right. */
const doubtOfAssumed = 0.5;

/**
 * How likely a camera's view is as the registry has it, from 0 to 1. Before any survey it is even odds; then the share of
 * surveys that put something right, by Laplace's rule of succession; after a survey doubt comes back day by day.
 */
export function certaintyOf({ daysSinceSurvey, isAssumed }: Trust, { surveys, corrected }: Experience): number {
  const wrongShare = (corrected + 1) / (surveys + 2);
  const age = daysSinceSurvey === undefined ? 1 : Math.min(1, Math.max(0, daysSinceSurvey) / daysToForget);
  const doubt = wrongShare * age;
  return 1 - Math.max(doubt, isAssumed ? doubtOfAssumed : 0);
}

/**
 * How much a visit to a camera would settle: the variance of what it covers, Σ weight × q (1 − q) over its cells, where q
 * is the probability that it sees the cell and the registry is right. `likely` and `squared` are sums of p and p² as in
 * `Stake`. Nothing is to be learnt where nothing is at stake, or where everything is certain.
 */
export function surveyWorth({ likely, squared }: { likely: number; squared: number }, certainty: number): number {
  return Math.max(0, certainty * likely - certainty ** 2 * squared);
}
