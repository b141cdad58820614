import type { Position } from './position.ts';

/** A straight piece of a wall, on a plane. */
export type Segment = readonly [from: Position, to: Position];

/** Angles are radians, counter-clockwise from the first axis. */
export interface Window {
  from: number;
  /** At most a whole turn. */
  width: number;
}

/**
 * A slice of what is seen: between two angles (`from` < `to`, counted from the window's edge) the view ends at the line
 * on which `gx cos θ + gy sin θ = 1 / distance`, θ being counted from the first axis.
 */
export interface Slice {
  from: number;
  to: number;
  gx: number;
  gy: number;
}

const wholeTurn = 2 * Math.PI;
const smallestAngle = 1e-12;

/** A wall as the viewpoint sees it: from one angle to another, on a line as in `Slice`. */
interface Facing extends Slice {}

/** The line that is nearest from an angle on, until it ends or another takes its place. */
interface Lead {
  line: Facing;
  since: number;
  /** Where it ends, or is crossed by `by`. */
  until: number;
  by: Facing | undefined;
}

/**
 * What ends the view in every direction from the viewpoint: the nearest of the segments, slice by slice, in order, with
 * nothing where nothing ends it. Segments may touch, cross and repeat each other; one that lies along a ray has no
 * width and is passed over, and so is one that goes through the viewpoint.
 *
 * An angular sweep after T. Asano ("An efficient algorithm for finding the visibility polygon for a polygonal region
 * with holes", IEICE Transactions E68, 1985). It follows the nearest line only: the inverse of the distance is linear in
 * (cos θ, sin θ), so two lines change places at most once within half a turn, and comparing their ends tells whether
 * they do. Walls that cross need no noding, and the many that are hidden cost one comparison each.
 */
export function visibleFan(viewpoint: Position, segments: Iterable<Segment>, window: Window): Slice[] {
  const starts: Facing[] = [];
  for (const segment of segments) addFacing(starts, segment, viewpoint, window);
  starts.sort((a, b) => a.from - b.from);
  const slices: Slice[] = [];
  const active: Facing[] = [];
  const offset = window.from;
  let next = 0;
  let angle = 0;
  while (angle < window.width - smallestAngle) {
    next = takeStarted(starts, next, angle, active);
    let lead = leadAt(active, angle, offset);
    if (!lead) {
      angle = starts[next]?.from ?? window.width;
      continue;
    }
    for (let one = starts[next]; one && one.from < lead.until - smallestAngle; one = starts[++next]) {
      active.push(one);
      const change = changeOf(lead.line, one, one.from, offset);
      if (change === undefined || change >= lead.until - smallestAngle) continue;
      if (change > one.from + smallestAngle) {
        lead = { ...lead, until: change, by: one };
        continue;
      }
      extend(slices, lead, one.from);
      lead = follow(one, one.from, active, offset);
    }
    extend(slices, lead, lead.until);
    angle = lead.until;
    if (lead.by) active.push(lead.by);
  }
  return slices;
}

/** Moves what has begun at the angle to the active ones and returns what comes next; what has ended goes. */
function takeStarted(starts: readonly Facing[], next: number, angle: number, active: Facing[]): number {
  let kept = 0;
  for (const one of active) if (one.to > angle + smallestAngle) active[kept++] = one;
  active.length = kept;
  let at = next;
  for (let one = starts[at]; one && one.from <= angle + smallestAngle; one = starts[++at]) {
    if (one.to > angle + smallestAngle) active.push(one);
  }
  return at;
}

/** The nearest of the active lines at this angle; of those equally near, the one that is nearer later. */
function leadAt(active: readonly Facing[], angle: number, offset: number): Lead | undefined {
  let best: Facing | undefined;
  for (const one of active) if (!best || isNearer(one, best, angle, offset)) best = one;
  return best && follow(best, angle, active, offset);
}

/** Follows a line that is the nearest now to where it ends or where the first of the active ones crosses it. */
function follow(line: Facing, since: number, active: readonly Facing[], offset: number): Lead {
  const lead: Lead = { line, since, until: line.to, by: undefined };
  for (const one of active) {
    const change = one === line ? undefined : changeOf(line, one, since, offset);
    if (change === undefined || change <= since + smallestAngle || change >= lead.until - smallestAngle) continue;
    lead.until = change;
    lead.by = one;
  }
  return lead;
}

/**
 * The angle from which `other` is nearer than `line`, as far as both go on from `angle`: that angle itself when it is
 * nearer already, nothing when it never is.
 */
function changeOf(line: Facing, other: Facing, angle: number, offset: number): number | undefined {
  const end = Math.min(line.to, other.to);
  if (end - angle <= smallestAngle) return undefined;
  const now = lineOrder(line, other, angle + offset);
  if (now < 0) return angle;
  if (lineOrder(line, other, end + offset) >= 0) return undefined;
  return now === 0 ? angle : crossingAngle(line, other, angle + offset) - offset;
}

function isNearer(one: Facing, other: Facing, angle: number, offset: number): boolean {
  return changeOf(other, one, angle, offset) === angle;
}

/** Positive where `line` is nearer than `other`, negative where it is farther, 0 where they meet. */
function lineOrder(line: Facing, other: Facing, angle: number): number {
  const [cosine, sine] = [Math.cos(angle), Math.sin(angle)];
  const nearness = line.gx * cosine + line.gy * sine;
  const difference = nearness - (other.gx * cosine + other.gy * sine);
  return Math.abs(difference) <= 1e-11 * Math.abs(nearness) ? 0 : difference;
}

/** The first angle after `from` at which the two lines are equally far. */
function crossingAngle(one: Facing, other: Facing, from: number): number {
  const angle = Math.atan2(one.gx - other.gx, other.gy - one.gy);
  const half = (angle - from) % Math.PI;
  return from + (half < 0 ? half + Math.PI : half);
}

function addFacing(facing: Facing[], [start, end]: Segment, viewpoint: Position, window: Window): void {
  const x0 = start[0] - viewpoint[0];
  const y0 = start[1] - viewpoint[1];
  const x1 = end[0] - viewpoint[0];
  const y1 = end[1] - viewpoint[1];
  const cross = x0 * y1 - x1 * y0;
  if (Math.abs(cross) <= 1e-9 * (Math.abs(x1 - x0) + Math.abs(y1 - y0))) return;
  const gx = (y1 - y0) / cross;
  const gy = (x0 - x1) / cross;
  const first = cross > 0 ? Math.atan2(y0, x0) : Math.atan2(y1, x1);
  const last = cross > 0 ? Math.atan2(y1, x1) : Math.atan2(y0, x0);
  const from = turn(first - window.from);
  const to = from + turn(last - first);
  push(facing, { from, to: Math.min(to, window.width), gx, gy });
  // What goes over the window's edge comes in again at its other side.
  if (to > wholeTurn) push(facing, { from: 0, to: Math.min(to - wholeTurn, window.width), gx, gy });
}

function push(facing: Facing[], one: Facing): void {
  if (one.to - one.from > smallestAngle) facing.push(one);
}

/** An angle between nothing and a whole turn. */
function turn(angle: number): number {
  const left = angle % wholeTurn;
  return left < 0 ? left + wholeTurn : left;
}

/** One over the distance at which a ray at this angle meets the line. */
export function inverseDistance({ gx, gy }: { gx: number; gy: number }, angle: number): number {
  return gx * Math.cos(angle) + gy * Math.sin(angle);
}

function extend(slices: Slice[], { line: { gx, gy }, since }: Lead, to: number): void {
  if (to - since <= smallestAngle) return;
  const last = slices.at(-1);
  if (last && last.gx === gx && last.gy === gy && since - last.to <= smallestAngle) last.to = to;
  else slices.push({ from: since, to, gx, gy });
}
