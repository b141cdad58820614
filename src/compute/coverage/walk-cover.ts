import { type Walk, walkingMetersPerMinute } from '../network/walk.ts';
import { distanceAt } from '../network/walk-distance.ts';
import type { OpenGround } from './area-cover.ts';
import { middleOf } from './grid.ts';

/** How far it is on foot from the ground of an area to the nearest origin of a walk. */
export interface WalkCover {
  /** Shares of the ground within one, two and three minutes. */
  withinMinutes: [one: number, two: number, three: number];
  /** Half of the ground is within this many metres, nine tenths within that; undefined beyond the walk's limit. */
  halfMeters: number | undefined;
  nineInTenMeters: number | undefined;
}

/** Every so many metres the way is measured; streets are further apart than that. */
const sampleMeters = 4;

/** Measures from a lattice of places on the ground. Ground that no street leads away from counts as out of reach. */
export function walkCover({ grid, cells }: OpenGround, walk: Walk): WalkCover {
  const step = Math.max(1, Math.round(sampleMeters / grid.cellMeters));
  const samples = cells.filter(
    (cell) => (cell % grid.columns) % step === 0 && Math.floor(cell / grid.columns) % step === 0,
  );
  const meters = Float64Array.from(
    samples,
    (cell) => distanceAt(walk, middleOf(grid, cell))?.meters ?? Number.POSITIVE_INFINITY,
  ).sort();
  const within = (minutes: number): number => {
    const limit = minutes * walkingMetersPerMinute;
    return meters.length === 0 ? 0 : meters.filter((one) => one <= limit).length / meters.length;
  };
  const quantile = (share: number): number | undefined => {
    const value = meters[Math.ceil(meters.length * share) - 1];
    return value !== undefined && Number.isFinite(value) ? value : undefined;
  };
  return {
    withinMinutes: [within(1), within(2), within(3)],
    halfMeters: quantile(0.5),
    nineInTenMeters: quantile(0.9),
  };
}
