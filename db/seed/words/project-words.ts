import type { BlockPlace } from '../towns.ts';

/** A project in words: where, what, how far it came, and what it cost. */
export interface ProjectWords {
  key: string;
  kind: string;
  at: string | BlockPlace;
  /** The proposal that it came of. */
  proposal?: string;
  title: string;
  summary: string;
  daysAgo: number;
  states: readonly string[];
  /** Days ago that it was done. */
  doneDaysAgo?: number;
  /** Days ago that it was cancelled. */
  cancelledDaysAgo?: number;
  /** The hot place that it is compared with, where no true effect says it. */
  control?: string | BlockPlace;
  milestones: readonly string[];
  /** How many milestones are done. */
  finished: number;
  /** How many of them are done before the works begin. */
  prepared?: number;
  tasks: readonly (readonly [organisation: string, title: string])[];
  baht: number;
  source: string;
  method: string;
  reason?: string;
  /** Pictures from the same spot, by stage. */
  pictures: readonly ('before' | 'during' | 'after')[];
  isNight?: boolean;
  hasCanal?: boolean;
  /** Neighbours who say that it is better, and not. */
  better: number;
  notBetter: number;
  /** What neighbours say who find it better; then those who do not. */
  neighbours?: readonly string[];
  neighboursAgainst?: readonly string[];
}
