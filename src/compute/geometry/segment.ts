import type { Position } from './position.ts';

/** The point of a straight piece that is nearest to a place. */
export interface Projection {
  /** How far along the piece, from 0 to 1. */
  share: number;
  metersAway: number;
}

/** Where a place meets a straight piece when it goes there the shortest way. */
export function projectOn([x, y]: Position, [x0, y0]: Position, [x1, y1]: Position): Projection {
  const [dx, dy] = [x1 - x0, y1 - y0];
  const squared = dx * dx + dy * dy;
  const along = squared > 0 ? ((x - x0) * dx + (y - y0) * dy) / squared : 0;
  const share = Math.min(1, Math.max(0, along));
  return { share, metersAway: Math.hypot(x - x0 - share * dx, y - y0 - share * dy) };
}

/** The point this share of the way from one place to another. */
export function pointBetween([x0, y0]: Position, [x1, y1]: Position, share: number): Position {
  return share === 1 ? [x1, y1] : [x0 + share * (x1 - x0), y0 + share * (y1 - y0)];
}
