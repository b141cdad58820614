import type { Position } from '../geometry/position.ts';
import { doubledArea, isInside } from '../geometry/ring.ts';
import { pointBetween, projectOn } from '../geometry/segment.ts';
import type { WallIndex } from '../geometry/wall-index.ts';

/** Where a camera's view begins, and the buildings that do not stand in its way because it is in or on them. */
export interface Standing {
  place: Position;
  without: Set<number>;
}

/** Surveyed places and outlines are off by this much, so a camera this deep in a house hangs on its wall. */
const deepestMeters = 2.5;
/** How far the eye stands off the wall that the camera hangs on. */
const clearanceMeters = 0.1;
const mostMoves = 5;

/**
 * Moves a camera that hangs on a wall, stands at a corner or was surveyed a little inside a house to just before the
 * nearest wall. Houses that share a wall push it on until it stands clear of all of them. One that is deeper inside, or
 * finds no clear place, stays where it is and looks through the houses that it is in: they are in `without`.
 */
export function standClear(place: Position, walls: WallIndex): Standing {
  const without = new Set<number>();
  let current = place;
  for (let move = 0; move < mostMoves; move++) {
    const next = pushOff(current, walls, without);
    if (!next) return { place: current, without };
    current = next;
  }
  for (const number of housesAround(place, walls)) without.add(number);
  return { place, without };
}

function housesAround(place: Position, walls: WallIndex): number[] {
  return walls.outlinesNear(place, clearanceMeters).filter((number) => {
    const ring = walls.outline(number);
    return isInside(ring, place) || nearestWall(ring, place).meters < clearanceMeters;
  });
}

/** The place after the first house in the way has pushed; nothing when it stands clear. Deep houses are left alone. */
function pushOff(place: Position, walls: WallIndex, without: Set<number>): Position | undefined {
  for (const number of walls.outlinesNear(place, clearanceMeters)) {
    if (without.has(number)) continue;
    const ring = walls.outline(number);
    const wall = nearestWall(ring, place);
    const isIn = isInside(ring, place);
    if (isIn && wall.meters > deepestMeters) without.add(number);
    else if (isIn || wall.meters < clearanceMeters / 2)
      return [wall.point[0] + wall.out[0] * clearanceMeters, wall.point[1] + wall.out[1] * clearanceMeters];
  }
  return undefined;
}

/** The nearest point of a ring, the metres to it, and the direction that leads out of the house there. */
function nearestWall(ring: readonly Position[], place: Position): { point: Position; meters: number; out: Position } {
  const way = doubledArea(ring) < 0 ? -1 : 1;
  let best = { point: place, meters: Number.POSITIVE_INFINITY };
  let out: [number, number] = [0, 0];
  ring.forEach((to, at) => {
    const from = ring.at(at - 1) ?? to;
    const [dx, dy] = [to[0] - from[0], to[1] - from[1]];
    const length = Math.hypot(dx, dy);
    if (length < 1e-9) return;
    const { share, metersAway: meters } = projectOn(place, from, to);
    const point = pointBetween(from, to, share);
    if (meters > best.meters + 1e-9) return;
    const normal: Position = [(way * dy) / length, (-way * dx) / length];
    // At a corner both walls are as near: the way out lies between them.
    out = meters < best.meters - 1e-9 ? [...normal] : [out[0] + normal[0], out[1] + normal[1]];
    if (meters < best.meters) best = { point, meters };
  });
  const length = Math.hypot(...out) || 1;
  return { ...best, out: [out[0] / length, out[1] / length] };
}
