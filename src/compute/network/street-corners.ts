import type { Position } from '../geometry/position.ts';

/** A way that people walk, in metres on a plane. */
export interface StreetLine {
  points: readonly Position[];
  /** 0 (or nothing) on the ground, above it for bridges, below it for tunnels. */
  level?: number | undefined;
  /** Nobody gets through: gated, flooded, dug up. */
  isClosed?: boolean | undefined;
}

/** An end, a bend or a crossing of lines. */
export interface Corner {
  place: Position;
  /** The level that it belongs to; `undefined` where a bridge or a tunnel ends, which meets whatever is there. */
  level: number | undefined;
}

/** A straight piece of a line between two corners, by their numbers. */
export interface Piece {
  line: number;
  level: number;
  from: number;
  to: number;
}

/** All bends and ends of the lines, and the straight pieces between them. Lines with NaN or infinity in them have none. */
export function cornersOf(lines: readonly StreetLine[]): { corners: Corner[]; pieces: Piece[] } {
  const corners: Corner[] = [];
  const pieces: Piece[] = [];
  lines.forEach(({ points, level = 0 }, line) => {
    if (!points.every((point) => point.every(Number.isFinite))) return;
    const places = points.filter((place, at) => at === 0 || !isSame(place, points[at - 1]));
    if (places.length < 2) return;
    places.forEach((place, at) => {
      const isEnd = at === 0 || at === places.length - 1;
      corners.push({ place, level: isEnd && level !== 0 ? undefined : level });
      if (at > 0) pieces.push({ line, level, from: corners.length - 2, to: corners.length - 1 });
    });
  });
  return { corners, pieces };
}

function isSame([x, y]: Position, other: Position | undefined): boolean {
  return other !== undefined && x === other[0] && y === other[1];
}
