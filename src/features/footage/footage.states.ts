export const footageStates = ['asked', 'preserved', 'granted', 'refused', 'handed-over'] as const;
export type FootageState = (typeof footageStates)[number];

/** Who takes a request one step further: the owner of the camera, or the officers who asked. */
export interface FootageStep {
  to: FootageState;
  by: 'owner' | 'officer';
  needsReason: boolean;
}

/** What can follow. The owner keeps the recording first, so that nothing is overwritten while somebody decides. */
const stepsFrom: Readonly<Record<FootageState, readonly FootageStep[]>> = {
  asked: [{ to: 'preserved', by: 'owner', needsReason: false }],
  preserved: [
    { to: 'granted', by: 'owner', needsReason: false },
    { to: 'refused', by: 'owner', needsReason: true },
  ],
  granted: [{ to: 'handed-over', by: 'officer', needsReason: false }],
  refused: [],
  'handed-over': [],
};

export function isFootageState(text: string): text is FootageState {
  return footageStates.some((state) => state === text);
}

/** The steps that can be taken from a state; none from a text that is no state. */
export const footageSteps = (from: string): readonly FootageStep[] => (isFootageState(from) ? stepsFrom[from] : []);

/** States in which somebody still has something to do. */
export const openFootageStates = footageStates.filter((state) => stepsFrom[state].length > 0);
