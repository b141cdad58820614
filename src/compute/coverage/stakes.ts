import { createCoverField, type ViewedCells } from './field.ts';
import type { RiskGround } from './gaps.ts';

/**
 * How much of an area's cover hangs on one camera, if the registry is right about it. Weights are risk times square
 * metres. Sums of a probability and of its square are enough to tell, for any certainty, how much is unknown.
 */
export interface Stake {
  /** Open ground that it sees, or might see. */
  groundSquareMeters: number;
  /** Of that, what no other camera sees on average. */
  aloneSquareMeters: number;
  /** Σ weight × p over its cells, p the probability that it sees the cell; without a thought of other cameras. */
  ownLikely: number;
  /** Σ weight × p². */
  ownSquared: number;
  /** The same two of what no other camera sees: each weight times the probability that all others miss the cell. */
  likely: number;
  squared: number;
}

/** The stake of each of these cameras in the ground, in their order. What each sees comes in groups of one probability. */
export function stakesOf(ground: RiskGround, cameras: readonly (readonly ViewedCells[])[]): Stake[] {
  const { grid, cells, weights } = ground;
  const isOpen = new Uint8Array(weights.length);
  for (const cell of cells) isOpen[cell] = 1;
  const field = createCoverField(weights);
  for (const view of cameras.flat()) field.add(view);
  const cellSquareMeters = grid.cellMeters ** 2;
  return cameras.map((views) => {
    for (const view of views) field.remove(view);
    const stake: Stake = {
      groundSquareMeters: 0,
      aloneSquareMeters: 0,
      ownLikely: 0,
      ownSquared: 0,
      likely: 0,
      squared: 0,
    };
    for (const { cells: viewed, probability } of views) {
      for (const cell of viewed) {
        if (isOpen[cell] === 0) continue;
        const missed = field.missedAt(cell);
        const expected = (weights[cell] ?? 0) * probability;
        stake.groundSquareMeters += cellSquareMeters;
        stake.aloneSquareMeters += cellSquareMeters * missed;
        stake.ownLikely += expected;
        stake.ownSquared += expected * probability;
        stake.likely += expected * missed;
        stake.squared += expected * probability * missed;
      }
    }
    for (const view of views) field.add(view);
    return stake;
  });
}
