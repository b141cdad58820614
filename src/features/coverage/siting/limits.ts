import type { CoverFailure } from '../../../compute/optimisation/cover-problem.ts';
import type { SolveLimits, SolveProgress } from '../../../compute/optimisation/run-highs.ts';
import { refused, type SitingHelp, type SitingOutcome } from './solving.ts';

/** The part of the whole work's progress that one search takes, from 0 to 1. */
export interface Span {
  from: number;
  until: number;
}

/** Limits that count from the beginning of the work, and tell how far along the search is by the clock. */
export function limitsFor(
  { elapsedSeconds, tell }: SitingHelp,
  seconds: number,
  { from, until }: Span,
  valueIn: (worth: number) => number,
): SolveLimits {
  const began = elapsedSeconds();
  const left = Math.max(1, seconds - began);
  let known: SolveProgress | undefined;
  const say = (): void =>
    tell({
      stage: 'searching',
      progress: Math.min(until, from + ((elapsedSeconds() - began) / left) * (until - from)),
      best: known ? valueIn(known.best) : null,
      bound: known ? valueIn(known.bound) : null,
    });
  say();
  return {
    seconds: left,
    shouldStop: () => {
      say();
      return elapsedSeconds() - began > left;
    },
    onProgress: (progress) => {
      known = progress;
      say();
    },
  };
}

/** What to tell somebody whose question has no answer. */
export function refusedFor(failure: CoverFailure): SitingOutcome {
  switch (failure.code) {
    case 'no-candidates':
      return refused('no-candidates');
    case 'nothing-affordable':
      return refused('over-budget', { cheapest: failure.cheapest, budget: failure.budget });
    case 'required-over-budget':
      return refused('required-over-budget', { cost: failure.cost, budget: failure.budget });
    case 'too-many-required':
      return refused('too-many-required', { required: failure.required, count: failure.mostSites });
    default:
      throw new Error(`The question about sites was built wrong: ${failure.code}`);
  }
}
