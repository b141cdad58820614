/** What a device may say of itself. */
export const toldConditions = ['working', 'faulty'] as const;
export type ToldCondition = (typeof toldConditions)[number];

export const deviceKinds = ['camera', 'sos-post'] as const;
export type DeviceKind = (typeof deviceKinds)[number];

/** What a device that is no longer heard is called, by kind. */
export const lostCondition = { camera: 'offline', 'sos-post': 'silent' } as const satisfies Record<DeviceKind, string>;

/** After so many intervals without a word a device is taken for lost. */
export const missedIntervals = 3;

/**
 * A device's condition once it has been heard. What somebody found faulty stays so until somebody finds it mended;
 * what the device itself told of is over when it says so. What was removed stays removed.
 */
export function conditionOnceHeard(
  before: string,
  told: ToldCondition | undefined,
  { hasToldOfFault }: { hasToldOfFault: boolean },
): string {
  if (before === 'removed') return before;
  if (told === 'faulty') return 'faulty';
  if (before !== 'faulty') return 'working';
  return told === 'working' && hasToldOfFault ? 'working' : 'faulty';
}
