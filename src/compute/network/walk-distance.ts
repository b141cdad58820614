import type { Position } from '../geometry/position.ts';
import { attach } from './attach.ts';
import { isAtNode, type Walk } from './walk.ts';

/** The nearest origin of a walk, by its number, and the metres to it. */
export interface Reached {
  meters: number;
  origin: number;
}

/** A place on an edge from which a walk goes on along it. */
export interface Start extends Reached {
  alongMeters: number;
}

/** Where the walk comes onto an edge: at its ends, and at the origins on it. None on closed edges. */
export function startsOn(walk: Walk, number: number): Start[] {
  const edge = walk.network.edges[number];
  if (!edge || walk.network.isClosed[number]) return [];
  const isReached = [edge.from, edge.to].some((node) => (walk.nodeOrigins[node] ?? -1) >= 0);
  if (!isReached && !walk.originsOn.has(number)) return [];
  const starts = [startAt(walk, edge.from, 0), startAt(walk, edge.to, edge.lengthMeters)];
  for (const origin of walk.originsOn.get(number) ?? []) {
    const attachment = walk.attachments[origin];
    if (attachment) starts.push({ alongMeters: attachment.alongMeters, meters: attachment.metersAway, origin });
  }
  return starts.filter(({ origin }) => origin >= 0);
}

/** The metres from a place on an edge to the nearest origin; `undefined` beyond the walk's limit, or when cut off. */
export function reachedOn(walk: Walk, number: number, alongMeters: number): Reached | undefined {
  let best: Reached | undefined;
  for (const start of startsFor(walk, number, alongMeters)) {
    const meters = start.meters + Math.abs(alongMeters - start.alongMeters);
    const isBetter = best
      ? meters < best.meters || (meters === best.meters && start.origin < best.origin)
      : meters <= walk.limitMeters;
    if (isBetter) best = { meters, origin: start.origin };
  }
  return best;
}

/**
 * The metres from a place beside the street (a home, a report, a cell) to the nearest origin: to the nearest point of a
 * street, then along the network. `undefined` when no street is within the walk's reach, when no open street leads to
 * an origin, and beyond the walk's limit.
 */
export function distanceAt(walk: Walk, place: Position): Reached | undefined {
  const attachment = attach(walk.network, place, walk.reachMeters);
  const reached = attachment && reachedOn(walk, attachment.edge, attachment.alongMeters);
  if (!attachment || !reached) return undefined;
  const meters = attachment.metersAway + reached.meters;
  return meters <= walk.limitMeters ? { meters, origin: reached.origin } : undefined;
}

/** A closed edge can be stood at, where it meets others, and no more. */
function startsFor(walk: Walk, number: number, alongMeters: number): Start[] {
  const edge = walk.network.edges[number];
  if (!edge || !walk.network.isClosed[number]) return startsOn(walk, number);
  const [toStart, toEnd] = [alongMeters, edge.lengthMeters - alongMeters];
  const node = isAtNode(toStart) ? edge.from : isAtNode(toEnd) ? edge.to : -1;
  return [startAt(walk, node, alongMeters)].filter(({ origin }) => origin >= 0);
}

function startAt(walk: Walk, node: number, alongMeters: number): Start {
  const meters = walk.nodeMeters[node] ?? Number.POSITIVE_INFINITY;
  return { alongMeters, meters, origin: walk.nodeOrigins[node] ?? -1 };
}
