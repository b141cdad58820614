import type { Position } from './position.ts';

/*
 * Rings: the outline of an area on a plane, whose first point is not repeated at the end.
 */

/** Twice the area of a ring, positive when it runs counter-clockwise on a plane whose second axis points up. */
export function doubledArea(ring: readonly Position[]): number {
  return ring.reduce((sum, [x, y], at) => {
    const [nextX, nextY] = ring[(at + 1) % ring.length] ?? [x, y];
    return sum + x * nextY - nextX * y;
  }, 0);
}

/** Whether a point lies inside a ring, by counting how often a line to the east leaves it. */
export function isInside(ring: readonly Position[], [east, north]: Position): boolean {
  let isIn = false;
  ring.forEach(([toEast, toNorth], index) => {
    const [fromEast, fromNorth] = ring.at(index - 1) ?? [toEast, toNorth];
    if (fromNorth > north === toNorth > north) return;
    if (east < fromEast + ((north - fromNorth) / (toNorth - fromNorth)) * (toEast - fromEast)) isIn = !isIn;
  });
  return isIn;
}
