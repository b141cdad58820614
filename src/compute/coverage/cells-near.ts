import type { Position } from '../geometry/position.ts';
import type { Grid } from './grid.ts';

/** Numbers of the cells whose middle lies at most this many metres from one of the lines, in rising order. */
export function cellsNear(grid: Grid, lines: readonly (readonly Position[])[], meters: number): Int32Array {
  const isNear = new Uint8Array(grid.columns * grid.rows);
  for (const line of lines) {
    line.forEach((to, at) => {
      markNear(isNear, grid, line[at - 1] ?? to, to, meters);
    });
  }
  const cells: number[] = [];
  isNear.forEach((mark, cell) => {
    if (mark) cells.push(cell);
  });
  return Int32Array.from(cells);
}

/** Sets a 1 at every cell whose middle lies at most this many metres from the straight line between two places. */
export function markNear(marks: Uint8Array, grid: Grid, from: Position, to: Position, meters: number): void {
  const { west, south, cellMeters, columns, rows } = grid;
  if (!(meters >= 0 && [...from, ...to].every(Number.isFinite))) return;
  const columnAt = (east: number): number => (east - west) / cellMeters - 0.5;
  const rowAt = (north: number): number => (north - south) / cellMeters - 0.5;
  const first = Math.max(0, Math.ceil(rowAt(Math.min(from[1], to[1]) - meters)));
  const last = Math.min(rows - 1, Math.floor(rowAt(Math.max(from[1], to[1]) + meters)));
  for (let row = first; row <= last; row++) {
    const [least, most] = spanAt(south + (row + 0.5) * cellMeters, from, to, meters);
    const start = Math.max(0, Math.ceil(columnAt(least)));
    const end = Math.min(columns - 1, Math.floor(columnAt(most)));
    if (start <= end) marks.fill(1, row * columns + start, row * columns + end + 1);
  }
}

/** From where to where, west to east, all that is near the line lies on one height: it bulges, so it is in one piece. */
function spanAt(north: number, from: Position, to: Position, meters: number): [number, number] {
  const [dx, dy] = [to[0] - from[0], to[1] - from[1]];
  const length = Math.hypot(dx, dy) || 1;
  const [sideX, sideY] = [(-dy / length) * meters, (dx / length) * meters];
  const candidates: number[] = [];
  for (const [x, y] of [from, to]) {
    const half = Math.sqrt(meters * meters - (north - y) ** 2);
    if (half >= 0) candidates.push(x - half, x + half);
  }
  for (const side of [-1, 1]) {
    const share = (north - from[1] - side * sideY) / dy;
    if (share >= 0 && share <= 1) candidates.push(from[0] + side * sideX + share * dx);
  }
  return [Math.min(...candidates), Math.max(...candidates)];
}
