import type { BlockPlace } from '../towns.ts';

/** A proposal in words: where, what is wrong, what would mend it, and how far it came. */
export interface ProposalWords {
  key: string;
  /** The organisation that proposed it. */
  by: string;
  kind: string;
  /** A hot place by its key, or a place of its own. */
  at: string | BlockPlace;
  title: string;
  problem: string;
  fix: string;
  daysAgo: number;
  /** The way after `draft`; what a ballot decides is left to the ballot. */
  states: readonly string[];
  /** Which ballot it stood on. */
  ballot?: 'published' | 'open';
  costBaht?: number;
  spender?: string;
  feasibility?: string;
  endorsements: number;
  reason?: string;
  mergedInto?: string;
  /** Categories of reports nearby that it answers. */
  answers?: readonly string[];
}
