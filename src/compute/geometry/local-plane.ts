import type { Position } from './position.ts';

/** Metres east and north of an origin. */
export interface LocalPlane {
  /** `[east, north]` in metres of `[longitude, latitude]` in degrees. */
  toMeters(place: Position): Position;
  /** `[longitude, latitude]` in degrees of `[east, north]` in metres. */
  toDegrees(meters: Position): Position;
}

const semiMajorAxisMeters = 6_378_137;
const eccentricitySquared = 0.006_694_379_990_141_33;

/**
 * The plane that touches WGS 84 at the origin, scaled by the ellipsoid's two radii of curvature there (J. P. Snyder,
 * Map Projections: A Working Manual, USGS 1395, equations 4-18 and 4-20). Within 5 km of the origin, between 25° south
 * and north, lengths are right to 1 in 2,500; within 250 m to 1 in 50,000.
 */
export function localPlaneAt([longitude, latitude]: Position): LocalPlane {
  const radians = (latitude * Math.PI) / 180;
  const shape = 1 - eccentricitySquared * Math.sin(radians) ** 2;
  const meridianMeters = (semiMajorAxisMeters * (1 - eccentricitySquared)) / shape ** 1.5;
  const normalMeters = semiMajorAxisMeters / Math.sqrt(shape);
  const metersPerLatitude = (meridianMeters * Math.PI) / 180;
  const metersPerLongitude = (normalMeters * Math.cos(radians) * Math.PI) / 180;
  return {
    toMeters: ([east, north]) => [(east - longitude) * metersPerLongitude, (north - latitude) * metersPerLatitude],
    toDegrees: ([east, north]) => [longitude + east / metersPerLongitude, latitude + north / metersPerLatitude],
  };
}
