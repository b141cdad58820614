import type { Point, TownPlan } from './plan.ts';

const metersPerDegree = 111_195;

/** `[longitude, latitude]` of a point of the town, turned as the town is; good to a decimetre over 30 km. */
export function toPosition(plan: TownPlan, [east, north]: Point): [number, number] {
  const cosine = Math.cos(plan.rotationRadians);
  const sine = Math.sin(plan.rotationRadians);
  const [longitude, latitude] = plan.center;
  const eastMeters = east * cosine - north * sine;
  const northMeters = east * sine + north * cosine;
  return [
    round(longitude + eastMeters / (metersPerDegree * Math.cos((latitude * Math.PI) / 180))),
    round(latitude + northMeters / metersPerDegree),
  ];
}

/** The compass heading, in degrees, of a direction in the town's own frame. */
export function toHeading(plan: TownPlan, [east, north]: Point): number {
  const degrees = 90 - ((Math.atan2(north, east) + plan.rotationRadians) * 180) / Math.PI;
  return Math.round((((degrees % 360) + 360) % 360) * 10) / 10;
}

export function distanceMeters([east, north]: Point, [otherEast, otherNorth]: Point): number {
  return Math.hypot(east - otherEast, north - otherNorth);
}

/** The point a share of the way from one to another. */
export function along([east, north]: Point, [toEast, toNorth]: Point, share: number): Point {
  return [east + (toEast - east) * share, north + (toNorth - north) * share];
}

// A centimetre is finer than anything here, and shorter numbers make smaller rows.
const round = (degrees: number): number => Math.round(degrees * 1e7) / 1e7;
