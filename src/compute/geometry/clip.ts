import type { Position } from './position.ts';

/** A square from `least` to `most` on both axes. */
export interface Square {
  least: number;
  most: number;
}

/**
 * The parts of a line that lie in the square: each a line of its own, in order. Every segment is cut by Liang and
 * Barsky's method ("A new concept and method for line clipping", ACM Transactions on Graphics 3, 1984).
 */
export function clipLine(line: readonly Position[], square: Square): Position[][] {
  const parts: Position[][] = [];
  let current: Position[] = [];
  for (let at = 1; at < line.length; at++) {
    const [from, to] = [line[at - 1], line[at]];
    const cut = from && to ? clipSegment(from, to, square) : undefined;
    if (!cut) continue;
    const last = current.at(-1);
    if (!last || !isSame(last, cut[0])) {
      if (current.length > 1) parts.push(current);
      current = [cut[0]];
    }
    current.push(cut[1]);
  }
  if (current.length > 1) parts.push(current);
  return parts;
}

function clipSegment(from: Position, to: Position, { least, most }: Square): [Position, Position] | undefined {
  const [dx, dy] = [to[0] - from[0], to[1] - from[1]];
  let [enter, leave] = [0, 1];
  for (const [slope, room] of [
    [-dx, from[0] - least],
    [dx, most - from[0]],
    [-dy, from[1] - least],
    [dy, most - from[1]],
  ] as const) {
    if (slope === 0 && room < 0) return undefined;
    if (slope < 0) enter = Math.max(enter, room / slope);
    if (slope > 0) leave = Math.min(leave, room / slope);
  }
  if (enter > leave) return undefined;
  const along = (share: number): Position => [from[0] + share * dx, from[1] + share * dy];
  return [enter === 0 ? from : along(enter), leave === 1 ? to : along(leave)];
}

/**
 * The part of a ring that lies in the square, by Sutherland and Hodgman's method ("Reentrant polygon clipping",
 * Communications of the ACM 17, 1974): parts that fall apart stay joined along the edge of the square. The ring comes
 * and goes without repeating its first point; nothing is left of one that lies outside.
 */
export function clipRing(ring: readonly Position[], { least, most }: Square): Position[] {
  let left: Position[] = [...ring];
  for (const [axis, limit, sign] of [
    [0, least, 1],
    [0, most, -1],
    [1, least, 1],
    [1, most, -1],
  ] as const) {
    const isInside = (point: Position): boolean => (point[axis] - limit) * sign >= 0;
    const cut: Position[] = [];
    left.forEach((point, at) => {
      const before = left.at(at - 1) ?? point;
      if (isInside(point) !== isInside(before)) cut.push(crossing(before, point, axis, limit));
      if (isInside(point)) cut.push(point);
    });
    left = cut;
  }
  return left;
}

function crossing(from: Position, to: Position, axis: 0 | 1, limit: number): Position {
  const share = (limit - from[axis]) / (to[axis] - from[axis]);
  const other = axis === 0 ? 1 : 0;
  const value = from[other] + share * (to[other] - from[other]);
  return axis === 0 ? [limit, value] : [value, limit];
}

const isSame = (a: Position, b: Position): boolean => a[0] === b[0] && a[1] === b[1];
