import type { Camera } from './camera-view.ts';
import type { GroundReach, Optics } from './ground-reach.ts';

/** A camera as the registry has it: what nobody knows is undefined. */
export type SurveyedCamera = { [Key in keyof Camera]?: Camera[Key] | undefined };

/** What a register writes of a camera: null is what nobody knows. Degrees, metres and pixels. */
export interface RegisteredCamera {
  headingDegrees: number | null;
  tiltDegrees: number | null;
  mountingHeightMeters: number | null;
  fieldOfViewDegrees: number | null;
  imageWidthPixels: number | null;
  imageHeightPixels: number | null;
  rangeMeters: number | null;
}

/** A row of a register as a camera that may be unknown in part. */
export function surveyedCamera(row: RegisteredCamera): SurveyedCamera {
  return {
    headingDegrees: row.headingDegrees ?? undefined,
    tiltDegrees: row.tiltDegrees ?? undefined,
    heightMeters: row.mountingHeightMeters ?? undefined,
    horizontalFieldDegrees: row.fieldOfViewDegrees ?? undefined,
    imageWidthPixels: row.imageWidthPixels ?? undefined,
    imageHeightPixels: row.imageHeightPixels ?? undefined,
    rangeMeters: row.rangeMeters ?? undefined,
  };
}

/** What stands in for what is not known of a camera. */
export interface Priors {
  heightMeters: number;
  horizontalFieldDegrees: number;
}

/** Where no camera of the same kind of owner tells more. */
export const defaultPriors: Priors = { heightMeters: 4, horizontalFieldDegrees: 80 };

const generalOptics = { tiltDegrees: 15, imageWidthPixels: 1920, imageHeightPixels: 1080 };

/** The middle height and field among the known cameras of the same kind of owner; what none of them tells is general. */
export function priorsFrom(cameras: readonly SurveyedCamera[]): Priors {
  const middle = (key: keyof Priors): number => {
    const known = cameras.map((camera) => camera[key]).filter((value) => value !== undefined);
    known.sort((a, b) => a - b);
    return known[Math.floor((known.length - 1) / 2)] ?? defaultPriors[key];
  };
  return { heightMeters: middle('heightMeters'), horizontalFieldDegrees: middle('horizontalFieldDegrees') };
}

/** A camera with priors in the place of what is unknown, and the names of what was filled in. A heading is never guessed. */
export function completeCamera(
  camera: SurveyedCamera,
  priors: Priors,
): { camera: Camera; assumed: (keyof Optics | 'headingDegrees')[] } {
  const general = { ...generalOptics, ...priors };
  const optics = { ...general };
  const assumed: (keyof Optics | 'headingDegrees')[] = [];
  for (const key of Object.keys(general) as (keyof typeof general)[]) {
    const value = camera[key];
    if (value === undefined) assumed.push(key);
    else optics[key] = value;
  }
  // Who looks all around has no heading that anybody could miss.
  const headingDegrees = optics.horizontalFieldDegrees >= 360 ? 0 : camera.headingDegrees;
  if (headingDegrees === undefined) assumed.push('headingDegrees');
  return { camera: { ...optics, rangeMeters: camera.rangeMeters, headingDegrees }, assumed };
}

/**
 * How likely a camera that may look in any direction, each as likely as the others, shows a point this far from its
 * foot: the share of headings whose view holds the point.
 */
export function headingProbability(reach: GroundReach, distanceMeters: number): number {
  const { nearMeters, farMeters } = reach;
  if (reach.shape === 'sector') {
    const isWithin = distanceMeters >= nearMeters && distanceMeters <= farMeters;
    return isWithin ? reach.fieldDegrees / 360 : 0;
  }
  const bounded = (ratio: number): number => Math.min(1, Math.max(-1, ratio));
  const beforeNear = Math.acos(bounded(nearMeters / distanceMeters));
  const pastFar = Math.acos(bounded(farMeters / distanceMeters));
  const { halfWidthAtFoot, widening } = reach;
  const lean = Math.asin(bounded(halfWidthAtFoot / (distanceMeters * Math.hypot(1, widening))));
  const axis = Math.atan(widening);
  // Off the heading by up to the first of these, or from the second on: close to the foot the sides lie behind it.
  const within = (from: number, to: number): number => Math.max(0, Math.min(beforeNear, to) - Math.max(pastFar, from));
  const beside = axis + lean;
  const behind = Math.max(beside, axis + Math.PI - lean);
  return (within(0, Math.min(beside, Math.PI)) + within(behind, Math.PI)) / Math.PI;
}
