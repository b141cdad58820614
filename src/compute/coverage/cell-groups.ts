import { windowAround } from './cell-window.ts';
import type { Grid } from './grid.ts';

/**
 * The cells in groups that hang together side by side; cells that touch only at a corner are apart. Groups come in the
 * order of their lowest cell, each with its cells in rising order.
 */
export function groupsOf(grid: Grid, cells: ArrayLike<number>): Int32Array[] {
  const { isIn, stride, cellAt } = windowAround(grid, cells);
  const steps = [-stride, -1, 1, stride];
  const groups: Int32Array[] = [];
  for (let first = isIn.indexOf(1); first >= 0; first = isIn.indexOf(1, first)) {
    const group = [first];
    isIn[first] = 0;
    for (let at = 0; at < group.length; at++) {
      const place = group[at] ?? 0;
      for (const step of steps) {
        if (!isIn[place + step]) continue;
        isIn[place + step] = 0;
        group.push(place + step);
      }
    }
    groups.push(Int32Array.from(group, cellAt).sort());
  }
  return groups;
}
