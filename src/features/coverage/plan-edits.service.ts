import type * as z from 'zod/mini';
import type { Context } from '../../server/context.ts';
import { AppError } from '../../server/errors.ts';
import type { PlanChange } from './planning.ts';
import type { changeByNumbers, planAbout } from './plans.schema.ts';
import { getPlan, type PlanView, savePlan } from './plans.service.ts';

/** What a plan holds, as it is saved again. */
function inputOf({ id, title, purpose, scope, changes }: PlanView) {
  return { id, title, purpose, scope, changes: changes.map(changeOf) };
}

/** A kept row as the change that it is. */
export function changeOf(row: PlanView['changes'][number]): PlanChange {
  return {
    kind: row.kind,
    cameraId: row.cameraId,
    place: row.place,
    headingDegrees: row.headingDegrees,
    tiltDegrees: row.tiltDegrees,
    heightMeters: row.heightMeters,
    fieldDegrees: row.fieldDegrees,
    imageWidthPixels: row.imageWidthPixels,
    imageHeightPixels: row.imageHeightPixels,
    rangeMeters: row.rangeMeters,
    reason: row.reason,
  };
}

/** Changes what a plan says of itself, and what it is measured by. */
export async function describePlan(
  context: Context,
  id: string,
  { version, title, purpose, scope, eventName, turnBackOn }: z.output<typeof planAbout>,
): Promise<void> {
  if (turnBackOn && !eventName) throw new AppError('invalid', 'an event', { eventName: 'mistakeRequired' });
  const plan = await getPlan(context, id);
  const event = eventName ? { name: eventName, turnBackOn } : null;
  await savePlan(context, { ...inputOf(plan), version, title, purpose, scope, event });
}

/** Puts one camera of a plan to these numbers, takes it away, or leaves it as it is after all. */
export async function changeCamera(
  context: Context,
  id: string,
  { version, kind, cameraId, ...numbers }: z.output<typeof changeByNumbers>,
): Promise<void> {
  const input = inputOf(await getPlan(context, id));
  const others = input.changes.filter((change) => change.cameraId !== cameraId);
  const known = input.changes.find((change) => change.cameraId === cameraId);
  const before: PlanChange = known ?? {
    ...{ kind: 'aim', cameraId, place: null, imageWidthPixels: null, imageHeightPixels: null, reason: '' },
    ...numbers,
  };
  const next: PlanChange = { ...before, ...numbers, kind: kind === 'remove' ? 'remove' : 'aim' };
  const isAnything = kind === 'remove' || Object.values(numbers).some((value) => value !== null) || next.place !== null;
  if (kind === 'aim' && !isAnything) throw new AppError('invalid', 'a number', { headingDegrees: 'mistakeRequired' });
  await savePlan(context, { ...input, version, changes: kind === 'keep' ? others : [...others, next] });
}
