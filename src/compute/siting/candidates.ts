import type { Rings } from '../geometry/fan-rings.ts';
import type { Position } from '../geometry/position.ts';
import { isInside } from '../geometry/ring.ts';
import { pointBetween } from '../geometry/segment.ts';

/** Places every so many metres along lines, the first half of that from the start; a short line has its middle. */
export function placesAlong(line: readonly Position[], everyMeters: number): Position[] {
  const places: Position[] = [];
  const length = line.reduce((sum, to, at) => sum + distance(line[at - 1] ?? to, to), 0);
  if (!(length > 0)) return places;
  const count = Math.max(1, Math.floor(length / everyMeters));
  let walked = 0;
  line.forEach((to, at) => {
    const from = line[at - 1] ?? to;
    const piece = distance(from, to);
    while (piece > 0 && places.length < count) {
      const wanted = ((places.length + 0.5) * length) / count;
      if (wanted > walked + piece) break;
      places.push(pointBetween(from, to, (wanted - walked) / piece));
    }
    walked += piece;
  });
  return places;
}

/** The middles of a building's longest walls, where something could hang; walls that are too short have none. */
export function placesOnWalls([ring = []]: Rings, mostWalls: number, leastMeters: number): Position[] {
  return ring
    .map((to, at): [Position, Position] => [ring.at(at - 1) ?? to, to])
    .filter(([from, to]) => distance(from, to) >= leastMeters)
    .sort((one, other) => distance(...other) - distance(...one))
    .slice(0, mostWalls)
    .map(([from, to]) => pointBetween(from, to, 0.5));
}

/** Whether a place lies in one of the polygons, and in none of its holes. */
export function isWithin(polygons: readonly Rings[], place: Position): boolean {
  return polygons.some(
    ([outer = [], ...holes]) => isInside(outer, place) && !holes.some((hole) => isInside(hole, place)),
  );
}

const distance = (from: Position, to: Position): number => Math.hypot(to[0] - from[0], to[1] - from[1]);
