import type { Position } from './position.ts';

/** Finds the nearest of a set of points, from which points can be taken away. */
export interface NearestIndex {
  /** Index of the nearest point that is left (the lower one of two as near), or undefined when none is. */
  nearest(place: Position): number | undefined;
  remove(index: number): void;
}

/**
 * A grid of buckets over the points, with about one point in each, searched in rings around the bucket asked for.
 * Distance is measured on the plane, in the unit of the coordinates.
 */
export function indexNearest(points: readonly Position[]): NearestIndex {
  const [west, south, east, north] = boundsOf(points);
  const size = Math.max(
    Math.sqrt(((east - west) * (north - south)) / Math.max(1, points.length)),
    1e-9,
    (east - west) / 2000,
    (north - south) / 2000,
  );
  const columns = Math.floor((east - west) / size) + 1;
  const rows = Math.floor((north - south) / size) + 1;
  const buckets = new Map<number, number[]>();
  const columnOf = (x: number): number => Math.min(columns - 1, Math.max(0, Math.floor((x - west) / size)));
  const rowOf = (y: number): number => Math.min(rows - 1, Math.max(0, Math.floor((y - south) / size)));
  const bucketOf = ([x, y]: Position): number => rowOf(y) * columns + columnOf(x);
  points.forEach((point, index) => {
    const key = bucketOf(point);
    const bucket = buckets.get(key);
    if (bucket) bucket.push(index);
    else buckets.set(key, [index]);
  });

  function nearest(place: Position): number | undefined {
    const column = columnOf(place[0]);
    const row = rowOf(place[1]);
    let best: number | undefined;
    let bestSquared = Number.POSITIVE_INFINITY;
    for (let ring = 0; ring <= Math.max(columns, rows); ring++) {
      for (const key of ringAround(column, row, ring, columns, rows)) {
        for (const index of buckets.get(key) ?? []) {
          const squared = squaredDistance(points[index] ?? place, place);
          const isNearer = squared < bestSquared || (squared === bestSquared && index < (best ?? index));
          if (!isNearer) continue;
          best = index;
          bestSquared = squared;
        }
      }
      // Whatever lies in a later ring is at least this many buckets away.
      if (bestSquared < (ring * size) ** 2) break;
    }
    return best;
  }

  return {
    nearest,
    remove(index) {
      const point = points[index];
      if (!point) return;
      const key = bucketOf(point);
      buckets.set(
        key,
        (buckets.get(key) ?? []).filter((other) => other !== index),
      );
    },
  };
}

/** Square of the distance on the plane, in the square of the coordinates' unit. */
export function squaredDistance(a: Position, b: Position): number {
  return (a[0] - b[0]) ** 2 + (a[1] - b[1]) ** 2;
}

function boundsOf(points: readonly Position[]): [number, number, number, number] {
  let [west, south, east, north] = [
    Number.POSITIVE_INFINITY,
    Number.POSITIVE_INFINITY,
    Number.NEGATIVE_INFINITY,
    Number.NEGATIVE_INFINITY,
  ];
  for (const [x, y] of points) {
    west = Math.min(west, x);
    south = Math.min(south, y);
    east = Math.max(east, x);
    north = Math.max(north, y);
  }
  return points.length > 0 ? [west, south, east, north] : [0, 0, 0, 0];
}

function* ringAround(column: number, row: number, ring: number, columns: number, rows: number): Generator<number> {
  for (let y = Math.max(0, row - ring); y <= Math.min(rows - 1, row + ring); y++) {
    const isEdge = Math.abs(y - row) === ring;
    for (let x = column - ring; x <= column + ring; x += isEdge || ring === 0 ? 1 : 2 * ring) {
      if (x >= 0 && x < columns) yield y * columns + x;
    }
  }
}
