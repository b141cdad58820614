import type { Rings } from '../geometry/fan-rings.ts';
import type { Position } from '../geometry/position.ts';
import { doubledArea } from '../geometry/ring.ts';
import { groupsOf } from './cell-groups.ts';
import { windowAround } from './cell-window.ts';
import type { Grid } from './grid.ts';

/**
 * The outlines of cells, in metres on the plane of the grid: one polygon for each group that hangs together side by
 * side, its outer ring counter-clockwise and its holes clockwise. No ring touches itself: where cells, or the gaps
 * between them, touch at a corner, two rings meet there.
 */
export function outlineOf(grid: Grid, cells: ArrayLike<number>): Rings[] {
  return groupsOf(grid, cells).map((group) => {
    const rings = traceRings(grid, group)
      .flatMap((way) => splitAtRepeats(way, grid.columns + 1))
      .map(withoutStraights);
    return rings
      .map((ring) => ring.map(([column, row]): Position => cornerAt(grid, column, row)))
      .sort((a, b) => doubledArea(b) - doubledArea(a));
  });
}

function cornerAt({ west, south, cellMeters }: Grid, column: number, row: number): Position {
  return [west + column * cellMeters, south + row * cellMeters];
}

/** The closed ways around the group, cells to the left, in columns and rows of corners; a way may touch itself. */
function traceRings(grid: Grid, group: Int32Array): Position[][] {
  const { isIn, stride, placeOf, cellAt } = windowAround(grid, group);
  const neighbours = [-stride, 1, stride, -1];
  const isTraced = new Uint8Array(isIn.length);
  const cornerOf = (place: number, side: number): Position => {
    const cell = cellAt(place);
    const [column, row] = [cell % grid.columns, Math.floor(cell / grid.columns)];
    return [column + (side === 1 || side === 2 ? 1 : 0), row + (side >= 2 ? 1 : 0)];
  };

  /** Walks along the sides of cells (0: the south side, eastwards; then to the left) until it is back at that side. */
  function trace(first: number): Position[] {
    const ring: Position[] = [];
    let [place, side] = [first, 0];
    do {
      if (side === 0) isTraced[place] = 1;
      ring.push(cornerOf(place, side));
      const ahead = place + (neighbours[(side + 1) % 4] ?? 0);
      const beside = ahead + (neighbours[side] ?? 0);
      if (!isIn[ahead]) side = (side + 1) % 4;
      else if (!isIn[beside]) place = ahead;
      else [place, side] = [beside, (side + 3) % 4];
    } while (place !== first || side !== 0);
    return ring;
  }

  const rings: Position[][] = [];
  for (const cell of group) {
    const place = placeOf(cell);
    // Every closed way goes eastwards somewhere, along the south side of a cell.
    if (!isIn[place - stride] && !isTraced[place]) rings.push(trace(place));
  }
  return rings;
}

/** Takes a way that touches itself apart into rings that do not. */
function splitAtRepeats(way: readonly Position[], cornersInRow: number): Position[][] {
  const keyOf = ([column, row]: Position): number => row * cornersInRow + column;
  const rings: Position[][] = [];
  const current: Position[] = [];
  const openAt = new Map<number, number>();
  for (const corner of way) {
    const key = keyOf(corner);
    const since = openAt.get(key);
    if (since !== undefined) {
      const ring = current.splice(since);
      for (const passed of ring) openAt.delete(keyOf(passed));
      rings.push(ring);
    }
    openAt.set(key, current.length);
    current.push(corner);
  }
  return [...rings, current];
}

/** Keeps the corners at which a ring turns. */
function withoutStraights(ring: readonly Position[]): Position[] {
  return ring.filter((_, at) => {
    const before = ring.at(at - 1);
    const after = ring[(at + 1) % ring.length];
    return before?.[0] !== after?.[0] && before?.[1] !== after?.[1];
  });
}
