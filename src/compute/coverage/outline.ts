import type { Rings } from '../geometry/fan-rings.ts';
import type { Position } from '../geometry/position.ts';
import { doubledArea } from '../geometry/ring.ts';
import { groupRuns, runsOf } from './cell-runs.ts';
import { type CellWindow, windowAround } from './cell-window.ts';
import type { Grid } from './grid.ts';

/**
 * The outlines of cells, in metres on the plane of the grid: one polygon for each group that hangs together side by
 * side, its outer ring counter-clockwise and its holes clockwise. No ring touches itself: where cells, or the gaps
 * between them, touch at a corner, two rings meet there.
 */
export function outlineOf(grid: Grid, cells: ArrayLike<number>): Rings[] {
  return groupRuns(grid, runsOf(grid, cells)).map((runs) => {
    const window = windowAround(grid, runs);
    return traceRings(window, runs)
      .map((ring) => ring.map((corner) => positionOf(grid, window, corner)))
      .sort((a, b) => doubledArea(b) - doubledArea(a));
  });
}

/** Corners of the window have the number of the place to their north-east. */
function positionOf({ west, south, cellMeters }: Grid, window: CellWindow, corner: number): Position {
  const column = corner % window.stride;
  const row = (corner - column) / window.stride;
  return [west + (window.west + column) * cellMeters, south + (window.south + row) * cellMeters];
}

/** The rings around a group, cells to the left, each as the corners at which it turns. */
function traceRings(window: CellWindow, runs: Int32Array): number[][] {
  const { size, stride, placeOf } = window;
  const isIn = new Uint8Array(size);
  for (let at = 0; at < runs.length; at += 2) {
    const first = placeOf(runs[at] ?? 0);
    isIn.fill(1, first, first + (runs[at + 1] ?? 0) - (runs[at] ?? 0));
  }
  const isTraced = new Uint8Array(size);
  const rings: number[][] = [];
  for (let at = 0; at < runs.length; at += 2) {
    const first = placeOf(runs[at] ?? 0);
    const after = first + (runs[at + 1] ?? 0) - (runs[at] ?? 0);
    for (let place = first; place < after; place++) {
      // Every closed way goes eastwards somewhere, along the south side of a cell.
      if (isIn[place - stride] || isTraced[place]) continue;
      const way = trace(isIn, stride, place, isTraced);
      rings.push(...splitAtRepeats(way, (corner) => isTouched(isIn, stride, corner)));
    }
  }
  return rings;
}

/**
 * The corners at which the way around the cells turns. Walks along the sides of cells (0: the south side, eastwards; then
 * to the left) until it is back at the south side of the first place; a way may touch itself.
 */
function trace(isIn: Uint8Array, stride: number, first: number, isTraced: Uint8Array): number[] {
  const ahead = [1, stride, -1, -stride];
  const beside = [1 - stride, stride + 1, stride - 1, -stride - 1];
  const startOfSide = [0, 1, stride + 1, stride];
  const way = [first];
  let [place, side] = [first, 0];
  for (;;) {
    if (side === 0) isTraced[place] = 1;
    const next = place + (ahead[side] ?? 0);
    if (isIn[next] && !isIn[place + (beside[side] ?? 0)]) {
      place = next;
      continue;
    }
    if (isIn[next]) [place, side] = [place + (beside[side] ?? 0), (side + 3) % 4];
    else side = (side + 1) % 4;
    if (place === first && side === 0) return way;
    way.push(place + (startOfSide[side] ?? 0));
  }
}

/** Whether two cells, or two places between cells, touch at this corner: a way may come by more than once. */
function isTouched(isIn: Uint8Array, stride: number, corner: number): boolean {
  const isNorthEast = isIn[corner];
  return (
    isNorthEast === isIn[corner - stride - 1] &&
    isNorthEast !== isIn[corner - 1] &&
    isNorthEast !== isIn[corner - stride]
  );
}

/** Takes a way that touches itself apart into rings that do not. */
function splitAtRepeats(way: readonly number[], mayRepeat: (corner: number) => boolean): number[][] {
  const rings: number[][] = [];
  const current: number[] = [];
  const openAt = new Map<number, number>();
  for (const corner of way) {
    if (mayRepeat(corner)) {
      const since = openAt.get(corner);
      if (since !== undefined) {
        const ring = current.splice(since);
        for (const passed of ring) openAt.delete(passed);
        rings.push(ring);
      }
      openAt.set(corner, current.length);
    }
    current.push(corner);
  }
  return [...rings, current];
}
