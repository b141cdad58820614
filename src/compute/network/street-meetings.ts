import type { Position } from '../geometry/position.ts';
import { pointBetween, projectOn } from '../geometry/segment.ts';
import { indexBoxes } from './box-tree.ts';
import type { Corner, Piece } from './street-corners.ts';

/** A corner that a piece goes through, this share of its length from its start. */
export interface Cut {
  share: number;
  corner: number;
}

/** Where pieces meet others on their way. */
export interface Meetings {
  /** All corners: those given, then one for each crossing. */
  corners: Corner[];
  /** For each piece the corners on its way, in order, its own ends included. */
  cuts: Cut[][];
  /** Corners that touch the end of a piece from beyond it. */
  touches: { line: number; corners: readonly [number, number] }[];
}

/**
 * Where pieces cross, and where an end or a bend of one comes within the tolerance of another. Pieces of different
 * levels meet only where a bridge or a tunnel ends. Pieces that lie on each other meet at all their ends.
 */
export function meetingsOf(given: readonly Corner[], pieces: readonly Piece[], toleranceMeters: number): Meetings {
  const corners = [...given];
  const cuts = pieces.map(({ from, to }): Cut[] => [
    { share: 0, corner: from },
    { share: 1, corner: to },
  ]);
  const touches: Meetings['touches'] = [];
  const placeOf = (corner: number): Position => corners[corner]?.place ?? [Number.NaN, Number.NaN];
  const ends = pieces.map(({ from, to }) => [placeOf(from), placeOf(to)] as const);
  const search = indexBoxes(ends);

  function touch(corner: number, at: number): void {
    const [piece, end] = [pieces[at], ends[at]];
    if (!piece || !end || corner === piece.from || corner === piece.to) return;
    const level = corners[corner]?.level;
    if (level !== undefined && level !== piece.level) return;
    const { share, metersAway } = projectOn(placeOf(corner), ...end);
    if (metersAway > toleranceMeters) return;
    if (share > 0 && share < 1) cuts[at]?.push({ share, corner });
    else touches.push({ line: piece.line, corners: [share === 0 ? piece.from : piece.to, corner] });
  }

  pieces.forEach((piece, at) => {
    const [from, to] = ends[at] ?? [];
    if (!from || !to) return;
    for (const other of search(from, to, toleranceMeters)) {
      const [second, end] = [pieces[other], ends[other]];
      if (other <= at || !second || !end) continue;
      for (const corner of [piece.from, piece.to]) touch(corner, other);
      for (const corner of [second.from, second.to]) touch(corner, at);
      const crossing = piece.level === second.level ? crossingOf(from, to, ...end) : undefined;
      if (!crossing) continue;
      corners.push({ place: pointBetween(from, to, crossing[0]), level: piece.level });
      cuts[at]?.push({ share: crossing[0], corner: corners.length - 1 });
      cuts[other]?.push({ share: crossing[1], corner: corners.length - 1 });
    }
  });
  for (const list of cuts) list.sort((a, b) => a.share - b.share);
  return { corners, cuts, touches };
}

/** How far along each of two pieces they cross, both between 0 and 1; nothing when they do not. */
function crossingOf(a: Position, b: Position, c: Position, d: Position): readonly [number, number] | undefined {
  const [ux, uy] = [b[0] - a[0], b[1] - a[1]];
  const [vx, vy] = [d[0] - c[0], d[1] - c[1]];
  const cross = ux * vy - uy * vx;
  // Next to parallel: what they have in common lies between their ends, which meet the other piece.
  if (Math.abs(cross) <= 1e-12 * Math.hypot(ux, uy) * Math.hypot(vx, vy)) return undefined;
  const [wx, wy] = [c[0] - a[0], c[1] - a[1]];
  const first = (wx * vy - wy * vx) / cross;
  const second = (wx * uy - wy * ux) / cross;
  return first > 0 && first < 1 && second > 0 && second < 1 ? [first, second] : undefined;
}
