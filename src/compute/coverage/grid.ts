import type { Rings } from '../geometry/fan-rings.ts';
import type { Position } from '../geometry/position.ts';

/**
 * Squares on the plane in rows from the south, each row from the west. A place counts as seen when the middle of its
 * square is.
 */
export interface Grid {
  /** The south-west corner, in metres. */
  west: number;
  south: number;
  cellMeters: number;
  columns: number;
  rows: number;
}

/** A grid over `[west, south, east, north]`, in metres on the plane. Throws when it would have more than 4 million cells. */
export function gridOver(
  [west, south, east, north]: readonly [number, number, number, number],
  cellMeters: number,
): Grid {
  const columns = Math.max(1, Math.ceil((east - west) / cellMeters));
  const rows = Math.max(1, Math.ceil((north - south) / cellMeters));
  if (!(columns * rows <= 4_000_000)) throw new RangeError('The grid would have more than 4 million cells.');
  return { west, south, cellMeters, columns, rows };
}

/** Numbers of the cells whose middle lies in the polygons (in one of their outer rings, in no hole), each once. */
export function cellsIn(grid: Grid, polygons: readonly Rings[]): Int32Array {
  const cells: number[] = [];
  for (const rings of polygons) addCells(grid, rings, cells);
  return Int32Array.from(polygons.length > 1 ? new Set(cells) : cells);
}

function addCells(grid: Grid, rings: Rings, cells: number[]): void {
  const { west, south, cellMeters, columns, rows } = grid;
  const [lowest, highest] = extentNorth(rings);
  const first = Math.max(0, Math.ceil((lowest - south) / cellMeters - 0.5));
  const last = Math.min(rows - 1, Math.floor((highest - south) / cellMeters - 0.5));
  for (let row = first; row <= last; row++) {
    const crossings = crossingsAt(rings, south + (row + 0.5) * cellMeters);
    for (let at = 0; at + 1 < crossings.length; at += 2) {
      const from = Math.max(0, Math.ceil(((crossings[at] ?? 0) - west) / cellMeters - 0.5));
      const to = Math.min(columns - 1, Math.ceil(((crossings[at + 1] ?? 0) - west) / cellMeters - 0.5) - 1);
      for (let column = from; column <= to; column++) cells.push(row * columns + column);
    }
  }
}

function extentNorth(rings: Rings): [number, number] {
  let [lowest, highest] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const [, north] of rings[0] ?? []) {
    lowest = Math.min(lowest, north);
    highest = Math.max(highest, north);
  }
  return [lowest, highest];
}

/** Where the rings cross a line from west to east, in order: what lies between the first and the second is inside. */
function crossingsAt(rings: Rings, north: number): number[] {
  const crossings: number[] = [];
  for (const ring of rings) {
    for (let at = 0; at < ring.length; at++) {
      const from = ring[at === 0 ? ring.length - 1 : at - 1];
      const to = ring[at];
      if (!from || !to || from[1] > north === to[1] > north) continue;
      crossings.push(from[0] + ((north - from[1]) / (to[1] - from[1])) * (to[0] - from[0]));
    }
  }
  return crossings.sort((a, b) => a - b);
}

/** The middle of a cell, in metres on the plane. */
export function middleOf({ west, south, cellMeters, columns }: Grid, cell: number): Position {
  const row = Math.floor(cell / columns);
  return [west + (cell - row * columns + 0.5) * cellMeters, south + (row + 0.5) * cellMeters];
}
