import { localPlaneAt } from './local-plane.ts';
import type { Position } from './position.ts';

const radians = Math.PI / 180;

/** The same direction as a compass heading, 0 ≤ h < 360. */
export const wholeHeading = (degrees: number): number => ((degrees % 360) + 360) % 360;

/** The compass heading in degrees from one place to another, both `[longitude, latitude]`; undefined where they are one. */
export function headingTo(from: Position, to: Position): number | undefined {
  const [east, north] = localPlaneAt(from).toMeters(to);
  if (!Number.isFinite(east + north) || Math.hypot(east, north) < 0.01) return undefined;
  return wholeHeading(Math.atan2(east, north) / radians);
}

/** Where a set of headings points on average, and how far they scatter around it. */
export interface MeanHeading {
  headingDegrees: number;
  /** The circular standard deviation (K. V. Mardia and P. E. Jupp, Directional Statistics, 2000, 2.3.14), in degrees. */
  spreadDegrees: number;
}

/** The mean of headings as directions, so that 359° and 1° make 0°. Undefined when there are none, or they cancel out. */
export function meanHeading(headings: readonly number[]): MeanHeading | undefined {
  if (headings.length === 0) return undefined;
  const east = headings.reduce((sum, heading) => sum + Math.sin(heading * radians), 0) / headings.length;
  const north = headings.reduce((sum, heading) => sum + Math.cos(heading * radians), 0) / headings.length;
  const length = Math.min(1, Math.hypot(east, north));
  if (!(length > 1e-6)) return undefined;
  return {
    headingDegrees: wholeHeading(Math.atan2(east, north) / radians),
    spreadDegrees: Math.sqrt(Math.max(0, -2 * Math.log(length))) / radians,
  };
}

/** How a device lies, in degrees: `deviceorientationabsolute` of the Device Orientation standard. */
export interface DeviceTurn {
  alpha: number;
  beta: number;
  gamma: number;
}

/** Held flatter than this the screen looks up, and people point with the upper edge; else with the back. */
const flat = Math.SQRT1_2;

/**
 * The compass heading that a phone points in: of its upper edge when it lies flat, of its back when it is held up as for
 * taking a picture. Axes as in the Device Orientation standard (W3C, section 4.1 and appendix A): turned by alpha around
 * the vertical, beta around the short edge, gamma around the long one. Undefined when something is no number.
 */
export function headingOfDevice({ alpha, beta, gamma }: DeviceTurn): number | undefined {
  if (!Number.isFinite(alpha + beta + gamma)) return undefined;
  const [sinA, cosA] = [Math.sin(alpha * radians), Math.cos(alpha * radians)];
  const [sinB, cosB] = [Math.sin(beta * radians), Math.cos(beta * radians)];
  const [sinG, cosG] = [Math.sin(gamma * radians), Math.cos(gamma * radians)];
  const isFlat = Math.abs(cosB * cosG) >= flat;
  const east = isFlat ? -sinA * cosB : -cosA * sinG - sinA * sinB * cosG;
  const north = isFlat ? cosA * cosB : -sinA * sinG + cosA * sinB * cosG;
  return wholeHeading(Math.atan2(east, north) / radians);
}
