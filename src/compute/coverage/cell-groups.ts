import { cellsOfRuns, groupRuns, runsOf } from './cell-runs.ts';
import type { Grid } from './grid.ts';

/**
 * The cells in groups that hang together side by side; cells that touch only at a corner are apart. Groups come in the
 * order of their lowest cell, each with its cells in rising order.
 */
export function groupsOf(grid: Grid, cells: ArrayLike<number>): Int32Array[] {
  return groupRuns(grid, runsOf(grid, cells)).map(cellsOfRuns);
}
