/** Incidents in the treated, the control and the buffer area, in equal times before and after works were done. */
export interface EffectCounts {
  treatedBefore: number;
  treatedAfter: number;
  controlBefore: number;
  controlAfter: number;
}

/** How many incidents fewer there were than expected, likely between `low` and `high`; negative when there were more. */
export interface Effect {
  avoided: number;
  low: number;
  high: number;
  verdict: 'worked' | 'no-effect-seen' | 'too-early';
}

/** Below this many months nobody can tell. */
const leastMonths = 6;
/** Standard deviations that hold 95 of 100 cases. */
const z95 = 1.96;

/**
 * What the treated area would have had, had it changed as the control
 * area did, less what it had. The interval is that of a log ratio of four Poisson counts, each with half an incident
 * added so that none is zero (Haldane–Anscombe).
 */
export function measureEffect(counts: EffectCounts, monthsAfter: number): Effect {
  const treatedBefore = counts.treatedBefore + 0.5;
  const treatedAfter = counts.treatedAfter + 0.5;
  const controlBefore = counts.controlBefore + 0.5;
  const controlAfter = counts.controlAfter + 0.5;
  const ratio = treatedAfter / treatedBefore / (controlAfter / controlBefore);
  const error = Math.sqrt(1 / treatedBefore + 1 / treatedAfter + 1 / controlBefore + 1 / controlAfter);
  const avoidedAt = (share: number): number => round(treatedAfter * (1 / share - 1));
  const effect = {
    avoided: avoidedAt(ratio),
    low: avoidedAt(ratio * Math.exp(z95 * error)),
    high: avoidedAt(ratio * Math.exp(-z95 * error)),
  };
  return { ...effect, verdict: verdictOf(effect.low, monthsAfter) };
}

function verdictOf(low: number, monthsAfter: number): Effect['verdict'] {
  if (monthsAfter < leastMonths) return 'too-early';
  return low > 0 ? 'worked' : 'no-effect-seen';
}

const round = (value: number): number => Math.round(value * 10) / 10;
