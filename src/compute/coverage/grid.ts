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
  const spans: number[] = [];
  for (const rings of polygons) addSpans(grid, rings, spans);
  let count = 0;
  for (let at = 0; at < spans.length; at += 2) count += (spans[at + 1] ?? 0) - (spans[at] ?? 0);
  const cells = new Int32Array(count);
  // One polygon holds no cell twice; several may.
  const isTaken = polygons.length > 1 ? new Uint8Array(grid.columns * grid.rows) : undefined;
  let next = 0;
  for (let at = 0; at < spans.length; at += 2) {
    for (let cell = spans[at] ?? 0; cell < (spans[at + 1] ?? 0); cell++) {
      if (isTaken?.[cell]) continue;
      if (isTaken) isTaken[cell] = 1;
      cells[next++] = cell;
    }
  }
  return next === count ? cells : cells.slice(0, next);
}

/** Adds the rows of cells in the polygon, each as its first cell and the one after its last. */
function addSpans(grid: Grid, rings: Rings, spans: number[]): void {
  const { west, south, cellMeters, columns, rows } = grid;
  const [lowest, highest] = extentNorth(rings);
  const first = Math.max(0, Math.ceil((lowest - south) / cellMeters - 0.5));
  const last = Math.min(rows - 1, Math.floor((highest - south) / cellMeters - 0.5));
  if (!(first <= last)) return;
  const { places, next, heads } = crossingsOf(grid, rings, first, last);
  for (let row = first; row <= last; row++) {
    let at = heads[row - first] ?? -1;
    while (at >= 0) {
      const leaves = next[at] ?? -1;
      if (leaves < 0) break;
      const from = Math.max(0, Math.ceil(((places[at] ?? 0) - west) / cellMeters - 0.5));
      const to = Math.min(columns, Math.ceil(((places[leaves] ?? 0) - west) / cellMeters - 0.5));
      if (from < to) spans.push(row * columns + from, row * columns + to);
      at = next[leaves] ?? -1;
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

/** Where rows are crossed: `heads` has the first crossing of each row, `next` the one to its east, or -1. */
interface Crossings {
  places: number[];
  next: number[];
  heads: Int32Array;
}

/**
 * Where the rings cross the middles of these rows, each edge asked only for the rows that it spans: what lies between a
 * row's first place and its second, in order, is inside.
 */
function crossingsOf({ south, cellMeters }: Grid, rings: Rings, first: number, last: number): Crossings {
  const crossings: Crossings = { places: [], next: [], heads: new Int32Array(last - first + 1).fill(-1) };
  for (const ring of rings) {
    let from = ring.at(-1);
    for (const to of ring) {
      if (!from) break;
      const [x, y] = from;
      const [low, high] = y < to[1] ? [y, to[1]] : [to[1], y];
      const start = Math.max(first, Math.ceil((low - south) / cellMeters - 0.5) - 1);
      const end = Math.min(last, Math.floor((high - south) / cellMeters - 0.5) + 1);
      for (let row = start; row <= end; row++) {
        const north = south + (row + 0.5) * cellMeters;
        if (y > north === to[1] > north) continue;
        addCrossing(crossings, row - first, x + ((north - y) / (to[1] - y)) * (to[0] - x));
      }
      from = to;
    }
  }
  return crossings;
}

/** A row has few crossings, so that walking along them is the quickest way to keep them in order. */
function addCrossing({ places, next, heads }: Crossings, row: number, place: number): void {
  let before = -1;
  let after = heads[row] ?? -1;
  while (after >= 0 && (places[after] ?? 0) < place) {
    before = after;
    after = next[after] ?? -1;
  }
  if (before < 0) heads[row] = places.length;
  else next[before] = places.length;
  places.push(place);
  next.push(after);
}

/** The middle of a cell, in metres on the plane. */
export function middleOf({ west, south, cellMeters, columns }: Grid, cell: number): Position {
  const row = Math.floor(cell / columns);
  return [west + (cell - row * columns + 0.5) * cellMeters, south + (row + 0.5) * cellMeters];
}
