import { middleOfCell, windowAround } from './cell-window.ts';
import type { Grid } from './grid.ts';

/**
 * The cell deepest inside a group, where a label has the most room: the one with the most rings of other cells of the
 * group around it. Of several, the one nearest to the middle of them all, then the lowest. Throws when there is none.
 */
export function middleCell(grid: Grid, cells: Int32Array): number {
  const deepest = deepestCells(grid, cells);
  const [east, north] = averagePlace(grid, cells);
  let [best, least] = [-1, Number.POSITIVE_INFINITY];
  for (const cell of deepest) {
    const [x, y] = middleOfCell(grid, cell);
    const squared = (x - east) ** 2 + (y - north) ** 2;
    if (squared < least - 1e-9) [best, least] = [cell, squared];
  }
  if (best < 0) throw new RangeError('A group without cells has no middle.');
  return best;
}

/** Peels the group from outside, ring by ring, and returns what goes last. */
function deepestCells(grid: Grid, cells: Int32Array): Int32Array {
  const { isIn, stride, placeOf, cellAt } = windowAround(grid, cells);
  const around = [-stride - 1, -stride, -stride + 1, -1, 1, stride - 1, stride, stride + 1];
  const edge: number[] = [];
  for (const cell of cells) {
    const place = placeOf(cell);
    for (const step of around) {
      if (isIn[place + step]) continue;
      edge.push(place);
      break;
    }
  }
  let peel = Int32Array.from(edge);
  for (const place of peel) isIn[place] = 0;
  for (;;) {
    const next: number[] = [];
    for (const place of peel) {
      for (const step of around) {
        if (!isIn[place + step]) continue;
        isIn[place + step] = 0;
        next.push(place + step);
      }
    }
    if (next.length === 0) return peel.map(cellAt).sort();
    peel = Int32Array.from(next);
  }
}

function averagePlace(grid: Grid, cells: Int32Array): [number, number] {
  let [east, north] = [0, 0];
  for (const cell of cells) {
    const [x, y] = middleOfCell(grid, cell);
    [east, north] = [east + x / cells.length, north + y / cells.length];
  }
  return [east, north];
}
