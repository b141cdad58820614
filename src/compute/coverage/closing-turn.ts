import type { CoverField } from './field.ts';

/** A camera that could look another way. */
export interface Turnable {
  id: string;
  /** The cells that it sees for sure now; none when nobody knows where it looks. */
  current: Int32Array;
  /** Headings worth trying for this gap, in compass degrees. */
  headings: readonly number[];
  /** The cells that it would see with a heading. */
  viewAt(headingDegrees: number): Int32Array;
}

export interface ClosingTurn {
  id: string;
  headingDegrees: number;
  /** The share of the gap's cells that it would see, from 0 to 1. */
  closesShare: number;
}

/** Less than this is not worth a visit. */
const leastShare = 0.05;

/**
 * The one camera and heading that closes most of a gap, counting against it what only this camera sees now and would see
 * no more. All cells are worth the same, as they are inside one risk area. `undefined` when none closes a twentieth of the
 * gap, or every one of them would open as much as it closes.
 */
export function closingTurn(
  gap: Int32Array,
  field: Pick<CoverField, 'countAt'>,
  cameras: readonly Turnable[],
): ClosingTurn | undefined {
  const inGap = new Set(gap);
  let best: ClosingTurn | undefined;
  let bestGain = 0;
  for (const { id, current, headings, viewAt } of cameras) {
    const alone = current.filter((cell) => field.countAt(cell) === 1);
    for (const headingDegrees of headings) {
      const view = viewAt(headingDegrees);
      const closed = view.reduce((sum, cell) => sum + (inGap.has(cell) ? 1 : 0), 0);
      if (closed < leastShare * gap.length) continue;
      const seen = new Set(view);
      const gain = closed - alone.reduce((sum, cell) => sum + (seen.has(cell) ? 0 : 1), 0);
      if (gain <= bestGain) continue;
      bestGain = gain;
      best = { id, headingDegrees, closesShare: closed / gap.length };
    }
  }
  return best;
}
