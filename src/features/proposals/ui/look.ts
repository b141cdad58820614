import type { IconName } from '../../../ui/controls/icons.ts';
import type { ProposalKind } from '../proposals.schema.ts';
import type { BallotState, ProposalState } from '../proposals.states.ts';

/** How each state looks beside its word: a badge's tone and its drawing. */
export const stateLooks: Record<ProposalState, { tone: string; icon: IconName }> = {
  draft: { tone: '', icon: 'pencil' },
  open: { tone: 'action', icon: 'endorse' },
  review: { tone: 'under-way', icon: 'search' },
  ballot: { tone: 'vote', icon: 'vote' },
  accepted: { tone: 'fixed', icon: 'check' },
  delivered: { tone: 'fixed', icon: 'check' },
  rejected: { tone: '', icon: 'cancelled' },
  merged: { tone: '', icon: 'merge' },
  withdrawn: { tone: '', icon: 'cancelled' },
};

export const ballotLooks: Record<BallotState, { tone: string; icon: IconName }> = {
  scheduled: { tone: '', icon: 'calendar' },
  open: { tone: 'vote', icon: 'vote' },
  closed: { tone: 'under-way', icon: 'hourglass' },
  published: { tone: 'fixed', icon: 'check' },
};

export const kindIcons: Record<ProposalKind, IconName> = {
  light: 'lamp',
  camera: 'camera',
  're-aim-camera': 'camera',
  'sos-post': 'sos',
  landscape: 'tree',
  'street-layout': 'road',
  patrol: 'shield',
  'community-activity': 'people',
};
