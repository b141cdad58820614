import { distanceOfDensity, verticalFieldDegrees } from './optics.ts';

/** A camera's optics, whatever its heading. Height in metres above the ground, tilt in degrees below the horizon. */
export interface Optics {
  tiltDegrees: number;
  heightMeters: number;
  horizontalFieldDegrees: number;
  imageWidthPixels: number;
  imageHeightPixels: number;
  /** How far it sees at all, in metres along the ground, where its maker says so. */
  rangeMeters?: number | undefined;
}

/** What a view has to be good for. */
export interface Purpose {
  pixelsPerMeter: number;
  /** The view's steepest angle below the horizon, in degrees; none: any. */
  steepestDegrees?: number;
  /** Height of what is looked at, in metres above the ground. */
  targetHeightMeters?: number;
}

/**
 * The ground that a picture shows densely enough, in metres ahead of the camera's foot. A straight lens shows a
 * trapezoid that is `halfWidthAtFoot + widening × ahead` wide to either side; a very wide one shows a sector.
 */
export type GroundReach = { nearMeters: number; farMeters: number } & (
  | { shape: 'trapezoid'; halfWidthAtFoot: number; widening: number }
  | { shape: 'sector'; fieldDegrees: number }
);

const radians = Math.PI / 180;
/** Beyond this a lens is no longer straight, and the picture is taken as equally dense in every direction. */
const widestStraightLensDegrees = 120;
const shortestMeters = 1e-6;

/** Where the picture's lower and upper edges meet the ground, in metres ahead of the foot; infinite: at no place. */
export function nearAndFarMeters(
  heightMeters: number,
  tiltDegrees: number,
  verticalField: number,
): { near: number; far: number } {
  const steep = (tiltDegrees + verticalField / 2) * radians;
  const flat = (tiltDegrees - verticalField / 2) * radians;
  const near = steep <= 0 ? Number.POSITIVE_INFINITY : heightMeters / Math.tan(steep);
  return { near, far: flat <= 0 ? Number.POSITIVE_INFINITY : heightMeters / Math.tan(flat) };
}

/** `undefined` when no ground is shown well enough: it looks over the horizon, or all of it is too far or too steep. */
export function groundReach(optics: Optics, purpose: Purpose): GroundReach | undefined {
  const height = optics.heightMeters - (purpose.targetHeightMeters ?? 0);
  if (!(height > 0)) return undefined;
  const isStraight = optics.horizontalFieldDegrees <= widestStraightLensDegrees;
  const reach = isStraight ? trapezoid(optics, purpose, height) : sector(optics, purpose, height);
  const { steepestDegrees } = purpose;
  const steep = steepestDegrees === undefined ? reach.nearMeters : height / Math.tan(steepestDegrees * radians);
  const nearMeters = Math.max(reach.nearMeters, steep);
  const farMeters = Math.min(reach.farMeters, optics.rangeMeters ?? Number.POSITIVE_INFINITY);
  return farMeters - nearMeters > shortestMeters ? { ...reach, nearMeters, farMeters } : undefined;
}

/** How far from its foot a camera may show ground, whichever way it looks. */
export function farthestMeters(reach: GroundReach): number {
  if (reach.shape === 'sector') return reach.farMeters;
  return Math.hypot(reach.farMeters, reach.halfWidthAtFoot + reach.widening * reach.farMeters);
}

/** The picture's frame on the ground: how dense it is depends on the depth of a point along the optical axis. */
function trapezoid(optics: Optics, purpose: Purpose, height: number): GroundReach {
  const { tiltDegrees, horizontalFieldDegrees, imageWidthPixels, imageHeightPixels } = optics;
  const vertical = verticalFieldDegrees(horizontalFieldDegrees, imageWidthPixels / imageHeightPixels);
  const frame = nearAndFarMeters(height, tiltDegrees, vertical);
  const [cosine, sine] = [Math.cos(tiltDegrees * radians), Math.sin(tiltDegrees * radians)];
  const depth = distanceOfDensity(imageWidthPixels, horizontalFieldDegrees, purpose.pixelsPerMeter);
  const dense = (depth - height * sine) / Math.max(cosine, 1e-9);
  const slope = Math.tan((horizontalFieldDegrees / 2) * radians);
  return {
    shape: 'trapezoid',
    nearMeters: frame.near,
    farMeters: Math.min(frame.far, dense),
    halfWidthAtFoot: height * sine * slope,
    widening: cosine * slope,
  };
}

/** All around, as far as the pixels last when they are spread evenly over the field. */
function sector(optics: Optics, purpose: Purpose, height: number): GroundReach {
  const fieldDegrees = Math.min(360, optics.horizontalFieldDegrees);
  const slant = optics.imageWidthPixels / (purpose.pixelsPerMeter * fieldDegrees * radians);
  return { shape: 'sector', nearMeters: 0, farMeters: Math.sqrt(Math.max(0, slant ** 2 - height ** 2)), fieldDegrees };
}
