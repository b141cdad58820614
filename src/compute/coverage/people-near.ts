import type { Position } from '../geometry/position.ts';
import { cellsIn, type Grid, middleOf } from './grid.ts';

/** A house and how many people live in it. */
export interface Home {
  place: Position;
  people: number;
}

/**
 * How many people live near each cell: a home's people are spread evenly over the ground within the reach around it, so
 * that the cells of a street add up to those who come out onto it. What falls outside the ground belongs to others.
 */
export function peopleNear(grid: Grid, ground: Int32Array, homes: readonly Home[], reachMeters: number): Float64Array {
  const people = new Float64Array(grid.columns * grid.rows);
  const isGround = new Uint8Array(people.length);
  for (const cell of ground) isGround[cell] = 1;
  const perCell = grid.cellMeters ** 2 / (Math.PI * reachMeters ** 2);
  for (const { place, people: count } of homes) {
    const [east, north] = place;
    const square: Position[] = [
      [east - reachMeters, north - reachMeters],
      [east + reachMeters, north - reachMeters],
      [east + reachMeters, north + reachMeters],
      [east - reachMeters, north + reachMeters],
    ];
    for (const cell of cellsIn(grid, [[square]])) {
      if (!isGround[cell]) continue;
      const [x, y] = middleOf(grid, cell);
      if (Math.hypot(x - east, y - north) <= reachMeters) people[cell] = (people[cell] ?? 0) + count * perCell;
    }
  }
  return people;
}
