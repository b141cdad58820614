import type { Scope } from '../cover.queries.ts';
import type { PlanChange } from '../planning.ts';
import type { PlanPurpose } from '../scene.ts';
import type { KnownValues } from './plan-words.ts';

/** A change as it is kept, with what it is called by and what its camera had. */
export type KeptChange = PlanChange & { label: string; was: KnownValues };

/** Shares before and after, as they are kept with a plan. */
export interface KeptShares {
  sureBefore: number;
  likelyBefore: number;
  sureAfter: number;
  likelyAfter: number;
  gapSquareMetersBefore: number;
  gapSquareMetersAfter: number;
}

/** A plan as its page hands it to the island. */
export interface PlanFacts extends KeptShares {
  id: string;
  zoneId: string;
  version: number;
  title: string;
  purpose: PlanPurpose;
  scope: Scope;
  isDraft: boolean;
  visits: number;
  changes: KeptChange[];
  areas: (KeptShares & { riskAreaId: string; name: string })[];
}
