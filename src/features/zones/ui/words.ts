import type { Messages } from '../../../i18n/th.ts';
import type { IconName } from '../../../ui/controls/icons.ts';
import type { RiskAreaState } from '../risk-areas.states.ts';

type Key = keyof Messages['zones'];

/** How a risk area's state looks. */
export const riskStateLooks: Record<RiskAreaState, { word: Key; icon: IconName; tone: string }> = {
  proposed: { word: 'stateProposed', icon: 'hourglass', tone: 'vote' },
  confirmed: { word: 'stateConfirmed', icon: 'risk', tone: 'under-way' },
  treated: { word: 'stateTreated', icon: 'hammer', tone: 'fixed' },
  watched: { word: 'stateWatched', icon: 'shield', tone: 'action' },
  closed: { word: 'stateClosed', icon: 'check', tone: 'fixed' },
  dismissed: { word: 'stateDismissed', icon: 'cancelled', tone: '' },
};

/** The word for a level, 1 to 5. */
export const levelWords: readonly Key[] = ['risk1', 'risk2', 'risk3', 'risk4', 'risk5'];
