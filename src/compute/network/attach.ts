import type { Position } from '../geometry/position.ts';
import { projectOn } from '../geometry/segment.ts';
import type { StreetNetwork } from './street-network.ts';

/** Where a place comes to the street. */
export interface Attachment {
  edge: number;
  /** Metres from the start of the edge. */
  alongMeters: number;
  /** Metres from the place to the street. */
  metersAway: number;
}

/**
 * The nearest point of a street within reach of a place; `undefined` when there is none. A closed street is as near as
 * an open one: who lives on it does not get out by the back. Of edges as near, the first.
 */
export function attach(network: StreetNetwork, place: Position, reachMeters: number): Attachment | undefined {
  let best: Attachment | undefined;
  for (const number of network.searchEdges(place, place, reachMeters)) {
    const edge = network.edges[number];
    const [from, to] = [network.nodes[edge?.from ?? -1], network.nodes[edge?.to ?? -1]];
    if (!edge || !from || !to) continue;
    const { share, metersAway } = projectOn(place, from, to);
    const isNearer = best
      ? metersAway < best.metersAway || (metersAway === best.metersAway && number < best.edge)
      : metersAway <= reachMeters;
    if (isNearer) best = { edge: number, alongMeters: share * edge.lengthMeters, metersAway };
  }
  return best;
}
