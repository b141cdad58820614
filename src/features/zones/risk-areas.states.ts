import { publicRiskAreaStates } from '../../server/access.ts';
/** Every state that a risk area can be in. */
export const riskAreaStates = ['proposed', 'confirmed', 'treated', 'watched', 'closed', 'dismissed'] as const;
export type RiskAreaState = (typeof riskAreaStates)[number];

/** Where a risk area may go from each state; the database holds the same arrows in `state_arrow`. */
export const riskAreaArrows: Record<RiskAreaState, readonly RiskAreaState[]> = {
  proposed: ['confirmed', 'dismissed'],
  confirmed: ['treated', 'dismissed'],
  treated: ['watched'],
  watched: ['closed', 'confirmed'],
  closed: [],
  dismissed: [],
};

/** What anybody may know of; a place that is only suspected or was not risky after all would be slandered. */
export const publicStates: readonly RiskAreaState[] = publicRiskAreaStates;
export const withheldStates: readonly RiskAreaState[] = ['proposed', 'dismissed'];
