import { localPlaneAt } from './local-plane.ts';
import type { Position } from './position.ts';

/**
 * The ground that a wall stands on, whose middle is a line in degrees: for each of its straight pieces a closed ring of
 * this width in metres, half of that longer at both ends, so that no gap is left at a bend. Pieces without a length are
 * left out.
 */
export function wallOutlines(line: readonly Position[], widthMeters: number): Position[][] {
  const [first] = line;
  if (!first) return [];
  const plane = localPlaneAt(first);
  const half = widthMeters / 2;
  const points = line.map((position) => plane.toMeters(position));
  return points.slice(1).flatMap(([toEast, toNorth], index) => {
    const [east, north] = points[index] ?? [toEast, toNorth];
    const length = Math.hypot(toEast - east, toNorth - north);
    if (length === 0) return [];
    const [alongEast, alongNorth] = [((toEast - east) / length) * half, ((toNorth - north) / length) * half];
    const corners: Position[] = [
      [east - alongEast - alongNorth, north - alongNorth + alongEast],
      [east - alongEast + alongNorth, north - alongNorth - alongEast],
      [toEast + alongEast + alongNorth, toNorth + alongNorth - alongEast],
      [toEast + alongEast - alongNorth, toNorth + alongNorth + alongEast],
    ];
    const ring = corners.map((corner) => plane.toDegrees(corner));
    return [[...ring, ...ring.slice(0, 1)]];
  });
}
