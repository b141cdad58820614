import type { Position } from '../geometry/position.ts';
import { type Attachment, attach } from './attach.ts';
import { createLeastQueue } from './least-queue.ts';
import type { StreetNetwork } from './street-network.ts';

/** What one walks in a minute: 80 m, as Japan's fair competition code for property advertisements counts it. */
export const walkingMetersPerMinute = 80;

/** Farther from a street than this, a place is not taken to be on it. */
export const defaultReachMeters = 60;

/** How far every place of a network is from the nearest of some origins, along open streets. */
export interface Walk {
  network: StreetNetwork;
  limitMeters: number;
  reachMeters: number;
  /** Where each origin comes to the street; `undefined` for those that have none within reach. */
  attachments: readonly (Attachment | undefined)[];
  /** Metres from each node to the nearest origin; infinite beyond the limit. */
  nodeMeters: Float64Array;
  /** That origin, by its number; -1 beyond the limit. */
  nodeOrigins: Int32Array;
  /** The origins on each open edge that has some. */
  originsOn: ReadonlyMap<number, readonly number[]>;
}

/**
 * Walks from all origins (posts, say) at once until the limit, the way from the origin to its street included (E. W.
 * Dijkstra, "A note on two problems in connexion with graphs", Numerische Mathematik 1, 1959). Of two origins as near,
 * the first counts. An origin on a closed street helps nobody, unless it stands where an open one meets it.
 */
export function walkFrom(
  network: StreetNetwork,
  origins: readonly Position[],
  limitMeters: number,
  reachMeters = defaultReachMeters,
): Walk {
  const nodeMeters = new Float64Array(network.nodes.length).fill(Number.POSITIVE_INFINITY);
  const nodeOrigins = new Int32Array(network.nodes.length).fill(-1);
  const attachments = origins.map((place) => attach(network, place, reachMeters));
  const queue = createLeastQueue();

  function offer(node: number, meters: number, origin: number): void {
    if (!(meters <= limitMeters)) return;
    const known = nodeMeters[node] ?? 0;
    if (meters > known || (meters === known && origin >= (nodeOrigins[node] ?? -1))) return;
    nodeMeters[node] = meters;
    nodeOrigins[node] = origin;
    queue.push(node, meters);
  }

  attachments.forEach((attachment, origin) => {
    for (const { node, meters } of attachment ? waysOut(network, attachment) : []) offer(node, meters, origin);
  });
  for (let next = queue.pop(); next; next = queue.pop()) {
    const { item: node, cost } = next;
    if (cost > (nodeMeters[node] ?? 0)) continue;
    for (const number of network.edgesAt[node] ?? []) {
      const edge = network.edges[number];
      if (!edge || network.isClosed[number]) continue;
      offer(edge.from === node ? edge.to : edge.from, cost + edge.lengthMeters, nodeOrigins[node] ?? -1);
    }
  }
  const originsOn = originsOnOpenEdges(network, attachments);
  return { network, limitMeters, reachMeters, attachments, nodeMeters, nodeOrigins, originsOn };
}

/**
 * The nodes that a place on a street can walk to, and the metres to them: both ends. On a closed street it is only the
 * one that it stands at, if an open street meets it there.
 */
function waysOut(network: StreetNetwork, { edge: number, alongMeters, metersAway }: Attachment) {
  const edge = network.edges[number];
  if (!edge) return [];
  const isOpen = (at: number): boolean => network.isClosed[at] === 0;
  const meetsOpen = (node: number): boolean => network.edgesAt[node]?.some(isOpen) ?? false;
  return [
    { node: edge.from, along: alongMeters },
    { node: edge.to, along: edge.lengthMeters - alongMeters },
  ]
    .filter(({ node, along }) => isOpen(number) || (isAtNode(along) && meetsOpen(node)))
    .map(({ node, along }) => ({ node, meters: metersAway + along }));
}

/** Whether so few metres from a node are no way at all. */
export function isAtNode(meters: number): boolean {
  return meters <= 1e-9;
}

function originsOnOpenEdges(network: StreetNetwork, attachments: Walk['attachments']): Map<number, number[]> {
  const originsOn = new Map<number, number[]>();
  attachments.forEach((attachment, origin) => {
    if (!attachment || network.isClosed[attachment.edge]) return;
    const known = originsOn.get(attachment.edge);
    if (known) known.push(origin);
    else originsOn.set(attachment.edge, [origin]);
  });
  return originsOn;
}
