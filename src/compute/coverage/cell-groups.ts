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
  const found = new Int32Array(cells.length);
  for (let first = isIn.indexOf(1); first >= 0; first = isIn.indexOf(1, first)) {
    let count = 1;
    found[0] = first;
    isIn[first] = 0;
    for (let at = 0; at < count; at++) {
      const place = found[at] ?? 0;
      for (const step of steps) {
        if (!isIn[place + step]) continue;
        isIn[place + step] = 0;
        found[count++] = place + step;
      }
    }
    // Places are in the order of their cells.
    const group = found.slice(0, count).sort();
    for (let at = 0; at < count; at++) group[at] = cellAt(group[at] ?? 0);
    groups.push(group);
  }
  return groups;
}
