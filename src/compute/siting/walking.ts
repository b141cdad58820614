import type { Position } from '../geometry/position.ts';
import { type Attachment, attach } from '../network/attach.ts';
import type { StreetNetwork } from '../network/street-network.ts';
import { defaultReachMeters, type Walk, walkFrom } from '../network/walk.ts';
import { reachedOn } from '../network/walk-distance.ts';
import { placeOf, type SitingGround } from './ground.ts';

/** How far it is on foot from every square of ground to places along the streets. */
export interface Ways {
  /** By place, the metres to each demand; infinite beyond the limit and where no open street leads. */
  meters: Float64Array[];
  /** 1 for demands that no street comes near. */
  isCutOff: Uint8Array;
}

/** Walks from each place by itself, along open streets, as far as the limit. */
export function waysTo(
  ground: SitingGround,
  network: StreetNetwork,
  places: readonly Position[],
  limitMeters: number,
): Ways {
  const attachments = Array.from(ground.weights, (_, demand) =>
    attach(network, placeOf(ground, demand), defaultReachMeters),
  );
  return {
    meters: places.map((place) => metersFrom(walkFrom(network, [place], limitMeters), attachments)),
    isCutOff: Uint8Array.from(attachments, (attachment) => (attachment ? 0 : 1)),
  };
}

function metersFrom(walk: Walk, attachments: readonly (Attachment | undefined)[]): Float64Array {
  return Float64Array.from(attachments, (attachment) => {
    const reached = attachment && reachedOn(walk, attachment.edge, attachment.alongMeters);
    const meters = attachment && reached ? attachment.metersAway + reached.meters : Number.POSITIVE_INFINITY;
    return meters <= walk.limitMeters ? meters : Number.POSITIVE_INFINITY;
  });
}

/** By place, the demands within so many metres on foot. */
export function reachedWithin({ meters }: Ways, limitMeters: number): Int32Array[] {
  return meters.map((row) => {
    const demands: number[] = [];
    row.forEach((way, demand) => {
      if (way <= limitMeters) demands.push(demand);
    });
    return Int32Array.from(demands);
  });
}
