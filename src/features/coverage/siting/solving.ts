import type { Highs } from 'highs';
import type { SitingAnswer, SitingFailure } from '../siting.schema.ts';

/** What is told while an answer is worked out. */
export interface SitingProgress {
  stage: 'reading' | 'looking' | 'searching';
  /** How far along, 0 to 1. */
  progress: number;
  /** What was found so far and what nothing gets past, as the answer would say it; null until there is something. */
  best: number | null;
  bound: number | null;
}

/** What working out an answer needs from outside. */
export interface SitingHelp {
  highs: Highs | undefined;
  /** Seconds since the work began. */
  elapsedSeconds: () => number;
  tell: (progress: SitingProgress) => void;
}

export type SitingOutcome =
  | { ok: true; answer: SitingAnswer }
  | { ok: false; failure: SitingFailure; values: Record<string, number> };

export const refused = (failure: SitingFailure, values: Record<string, number> = {}): SitingOutcome => ({
  ok: false,
  failure,
  values,
});

/** Shares of a whole that may be nothing, safe from what sums lose in their last digit. */
export const shareOf = (part: number, whole: number): number =>
  whole > 0 ? Math.min(1, Math.max(0, part / whole)) : 0;

export const sumOf = (values: Iterable<number>): number => {
  let sum = 0;
  for (const value of values) sum += value;
  return sum;
};
