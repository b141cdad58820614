import type { Position } from './position.ts';

/** The point of the line from one end to the other that is nearest to a place, and how far off it is. */
export function nearestOnSegment(place: Position, from: Position, to: Position): { point: Position; meters: number } {
  const [dx, dy] = [to[0] - from[0], to[1] - from[1]];
  const squared = dx ** 2 + dy ** 2;
  const share = squared > 0 ? ((place[0] - from[0]) * dx + (place[1] - from[1]) * dy) / squared : 0;
  const along = Math.min(1, Math.max(0, share));
  const point: Position = [from[0] + along * dx, from[1] + along * dy];
  return { point, meters: Math.hypot(place[0] - point[0], place[1] - point[1]) };
}
