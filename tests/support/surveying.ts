import { registerCamera } from '../../src/features/cameras/register.service.ts';
import { surveyForm } from '../../src/features/cameras/survey.schema.ts';
import type { Viewer } from '../../src/server/access.ts';
import { AppError } from '../../src/server/errors.ts';
import { newId } from '../../src/server/identifiers.ts';
import type { DeviceDesk } from './device-desk.ts';
import { typedCamera } from './typed-camera.ts';

/** Registers a camera in the middle of the desk's zone that looks east; returns its id. */
export function registerAtDesk(
  { as, zone }: DeviceDesk,
  viewer: Viewer,
  more: Record<string, unknown> = {},
): Promise<string> {
  return registerCamera(as(viewer), zone.id, typedCamera(zone, viewer, { fieldOfView: '80', ...more }));
}

/** A survey's answers as a form gives them: all is as it is, and nothing is in the way. */
export function surveyAnswers(more: Record<string, unknown> = {}) {
  const typed = { key: newId(), version: '1', placeSays: 'as-is', headingSays: 'as-is', conditionSays: 'as-is' };
  const parsed = surveyForm.safeParse({ ...typed, occluded: 'no', ...more });
  if (parsed.success) return parsed.data;
  const fields = parsed.error.issues.map(({ path, message }) => [String(path[0]), message]);
  throw new AppError('invalid', 'form', Object.fromEntries(fields));
}
