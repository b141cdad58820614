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

/** Where a proposal may go from each state. */
export const proposalArrows: Record<ProposalState, readonly ProposalState[]> = {
  draft: ['open', 'rejected', 'merged', 'withdrawn'],
  open: ['review', 'rejected', 'merged', 'withdrawn'],
  review: ['ballot', 'accepted', 'rejected', 'merged', 'withdrawn'],
  ballot: ['accepted', 'rejected', 'merged', 'withdrawn'],
  accepted: ['delivered', 'rejected', 'merged', 'withdrawn'],
  delivered: [],
  rejected: [],
  merged: [],
  withdrawn: [],
};

/** Whether the arrow exists. */
export function canGo(from: ProposalState, to: ProposalState): boolean {
  return proposalArrows[from].includes(to);
}

/** States in which people may still change their minds about a proposal: endorse it and speak to it. */
export const discussedStates: readonly ProposalState[] = ['open', 'review', 'ballot'];

/** Days within which local government answers a proposal that waits in this state. */
export const answerDays: Partial<Record<ProposalState, number>> = { open: 30, review: 30, accepted: 90 };

/** Every state that a ballot can be in, in order; each leads to the next and nowhere else. */
export const ballotStates = ['scheduled', 'open', 'closed', 'published'] as const;
export type BallotState = (typeof ballotStates)[number];

/** Hours after closing at which a result that no planner has published is published by itself. */
export const publishAfterHours = 24;
