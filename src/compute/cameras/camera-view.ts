import { fanRings, type Rings } from '../geometry/fan-rings.ts';
import type { Position } from '../geometry/position.ts';
import { type Segment, visibleFan } from '../geometry/visible-fan.ts';
import { groundReach, type Optics, type Purpose } from './ground-reach.ts';
import { type GroundView, groundView, possibleView } from './ground-view.ts';

/** A camera whose heading is known, in compass degrees; undefined: nobody knows where it looks. */
export interface Camera extends Optics {
  headingDegrees: number | undefined;
}

/**
 * What a camera really sees of the ground, well enough for a purpose: polygons on the plane, in metres, on which its foot
 * and the walls stand. Without a heading it is all that it might see. A wall hides all that lies behind it, whatever its
 * height: a camera above the roofs sees more than is said here, never less. Nothing to see is an empty list.
 */
export function cameraView(foot: Position, camera: Camera, purpose: Purpose, walls: readonly Segment[]): Rings[] {
  const reach = groundReach(camera, purpose);
  if (!reach) return [];
  const { headingDegrees } = camera;
  return viewAmong(walls, foot, headingDegrees === undefined ? possibleView(reach) : groundView(reach, headingDegrees));
}

/** The part of a view from this foot that no wall hides, as polygons on the plane of the walls. */
export function viewAmong(walls: readonly Segment[], foot: Position, view: GroundView): Rings[] {
  const far = visibleFan(foot, [...walls, ...view.far.map((edge) => moved(edge, foot))], view.window);
  const near = view.near.map((edge) => moved(edge, foot));
  return fanRings(foot, far, near.length > 0 ? visibleFan(foot, near, view.window) : [], view.window);
}

function moved([[x0, y0], [x1, y1]]: Segment, [x, y]: Position): Segment {
  return [
    [x0 + x, y0 + y],
    [x1 + x, y1 + y],
  ];
}
