import type { Position } from '../geometry/position.ts';
import { pointBetween } from '../geometry/segment.ts';
import type { Walk } from './walk.ts';
import { type Start, startsOn } from './walk-distance.ts';

/** A piece of street, and the least of the limits within which all of it lies. */
export interface ReachedLine {
  limitMeters: number;
  points: Position[];
  /** The line it came from, by its number (the first, where several lie on each other). */
  line: number;
}

type Interval = readonly [from: number, to: number];

/**
 * The streets within each of some limits (in metres, from the nearest origin), cut exactly where a limit is reached.
 * Every piece of street comes once, with the least limit that holds it: what lies within a limit are the pieces with
 * that one or a lower one. Throws when a limit is beyond that of the walk, which did not go so far.
 */
export function reachedLines(walk: Walk, limitsMeters: readonly number[]): ReachedLine[] {
  const limits = [...limitsMeters].sort((a, b) => a - b);
  if (limits.some((limit) => !(limit <= walk.limitMeters))) throw new RangeError('The walk ended before this limit.');
  const reached: ReachedLine[] = [];
  walk.network.edges.forEach((edge, number) => {
    const [from, to] = [walk.network.nodes[edge.from], walk.network.nodes[edge.to]];
    const starts = startsOn(walk, number);
    if (!from || !to || starts.length === 0) return;
    const line = edge.lines[0] ?? -1;
    for (const { limitMeters, interval } of bandsOn(starts, edge.lengthMeters, limits)) {
      const [start, end] = interval.map((meters) => pointBetween(from, to, meters / edge.lengthMeters));
      if (start && end) append(reached, { limitMeters, points: [start, end], line });
    }
  });
  return reached;
}

/** For each piece of an edge the least limit that holds it, in order along the edge. */
function bandsOn(starts: readonly Start[], length: number, limits: readonly number[]) {
  let left: Interval[] = [[0, length]];
  const bands: { limitMeters: number; interval: Interval }[] = [];
  for (const limitMeters of limits) {
    const within = joined(starts.flatMap((start) => around(start, limitMeters, length)));
    const beyond = without([0, length], within);
    bands.push(...left.flatMap((part) => without(part, beyond)).map((interval) => ({ limitMeters, interval })));
    left = left.flatMap((part) => without(part, within));
  }
  return bands.sort((a, b) => a.interval[0] - b.interval[0]);
}

function around({ alongMeters, meters }: Start, limitMeters: number, length: number): Interval[] {
  const room = limitMeters - meters;
  return room > 0 ? [[Math.max(0, alongMeters - room), Math.min(length, alongMeters + room)]] : [];
}

/** The same without overlaps, in order. */
function joined(intervals: readonly Interval[]): Interval[] {
  const result: Interval[] = [];
  for (const [from, to] of [...intervals].sort((a, b) => a[0] - b[0])) {
    const last = result.at(-1);
    if (last && from <= last[1]) result[result.length - 1] = [last[0], Math.max(last[1], to)];
    else result.push([from, to]);
  }
  return result;
}

/** What is left of an interval when others, in order and without overlaps, are taken out. */
function without([from, to]: Interval, others: readonly Interval[]): Interval[] {
  const left: Interval[] = [];
  let since = from;
  for (const [start, end] of others) {
    if (Math.min(start, to) > since) left.push([since, Math.min(start, to)]);
    since = Math.max(since, end);
  }
  if (to > since) left.push([since, to]);
  return left;
}

/** Lets a piece go on where the last one ended, if it is of the same street and limit. */
function append(reached: ReachedLine[], next: ReachedLine): void {
  const last = reached.at(-1);
  const [end, [start, ...further]] = [last?.points.at(-1), next.points];
  const goesOn = last?.line === next.line && last.limitMeters === next.limitMeters;
  if (goesOn && end?.[0] === start?.[0] && end?.[1] === start?.[1]) last.points.push(...further);
  else reached.push(next);
}
