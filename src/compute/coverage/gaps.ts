import type { Rings } from '../geometry/fan-rings.ts';
import type { Position } from '../geometry/position.ts';
import { groupsOf } from './cell-groups.ts';
import { middleOfCell } from './cell-window.ts';
import type { CoverField } from './field.ts';
import { cellsIn, type Grid } from './grid.ts';
import { middleCell } from './middle-cell.ts';

/** The ground of a risk area: its walkable cells, and what every cell of the grid is worth. */
export interface RiskGround {
  grid: Grid;
  cells: Int32Array;
  /** Risk by cell of the grid. */
  weights: Float64Array;
  /** People who live near, by cell of the grid. */
  people: Float64Array;
}

/** Figures of some ground that no camera sees for sure. */
export interface GapFigures {
  squareMeters: number;
  weight: number;
  people: number;
}

/** Ground in one piece that no camera sees for sure (จุดอับกล้อง). */
export interface Gap extends GapFigures {
  /** 1 for the gap with the most weight. */
  rank: number;
  cells: Int32Array;
  /** The share of its ground, from 0 to 1, that cameras of which not everything is known see on average. */
  expectedSeenShare: number;
  /** Deep inside the gap, in metres on the plane of the grid. */
  labelPlace: Position;
}

/** The gaps, the heaviest first, and the sum of those that were too small to be worth a place in the list. */
export interface Gaps {
  gaps: Gap[];
  small: GapFigures & { count: number };
}

/** The cells inside areas that are in nothing closed, as buildings and water are. */
export function walkableCells(grid: Grid, areas: readonly Rings[], closed: readonly Rings[]): Int32Array {
  const cells = cellsIn(grid, areas);
  if (closed.length === 0) return cells;
  const isClosed = new Uint8Array(grid.columns * grid.rows);
  for (const cell of cellsIn(grid, closed)) isClosed[cell] = 1;
  return cellsWhere(cells, (cell) => isClosed[cell] === 0);
}

/**
 * The gaps of a risk area: its cells that no camera sees for sure, in groups that hang together side by side, ranked by
 * weight (then by area, then by their lowest cell). Those below the least area come as one sum.
 */
export function gapsIn(
  ground: RiskGround,
  seen: Pick<CoverField, 'countAt' | 'missedAt'>,
  leastSquareMeters: number,
): Gaps {
  const unseen = cellsWhere(ground.cells, (cell) => seen.countAt(cell) === 0);
  const small = { count: 0, squareMeters: 0, weight: 0, people: 0 };
  const large: (GapFigures & { cells: Int32Array })[] = [];
  for (const cells of groupsOf(ground.grid, unseen)) {
    const figures = figuresOf(ground, cells);
    if (figures.squareMeters >= leastSquareMeters) {
      large.push({ ...figures, cells });
      continue;
    }
    small.count += 1;
    small.squareMeters += figures.squareMeters;
    small.weight += figures.weight;
    small.people += figures.people;
  }
  large.sort((a, b) => b.weight - a.weight || b.squareMeters - a.squareMeters);
  const gaps = large.map((figures, at) => ({
    ...figures,
    rank: at + 1,
    expectedSeenShare: averageSeen(figures.cells, seen),
    labelPlace: middleOfCell(ground.grid, middleCell(ground.grid, figures.cells)),
  }));
  return { gaps, small };
}

function figuresOf({ grid, weights, people }: RiskGround, cells: Int32Array): GapFigures {
  let [weight, livingNear] = [0, 0];
  for (const cell of cells) {
    weight += weights[cell] ?? 0;
    livingNear += people[cell] ?? 0;
  }
  return { squareMeters: cells.length * grid.cellMeters ** 2, weight, people: livingNear };
}

function averageSeen(cells: Int32Array, seen: Pick<CoverField, 'missedAt'>): number {
  let missed = 0;
  for (const cell of cells) missed += seen.missedAt(cell);
  return 1 - missed / cells.length;
}

/** The built-in filter takes several times as long over the hundred thousand cells of an area. */
function cellsWhere(cells: Int32Array, isWanted: (cell: number) => boolean): Int32Array {
  const wanted = new Int32Array(cells.length);
  let count = 0;
  for (const cell of cells) if (isWanted(cell)) wanted[count++] = cell;
  return wanted.slice(0, count);
}
