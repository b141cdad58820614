import { runsOf } from './cell-runs.ts';
import { middleOfCell, windowAround } from './cell-window.ts';
import type { Grid } from './grid.ts';

/**
 * The cell deepest inside a group, where a label has the most room: the one with the most rings of other cells of the
 * group around it. Of several, the one nearest to the middle of them all, then the lowest. Throws when there is none.
 */
export function middleCell(grid: Grid, cells: Int32Array): number {
  const runs = runsOf(grid, cells);
  const [east, north] = averagePlace(grid, runs);
  let [best, least] = [-1, Number.POSITIVE_INFINITY];
  for (const cell of deepestCells(grid, runs)) {
    const [x, y] = middleOfCell(grid, cell);
    const squared = (x - east) ** 2 + (y - north) ** 2;
    if (squared < least - 1e-9) [best, least] = [cell, squared];
  }
  if (best < 0) throw new RangeError('A group without cells has no middle.');
  return best;
}

/**
 * The cells with the most rings of the group's cells around them, in rising order. A cell has `n` rings around it when
 * it is the middle of a square of `2n + 1` cells that lies in the group; how large a square ends at a cell, to the north
 * and east, follows from those that end at its neighbours before it.
 */
function deepestCells(grid: Grid, runs: Int32Array): number[] {
  const { size, stride, placeOf, cellAt } = windowAround(grid, runs);
  const sides = new Uint16Array(size);
  let largest = 0;
  for (let at = 0; at < runs.length; at += 2) {
    const first = placeOf(runs[at] ?? 0);
    const after = first + (runs[at + 1] ?? 0) - (runs[at] ?? 0);
    for (let place = first; place < after; place++) {
      const side = 1 + Math.min(sides[place - 1] ?? 0, sides[place - stride] ?? 0, sides[place - stride - 1] ?? 0);
      sides[place] = side;
      largest = Math.max(largest, side);
    }
  }
  const rings = Math.max(0, Math.ceil(largest / 2) - 1);
  const deepest: number[] = [];
  for (let place = 0; place < size; place++) {
    if ((sides[place] ?? 0) > rings * 2) deepest.push(cellAt(place - rings * (stride + 1)));
  }
  return deepest;
}

/** The middle of all cells. */
function averagePlace(grid: Grid, runs: Int32Array): [number, number] {
  let [east, north, count] = [0, 0, 0];
  for (let at = 0; at < runs.length; at += 2) {
    const [first, last] = [runs[at] ?? 0, (runs[at + 1] ?? 0) - 1];
    const length = last - first + 1;
    const [[from, row], [to]] = [middleOfCell(grid, first), middleOfCell(grid, last)];
    [east, north, count] = [east + ((from + to) / 2) * length, north + row * length, count + length];
  }
  return [east / count, north / count];
}
