/** Every state that a proposal can be in. */
export const proposalStates = [
  'draft',
  'open',
  'review',
  'ballot',
  'accepted',
  'delivered',
  'rejected',
  'merged',
  'withdrawn',
] as const;
export type ProposalState = (typeof proposalStates)[number];

const unfinished = ['draft', 'open', 'review', 'ballot', 'accepted'] as const;

/** Where a proposal may go; the empty string is where it comes from before it exists. */
export const proposalArrows: readonly (readonly [ProposalState | '', ProposalState])[] = [
  ['', 'draft'],
  ['draft', 'open'],
  ['open', 'review'],
  ['review', 'ballot'],
  ['review', 'accepted'],
  ['ballot', 'accepted'],
  ['accepted', 'delivered'],
  ...unfinished.flatMap((from) => (['rejected', 'merged', 'withdrawn'] as const).map((to) => [from, to] as const)),
];

/** Whether the arrow exists. */
export function canGo(from: ProposalState, to: ProposalState): boolean {
  return proposalArrows.some(([start, end]) => start === from && end === to);
}

/** Whether nothing can happen to the proposal any more. */
export function isFinal(state: ProposalState): boolean {
  return !unfinished.some((each) => each === state);
}

/** States in which people may still endorse a proposal and speak to it. */
export const discussedStates: readonly ProposalState[] = ['open', 'review', 'ballot'];

/** Days within which local government answers a proposal that waits in this state. */
export const answerDays: Partial<Record<ProposalState, number>> = { open: 30, review: 30, accepted: 90 };

/** Every state that a ballot can be in. */
export const ballotStates = ['scheduled', 'open', 'closed', 'published'] as const;
export type BallotState = (typeof ballotStates)[number];

/** Where a ballot may go: on to the next state, and nowhere else. */
export const ballotArrows: readonly (readonly [BallotState | '', BallotState])[] = [
  ['', 'scheduled'],
  ['scheduled', 'open'],
  ['open', 'closed'],
  ['closed', 'published'],
];

/** Hours after closing at which a result that no planner has published is published by itself. */
export const publishAfterHours = 24;
