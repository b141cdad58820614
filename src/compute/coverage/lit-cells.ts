import type { Position } from '../geometry/position.ts';
import { markNear } from './cells-near.ts';
import type { Grid } from './grid.ts';

/** A street lamp. */
export interface Lamp {
  /** Metres on the plane of the grid. */
  place: Position;
  reachMeters: number;
  isWorking: boolean;
}

/** 1 for each cell of the grid whose middle lies within the reach of a lamp that works; nothing stands in light's way. */
export function litCells(grid: Grid, lamps: readonly Lamp[]): Uint8Array {
  const isLit = new Uint8Array(grid.columns * grid.rows);
  for (const { place, reachMeters, isWorking } of lamps)
    if (isWorking) markNear(isLit, grid, place, place, reachMeters);
  return isLit;
}
