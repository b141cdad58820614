/** How long something took, or has taken so far without having come to its end. */
export interface Wait {
  /** Not negative. */
  seconds: number;
  /** False for what is still waiting, or stopped for another reason: it only tells that the end took longer. */
  isOver: boolean;
}

/** A step of the curve: from this time on, this share has come to its end. */
export interface WaitStep {
  seconds: number;
  shareOver: number;
  /** How many were known to have waited until then. */
  atRisk: number;
}

/**
 * What share of waits is over within a time, as steps, the first at which anything is over. Waits that are not over yet
 * count for as long as they have lasted, so that a queue that nobody looks at does not look fast: the estimator of
 * E. L. Kaplan and P. Meier, Nonparametric Estimation from Incomplete Observations, JASA 53 (1958), 457–481. Of equal
 * times, what is over comes before what is cut off there.
 */
export function waitCurve(waits: readonly Wait[]): WaitStep[] {
  const sorted = [...waits].sort((a, b) => a.seconds - b.seconds);
  const steps: WaitStep[] = [];
  let isWaiting = 1;
  for (let at = 0; at < sorted.length; ) {
    const seconds = sorted[at]?.seconds ?? 0;
    const atRisk = sorted.length - at;
    let over = 0;
    for (; at < sorted.length && sorted[at]?.seconds === seconds; at++) if (sorted[at]?.isOver) over++;
    if (over === 0) continue;
    isWaiting *= 1 - over / atRisk;
    steps.push({ seconds, shareOver: 1 - isWaiting, atRisk });
  }
  return steps;
}

/** Rounding of products must not put a step off that is reached exactly. */
const tolerance = 1e-9;

/** Within how many seconds this share of waits is over; undefined when so many are not over by the end of the curve. */
export function secondsWithin(curve: readonly WaitStep[], share: number): number | undefined {
  return curve.find(({ shareOver }) => shareOver >= share - tolerance)?.seconds;
}
