export const alertStates = ['new', 'confirmed', 'incident', 'dismissed'] as const;
export type AlertState = (typeof alertStates)[number];

/** States in which somebody still has to decide. */
export const waitingAlertStates: readonly string[] = ['new', 'confirmed'];
