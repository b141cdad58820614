import { cameraForm } from '../../src/features/cameras/cameras.schema.ts';
import type { Viewer } from '../../src/server/access.ts';
import { AppError } from '../../src/server/errors.ts';
import type { MadeZone } from './factories.ts';

let codes = 0;

/**
 * What somebody typed of a camera in the zone's middle that looks east, read as a form is.
 * @throws AppError `invalid` with the fields to mend, as a page would show them
 */
export function typedCamera(zone: MadeZone, viewer: Viewer, more: Record<string, unknown> = {}) {
  const [longitude, latitude] = zone.center;
  codes += 1;
  const parsed = cameraForm.safeParse({
    organisationId: viewer.organisationIds[0],
    code: `C-${codes}`,
    name: 'ปากซอย',
    longitude: String(longitude),
    latitude: String(latitude),
    height: '4',
    heading: '๙๐',
    tilt: '20',
    sensorWidth: '4.8',
    focalLength: '4',
    imageWidth: '1920',
    imageHeight: '1080',
    link: 'linked',
    ...more,
  });
  if (parsed.success) return parsed.data;
  const fields = parsed.error.issues.map(({ path, message }) => [String(path[0]), message]);
  throw new AppError('invalid', 'form', Object.fromEntries(fields));
}
