export const watchStates = ['requested', 'approved', 'active', 'expired', 'revoked'] as const;
export type WatchState = (typeof watchStates)[number];

export const watchKinds = ['plate', 'face'] as const;

/** States in which it can still be taken back. */
export const openWatchStates: readonly string[] = ['requested', 'approved', 'active'];
