import type { Position } from './position.ts';
import { doubledArea } from './ring.ts';
import { inverseDistance, type Slice, type Window } from './visible-fan.ts';

/** An outer ring and its holes; rings do not repeat their first point. */
export type Rings = Position[][];

const smallestAngle = 1e-12;

/** A span of angles in which the view runs from a near line (or the viewpoint) to a far one. */
interface Span {
  from: number;
  to: number;
  far: Slice;
  near: Slice | undefined;
}

/**
 * The polygons that a fan of views covers between its near and its far ends, on the plane of the viewpoint. Directions
 * in which the near end lies behind the far one see nothing. Without a near end the view begins at the viewpoint.
 */
export function fanRings(viewpoint: Position, far: readonly Slice[], near: readonly Slice[], window: Window): Rings[] {
  const runs = joinRuns(spansOf(far, near, window.from));
  const isWholeTurn = window.width >= 2 * Math.PI - smallestAngle;
  const only = runs.length === 1 ? runs[0] : undefined;
  const isClosed = only && isWholeTurn && (only[0]?.from ?? 1) <= smallestAngle;
  if (only && isClosed && (only.at(-1)?.to ?? 0) >= window.width - smallestAngle) {
    const outer = edgeOf(viewpoint, only, 'far', window.from);
    const inner = edgeOf(viewpoint, only, 'near', window.from);
    return [(inner.length > 2 ? [outer, inner.reverse()] : [outer]).map(withoutRepeats)];
  }
  return runs
    .map((run) => [
      withoutRepeats([
        ...edgeOf(viewpoint, run, 'far', window.from),
        ...edgeOf(viewpoint, run, 'near', window.from).reverse(),
      ]),
    ])
    .filter(([ring]) => (ring?.length ?? 0) > 2);
}

/** The area, in the square of the plane's unit, of polygons with their holes taken away. */
export function areaOf(polygons: readonly Rings[]): number {
  return polygons.reduce(
    (sum, rings) =>
      sum + rings.reduce((area, ring, at) => area + ((at === 0 ? 1 : -1) * Math.abs(doubledArea(ring))) / 2, 0),
    0,
  );
}

function spansOf(far: readonly Slice[], near: readonly Slice[], offset: number): Span[] {
  const spans: Span[] = [];
  let at = 0;
  for (const slice of far) {
    while ((near[at]?.to ?? Number.POSITIVE_INFINITY) <= slice.from + smallestAngle) at += 1;
    let since = slice.from;
    for (let one = at; since < slice.to - smallestAngle; one++) {
      const inner = near[one];
      const begins = Math.min(inner?.from ?? slice.to, slice.to);
      if (begins > since + smallestAngle) spans.push({ from: since, to: begins, far: slice, near: undefined });
      since = Math.max(since, begins);
      if (!inner || since >= slice.to - smallestAngle) break;
      const until = Math.min(inner.to, slice.to);
      addBetween(spans, { from: since, to: until, far: slice, near: inner }, offset);
      since = until;
    }
  }
  return spans;
}

/** Keeps the part of the span in which the far line is farther than the near one. */
function addBetween(spans: Span[], span: Required<Span> & { near: Slice }, offset: number): void {
  const room = (angle: number): number =>
    inverseDistance(span.near, angle + offset) - inverseDistance(span.far, angle + offset);
  const [first, last] = [room(span.from), room(span.to)];
  if (first <= 0 && last <= 0) return;
  if (first >= 0 && last >= 0) {
    spans.push(span);
    return;
  }
  const turned = Math.atan2(span.far.gx - span.near.gx, span.near.gy - span.far.gy) - offset - span.from;
  const half = turned % Math.PI;
  const meets = span.from + (half < 0 ? half + Math.PI : half);
  const cut = Math.min(span.to, Math.max(span.from, meets));
  spans.push(first > 0 ? { ...span, to: cut } : { ...span, from: cut });
}

function joinRuns(spans: readonly Span[]): Span[][] {
  const runs: Span[][] = [];
  for (const span of spans) {
    if (span.to - span.from <= smallestAngle) continue;
    const run = runs.at(-1);
    if (run && span.from - (run.at(-1)?.to ?? 0) <= smallestAngle) run.push(span);
    else runs.push([span]);
  }
  return runs;
}

function edgeOf(viewpoint: Position, run: readonly Span[], side: 'far' | 'near', offset: number): Position[] {
  return run.flatMap((span) => {
    const line = span[side];
    if (!line) return [viewpoint];
    return [pointAt(viewpoint, line, span.from + offset), pointAt(viewpoint, line, span.to + offset)];
  });
}

function pointAt([x, y]: Position, line: Slice, angle: number): Position {
  const distance = 1 / inverseDistance(line, angle);
  return [x + Math.cos(angle) * distance, y + Math.sin(angle) * distance];
}

function withoutRepeats(ring: readonly Position[]): Position[] {
  return ring.filter((point, at) => {
    const before = ring.at(at - 1);
    return !before || Math.hypot(point[0] - before[0], point[1] - before[1]) > 1e-9;
  });
}
