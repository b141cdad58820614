import type { Position } from '../geometry/position.ts';
import type { Grid } from './grid.ts';

/**
 * Some cells of a grid in a window just around them, one empty place wider on all sides, so that each of the cells has
 * all its neighbours in the window. Places of the window are numbered in rows, as cells are.
 */
export interface CellWindow {
  /** 1 at the places of the cells. */
  isIn: Uint8Array;
  /** Places in a row: what is added to come to the place to the north. */
  stride: number;
  placeOf(cell: number): number;
  cellAt(place: number): number;
}

export function windowAround(grid: Grid, cells: ArrayLike<number>): CellWindow {
  const { columns } = grid;
  let [west, south, east, north] = [columns, grid.rows, -1, -1];
  for (let at = 0; at < cells.length; at++) {
    const cell = cells[at] ?? 0;
    const column = cell % columns;
    const row = (cell - column) / columns;
    if (column < west) west = column;
    if (column > east) east = column;
    if (row < south) south = row;
    if (row > north) north = row;
  }
  const stride = Math.max(0, east - west + 1) + 2;
  const isIn = new Uint8Array(stride * (Math.max(0, north - south + 1) + 2));
  const placeOf = (cell: number): number => {
    const column = cell % columns;
    return ((cell - column) / columns - south + 1) * stride + column - west + 1;
  };
  for (let at = 0; at < cells.length; at++) isIn[placeOf(cells[at] ?? 0)] = 1;
  const cellAt = (place: number): number => {
    const column = place % stride;
    return ((place - column) / stride + south - 1) * columns + column + west - 1;
  };
  return { isIn, stride, placeOf, cellAt };
}

/** The middle of a cell, in metres on the plane of its grid. */
export function middleOfCell({ west, south, cellMeters, columns }: Grid, cell: number): Position {
  const column = cell % columns;
  return [west + (column + 0.5) * cellMeters, south + ((cell - column) / columns + 0.5) * cellMeters];
}
