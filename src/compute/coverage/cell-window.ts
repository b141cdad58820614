import type { Position } from '../geometry/position.ts';
import type { Grid } from './grid.ts';

/**
 * Some cells of a grid in a window just around them, one empty place wider on all sides, so that each of the cells has
 * all its neighbours in the window. Places of the window are numbered in rows, as cells are.
 */
export interface CellWindow {
  /** How many places there are. */
  size: number;
  /** Places in a row: what is added to come to the place to the north. */
  stride: number;
  /** Where the first place lies on the grid. */
  west: number;
  south: number;
  placeOf(cell: number): number;
  cellAt(place: number): number;
}

/** The window around the cells of these runs. */
export function windowAround({ columns, rows }: Grid, runs: Int32Array): CellWindow {
  let [west, south, east, north] = [columns, rows, -1, -1];
  for (let at = 0; at < runs.length; at += 2) {
    const first = runs[at] ?? 0;
    const column = first % columns;
    const row = (first - column) / columns;
    west = Math.min(west, column);
    east = Math.max(east, column + (runs[at + 1] ?? 0) - first - 1);
    south = Math.min(south, row);
    north = Math.max(north, row);
  }
  const stride = Math.max(0, east - west + 1) + 2;
  return {
    size: stride * (Math.max(0, north - south + 1) + 2),
    stride,
    west: west - 1,
    south: south - 1,
    placeOf(cell) {
      const column = cell % columns;
      return ((cell - column) / columns - south + 1) * stride + column - west + 1;
    },
    cellAt(place) {
      const column = place % stride;
      return ((place - column) / stride + south - 1) * columns + column + west - 1;
    },
  };
}

/** The middle of a cell, in metres on the plane of its grid. */
export function middleOfCell({ west, south, cellMeters, columns }: Grid, cell: number): Position {
  const column = cell % columns;
  return [west + (column + 0.5) * cellMeters, south + ((cell - column) / columns + 0.5) * cellMeters];
}
