const degrees = 180 / Math.PI;

/** The horizontal field of view in degrees, by `2 atan(width / 2f)`: sensor width and focal length in millimetres. */
export function fieldOfViewDegrees(sensorWidthMillimeters: number, focalLengthMillimeters: number): number {
  return 2 * Math.atan(sensorWidthMillimeters / (2 * focalLengthMillimeters)) * degrees;
}

/** The vertical field of view in degrees that goes with a horizontal one, for square pixels and a straight lens. */
export function verticalFieldDegrees(horizontalFieldDegrees: number, imageAspect: number): number {
  return 2 * Math.atan(Math.tan(horizontalFieldDegrees / 2 / degrees) / imageAspect) * degrees;
}

/** Pixels that one metre takes across the picture at this distance along the optical axis (IEC 62676-4, annex B). */
export function pixelsPerMeter(
  imageWidthPixels: number,
  horizontalFieldDegrees: number,
  distanceMeters: number,
): number {
  return imageWidthPixels / (2 * distanceMeters * Math.tan(horizontalFieldDegrees / 2 / degrees));
}

/** The distance along the optical axis, in metres, at which one metre takes this many pixels. */
export function distanceOfDensity(imageWidthPixels: number, horizontalFieldDegrees: number, density: number): number {
  return imageWidthPixels / (2 * density * Math.tan(horizontalFieldDegrees / 2 / degrees));
}
