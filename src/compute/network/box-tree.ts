import Flatbush from 'flatbush';
import type { Position } from '../geometry/position.ts';

/**
 * Numbers of the things whose bounding box comes within a reach of a box between two places: in rising order, so that
 * what is elsewhere in the index changes nothing here.
 */
export type BoxSearch = (one: Position, other: Position, reachMeters: number) => number[];

/** An index over the bounding boxes of straight pieces (of points, when both ends are the same). */
export function indexBoxes(boxes: readonly (readonly [Position, Position])[]): BoxSearch {
  if (boxes.length === 0) return () => [];
  const tree = new Flatbush(boxes.length);
  for (const [[x0, y0], [x1, y1]] of boxes) {
    tree.add(Math.min(x0, x1), Math.min(y0, y1), Math.max(x0, x1), Math.max(y0, y1));
  }
  tree.finish();
  return ([x0, y0], [x1, y1], reach) => {
    const [west, east] = [Math.min(x0, x1) - reach, Math.max(x0, x1) + reach];
    const [south, north] = [Math.min(y0, y1) - reach, Math.max(y0, y1) + reach];
    return tree.search(west, south, east, north).sort((a, b) => a - b);
  };
}
