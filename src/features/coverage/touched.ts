import { sightMeters } from '../../compute/coverage/post-sight.ts';
import type { Position } from '../../compute/geometry/position.ts';
import { type Bounds, doBoundsMeet } from '../../compute/geometry/tiles.ts';

/** Something that has changed, in metres on the zone's plane: `[west, south, east, north]`. */
export interface Change {
  cause: string;
  bounds: Bounds;
}

/** A camera as far as it matters for what has to be worked out anew. */
export interface Standing {
  id: string;
  place: Position;
  /** How far it can see for any purpose. */
  reachMeters: number;
  /** All that its view is worked out from, but for the walls around it. */
  recipe: string;
}

/** What was worked out before. */
export interface Known {
  recipes: ReadonlyMap<string, { recipe: string; reachMeters: number }>;
  /** How far the zone's farthest camera reached. */
  reachMeters: number;
}

/** What a change touches: everything when `isAll`. */
export interface Touched {
  isAll: boolean;
  cameraIds: ReadonlySet<string>;
  /** Whether the area's ground, who looks at it, or its light may be different. */
  isArea(bounds: Bounds): boolean;
  /** Whether ways to SOS posts may be different everywhere. */
  hasWays: boolean;
  hasCameras: boolean;
}

/** Homes count for the ground around them, and cameras are moved off their walls. */
const groundMarginMeters = 40;
/** A building this far from an area may still hide a post from it. */
const hidingMeters = sightMeters + 10;
export const lampReachMeters = 15;
const cellMarginMeters = 5;

const grown = ([west, south, east, north]: Bounds, meters: number): Bounds => [
  west - meters,
  south - meters,
  east + meters,
  north + meters,
];

const around = ([east, north]: Position, meters: number): Bounds => [
  east - meters,
  north - meters,
  east + meters,
  north + meters,
];

/** What these changes touch among the cameras, and what the areas have to be asked. */
export function touchedBy(changes: readonly Change[], cameras: readonly Standing[], known: Known | undefined): Touched {
  const of = (...causes: string[]): Bounds[] =>
    changes.filter(({ cause }) => causes.includes(cause)).map(({ bounds }) => bounds);
  const isAll = !known || of('zone', 'ground').length > 0;
  const walls = of('building');
  const isNew = ({ id, place, recipe, reachMeters }: Standing): boolean =>
    known?.recipes.get(id)?.recipe !== recipe ||
    walls.some((bounds) => doBoundsMeet(around(place, reachMeters + groundMarginMeters), bounds));
  const touched = isAll ? cameras : cameras.filter(isNew);
  const reachOf = ({ id, reachMeters }: Standing): number =>
    Math.max(reachMeters, known?.recipes.get(id)?.reachMeters ?? 0) + groundMarginMeters;
  const boxes = [
    ...of('building').map((bounds) => grown(bounds, hidingMeters)),
    ...of('risk_area', 'land', 'street').map((bounds) => grown(bounds, groundMarginMeters)),
    ...of('camera').map((bounds) => grown(bounds, (known?.reachMeters ?? 0) + groundMarginMeters)),
    ...of('street_lamp').map((bounds) => grown(bounds, lampReachMeters + cellMarginMeters)),
    ...touched.map((camera) => around(camera.place, reachOf(camera))),
  ];
  return {
    isAll,
    cameraIds: new Set(touched.map(({ id }) => id)),
    isArea: (bounds) => isAll || boxes.some((box) => doBoundsMeet(box, bounds)),
    hasWays: isAll || of('sos_post', 'street', 'street_closure').length > 0,
    hasCameras: isAll || of('camera').length > 0,
  };
}
