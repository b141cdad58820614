import type { Context } from '../../server/context.ts';
import type { CameraRow } from './cameras.queries.ts';
import { standingOf } from './cameras.service.ts';

/** What an officer has checked when accepting a camera: where it looks and how. */
const aim = ['headingDegrees', 'tiltDegrees', 'mountingHeightMeters', 'fieldOfViewDegrees'] as const;
type Aim = Pick<CameraRow, (typeof aim)[number]>;

/**
 * Since when an accepted camera is no longer as it was accepted, because its owner moved or turned it; null while an
 * officer need not look at it again. It counts and is seen meanwhile: what the owner says is more likely so than what
 * was so before.
 */
export function movedSinceAccepted(
  { viewer, now }: Context,
  before: CameraRow,
  after: Partial<Aim>,
  isMoved: boolean,
): Date | null {
  const isTurned = aim.some((name) => after[name] !== undefined && after[name] !== before[name]);
  const isOwners = before.acceptedAt !== null && !standingOf(viewer, before).isOfficer;
  return before.movedSinceAcceptedAt ?? (isOwners && (isMoved || isTurned) ? now : null);
}
