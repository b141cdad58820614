import type { Position } from '../geometry/position.ts';
import type { Segment, Window } from '../geometry/visible-fan.ts';
import type { GroundReach } from './ground-reach.ts';

/** The part of the ground that a camera's picture shows, as if nothing stood in the way, in metres from its foot. */
export interface GroundView {
  /** The edges at which a ray from the foot leaves the view. */
  far: Segment[];
  /** The edges at which a ray from the foot enters it; none where the view begins at the foot. */
  near: Segment[];
  /** The directions in which it lies, counter-clockwise from east. */
  window: Window;
}

const radians = Math.PI / 180;
const wholeTurn = 2 * Math.PI;
const arcStepRadians = 3 * radians;

/** The view of a camera with this heading, in compass degrees. */
export function groundView(reach: GroundReach, headingDegrees: number): GroundView {
  const heading = (90 - headingDegrees) * radians;
  if (reach.shape === 'trapezoid') return trapezoidView(reach, heading);
  const width = reach.fieldDegrees * radians;
  return ringView(reach, { from: heading - width / 2, width });
}

/** All that a camera might see if nobody knows where it looks. */
export function possibleView(reach: GroundReach): GroundView {
  const { nearMeters, farMeters } = reach;
  const farthest = reach.shape === 'sector' ? farMeters : Math.hypot(farMeters, halfWidth(reach, farMeters));
  return ringView({ nearMeters, farMeters: farthest }, { from: 0, width: wholeTurn });
}

type Trapezoid = Extract<GroundReach, { shape: 'trapezoid' }>;

const halfWidth = ({ halfWidthAtFoot, widening }: Trapezoid, ahead: number): number =>
  halfWidthAtFoot + widening * ahead;

function trapezoidView(reach: Trapezoid, heading: number): GroundView {
  const { nearMeters: near, farMeters: far } = reach;
  const corners: Position[] = [
    [near, -halfWidth(reach, near)],
    [far, -halfWidth(reach, far)],
    [far, halfWidth(reach, far)],
    [near, halfWidth(reach, near)],
  ];
  const turned = corners.map((corner) => rotate(corner, heading));
  const edges = turned.map((corner, at): Segment => [turned.at(at - 1) ?? corner, corner]);
  const isFar = ([[x0, y0], [x1, y1]]: Segment): boolean => x0 * y1 - x1 * y0 > 0;
  return {
    far: edges.filter(isFar),
    near: edges.filter((edge) => !isFar(edge)),
    window: windowOf(corners, reach, heading),
  };
}

/** All directions for a view around the foot; else the directions of its corners, ahead of the foot or behind it. */
function windowOf(corners: readonly Position[], { nearMeters, farMeters }: Trapezoid, heading: number): Window {
  if (nearMeters <= 0 && farMeters >= 0) return { from: heading - Math.PI, width: wholeTurn };
  const side = nearMeters > 0 ? 1 : -1;
  const half = Math.max(...corners.map(([ahead, left]) => Math.abs(Math.atan2(left, side * ahead))));
  return { from: heading + (side > 0 ? 0 : Math.PI) - half, width: 2 * half };
}

function ringView({ nearMeters, farMeters }: { nearMeters: number; farMeters: number }, window: Window): GroundView {
  return { far: arc(farMeters, window), near: nearMeters > 0 ? arc(nearMeters, window) : [], window };
}

/** Chords of a circle around the foot, counter-clockwise. */
function arc(radius: number, { from, width }: Window): Segment[] {
  const steps = Math.ceil(width / arcStepRadians);
  const at = (step: number): Position => rotate([radius, 0], from + (step / steps) * width);
  return Array.from({ length: steps }, (_, step) => [at(step), at(step + 1)]);
}

function rotate([x, y]: Position, angle: number): Position {
  const [cosine, sine] = [Math.cos(angle), Math.sin(angle)];
  return [x * cosine - y * sine, x * sine + y * cosine];
}
