import { boundsOf } from '../coverage/area-cover.ts';
import { walkableCells } from '../coverage/gaps.ts';
import { cellsIn, type Grid, gridOver, middleOf } from '../coverage/grid.ts';
import { type Home, peopleNear } from '../coverage/people-near.ts';
import type { Rings } from '../geometry/fan-rings.ts';
import type { Position } from '../geometry/position.ts';
import { doubledArea } from '../geometry/ring.ts';

/** What makes a square of ground worth covering. */
export type Worth = 'risk' | 'people' | 'reports' | 'equal';

/** An area that matters, on the plane. */
export interface MatteringArea {
  rings: Rings;
  /** 1 low … 5 severe. */
  level: number;
}

/**
 * Open ground in squares, each of them once and numbered: the demands of every question about where to put something.
 * Where areas overlap, a square belongs to the severest.
 */
export interface SitingGround {
  grid: Grid;
  /** By demand: its cell of the grid, in rising order. */
  cells: Int32Array;
  /** By cell of the grid: its demand, or -1. */
  demandOf: Int32Array;
  /** By demand: what covering it is worth. */
  weights: Float64Array;
  /** By demand: the number of its area. */
  areaOf: Int32Array;
  /** By demand: how many people live near. */
  people: Float64Array;
}

export interface GroundWish {
  areas: readonly MatteringArea[];
  /** Where nobody walks, as buildings and water. */
  closed: readonly Rings[];
  homes: readonly Home[];
  /** Where something was reported. */
  reports: readonly Position[];
  worth: Worth;
  /** About how many squares there may be, and how small they are at least, in metres. */
  mostCells: number;
  leastCellMeters: number;
}

const homeReachMeters = 25;
const reportReachMeters = 40;

/** The open ground of the areas, in squares as small as their number allows; `undefined` where there is none. */
export function sitingGround(wish: GroundWish): SitingGround | undefined {
  const { areas, closed } = wish;
  if (areas.length === 0) return undefined;
  const grid = gridFor(wish);
  const owner = new Int32Array(grid.columns * grid.rows).fill(-1);
  const levelOf = (area: number): number => areas[area]?.level ?? 0;
  areas.forEach(({ rings }, area) => {
    for (const cell of cellsIn(grid, [rings]))
      if (levelOf(owner[cell] ?? -1) < levelOf(area) || owner[cell] === -1) owner[cell] = area;
  });
  const cells = walkableCells(
    grid,
    areas.map(({ rings }) => rings),
    closed,
  );
  if (cells.length === 0) return undefined;
  const demandOf = new Int32Array(owner.length).fill(-1);
  cells.forEach((cell, demand) => {
    demandOf[cell] = demand;
  });
  const areaOf = Int32Array.from(cells, (cell) => owner[cell] ?? -1);
  const near = (homes: readonly Home[], reach: number): Float64Array => {
    const found = peopleNear(grid, cells, homes, reach);
    return Float64Array.from(cells, (cell) => found[cell] ?? 0);
  };
  const people = near(wish.homes, homeReachMeters);
  const weightsBy: Record<Worth, () => Float64Array> = {
    risk: () => Float64Array.from(areaOf, levelOf),
    equal: () => new Float64Array(cells.length).fill(1),
    people: () => people,
    reports: () =>
      near(
        wish.reports.map((place) => ({ place, people: 1 })),
        reportReachMeters,
      ),
  };
  return { grid, cells, demandOf, areaOf, people, weights: weightsBy[wish.worth]() };
}

function gridFor({ areas, mostCells, leastCellMeters }: GroundWish): Grid {
  const polygons = areas.map(({ rings }) => rings);
  const bounds = boundsOf(polygons);
  const extent = (bounds[2] - bounds[0]) * (bounds[3] - bounds[1]);
  const ground = areas.reduce((sum, { rings }) => sum + Math.abs(doubledArea(rings[0] ?? [])) / 2, 0);
  const cellMeters = Math.max(leastCellMeters, Math.sqrt(ground / mostCells), Math.sqrt(extent / 2_000_000));
  return gridOver(bounds, cellMeters);
}

/** The demands among these cells. */
export function demandsAmong({ demandOf }: SitingGround, cells: Int32Array): Int32Array {
  return cells.map((cell) => demandOf[cell] ?? -1).filter((demand) => demand >= 0);
}

/** The middle of a demand's square, in metres on the plane. */
export function placeOf({ grid, cells }: SitingGround, demand: number): Position {
  return middleOf(grid, cells[demand] ?? 0);
}
