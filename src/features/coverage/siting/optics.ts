import type { Optics } from '../../../compute/cameras/ground-reach.ts';
import type { SitingRequest } from '../siting.schema.ts';

/** The new camera: a common one, of which the officer says how wide it looks and how high it hangs. */
export function opticsOf({ camera }: SitingRequest): Optics {
  return {
    horizontalFieldDegrees: camera.fieldDegrees,
    heightMeters: camera.heightMeters,
    ...usualOptics,
  };
}

/** What a common new camera has beside these. */
export const usualOptics = { tiltDegrees: 15, imageWidthPixels: 1920, imageHeightPixels: 1080 };
