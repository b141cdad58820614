import { inTransaction } from '../../../db/client/transaction.ts';
import type { JsonObject } from '../../../db/types.ts';
import { cameraKinds } from '../../compute/cameras/kinds.ts';
import { hasMoved } from '../../compute/geometry/has-moved.ts';
import { may, requireMay } from '../../server/access.ts';
import type { Context } from '../../server/context.ts';
import { AppError, notFound } from '../../server/errors.ts';
import { newId } from '../../server/identifiers.ts';
import { listDeviceDesks, listDeviceOwners, type Owner } from '../../server/owners.ts';
import { isPlaceInZone, pointOf } from '../../server/places.queries.ts';
import { breaksUnique } from '../../server/unique.ts';
import { fieldOfLens, oneHeading } from './camera-facts.ts';
import { type CameraRow, findCamera, insertCamera, lockCamera, updateCamera } from './cameras.queries.ts';
import type { CameraForm } from './cameras.schema.ts';
import { scopeOf, standingOf } from './cameras.service.ts';
import { coverMoves, recordChange } from './changes.ts';
import { movedSinceAccepted } from './moved-since-accepted.ts';

/** The zones in which the viewer may register cameras, each with the organisations that may own one there. */
export const getRegisterDesk = (context: Context) =>
  listDeviceDesks(context, { add: 'camera.register', manage: 'camera.manage' });

/** Whom the viewer may register cameras for in a zone: an officer for anybody there, a partner for its own. */
export const listOwners = (context: Context, zoneId: string): Promise<Owner[]> =>
  listDeviceOwners(context, zoneId, 'camera.manage');

/** What a form says, as the table holds it. An unknown value is null. */
function valuesOf(input: CameraForm) {
  const kind = cameraKinds.find(({ name }) => name === input.kind);
  const sensorWidth = input.sensorWidth ?? kind?.sensorWidthMillimeters ?? null;
  const focalLength = input.focalLength ?? kind?.focalLengthMillimeters ?? null;
  return {
    organisationId: input.organisationId,
    code: input.code,
    name: input.name,
    mountingHeightMeters: input.height ?? null,
    headingDegrees: readHeading(input),
    tiltDegrees: input.tilt ?? null,
    sensorWidthMillimeters: sensorWidth,
    focalLengthMillimeters: focalLength,
    fieldOfViewDegrees: input.fieldOfView ?? kind?.fieldOfViewDegrees ?? fieldOfLens(sensorWidth, focalLength) ?? null,
    model: input.model || kind?.name || '',
    imageWidthPixels: input.imageWidth ?? kind?.imageWidthPixels ?? null,
    imageHeightPixels: input.imageHeight ?? kind?.imageHeightPixels ?? null,
    rangeMeters: input.range ?? null,
    functions: ['plain', ...input.functions],
    hasInfrared: input.infrared === 'unknown' ? null : input.infrared === 'yes',
    mount: input.mount ?? null,
    condition: input.condition,
    link: input.link,
    heartbeatMinutes: input.heartbeatMinutes,
    notes: input.notes,
  };
}
type Values = ReturnType<typeof valuesOf>;

/** Degrees or a point of the compass; not to know it has to be said. */
function readHeading({ heading, headingUnknown }: CameraForm): number | null {
  if (headingUnknown && heading !== '') throw mistake('heading', 'cameras.mistakeHeadingBoth');
  if (headingUnknown) return null;
  return oneHeading(heading) ?? refuse('heading', 'cameras.mistakeHeading');
}

const mistake = (field: string, message: string): AppError => new AppError('invalid', message, { [field]: message });
function refuse(field: string, message: string): never {
  throw mistake(field, message);
}

/** What must hold of a camera in its zone, whoever writes it. */
async function requireSound(
  context: Context,
  camera: { zoneId: string; ownerIds: readonly string[]; values: Values; place: CameraForm | undefined },
): Promise<void> {
  const { zoneId, ownerIds, values, place } = camera;
  if (!ownerIds.includes(values.organisationId)) throw mistake('organisationId', 'mistakeChoice');
  if (place && !(await isPlaceInZone(context.database, zoneId, [place.longitude, place.latitude])))
    throw mistake('latitude', 'cameras.mistakeOutside');
}

/** The table alone knows whether an owner has two cameras of one code, even when two people write at once. */
function sayCodeIsTaken(error: unknown): never {
  throw breaksUnique(error, 'camera_code') ? mistake('code', 'cameras.mistakeCode') : error;
}

/**
 * Puts a camera into the registry and returns its id. One that an officer writes is accepted; a partner's waits for it.
 * @throws AppError `invalid` with the fields to mend
 */
export async function registerCamera(context: Context, zoneId: string, input: CameraForm): Promise<string> {
  requireMay(context.viewer, 'camera.register', zoneId);
  const values = valuesOf(input);
  const id = newId();
  const isOfficer = may(context.viewer, 'camera.manage', zoneId);
  const owners = await listOwners(context, zoneId);
  const ownerIds = owners.map((owner) => owner.id);
  const { longitude, latitude } = input;
  await inTransaction(context.database, async (transaction) => {
    const here = { ...context, database: transaction };
    await requireSound(here, { zoneId, ownerIds, values, place: input });
    await requireOwnPause(here, { zoneId, organisationId: values.organisationId, link: '' }, values.link);
    await insertCamera(transaction, {
      id,
      zoneId,
      ...values,
      place: pointOf([input.longitude, input.latitude]),
      source: 'registry',
      sourceKey: id,
      acceptedAt: isOfficer ? context.now : null,
      createdAt: context.now,
      changedAt: context.now,
    });
    const { notes: _notes, ...told } = values;
    await recordChange(here, { id, zoneId }, 'registered', { ...told, longitude, latitude, isAccepted: isOfficer });
    await coverMoves(context, transaction);
  }).catch(sayCodeIsTaken);
  return id;
}

/** Sharing is paused, and resumed, by the owner alone. */
async function requireOwnPause(
  { viewer }: Context,
  before: { zoneId: string; organisationId: string; link: string },
  link: string,
): Promise<void> {
  const isPause = link === 'paused' || (before.link === 'paused' && link === 'linked');
  if (isPause && before.link !== link && !standingOf(viewer, before).isOwn)
    throw mistake('link', 'cameras.mistakePause');
}

/** What differs, as `{field: {from, to}}`; of notes, in which people may be named, only that they do. */
function changesBetween(before: CameraRow, values: Values & Pick<CameraRow, 'isOccluded'>): JsonObject {
  const changes: JsonObject = {};
  for (const key of Object.keys(values) as (keyof typeof values)[]) {
    const [from, to] = [before[key], values[key]];
    if (JSON.stringify(from) === JSON.stringify(to)) continue;
    changes[key] = key === 'notes' ? true : { from, to };
  }
  return changes;
}

/**
 * Changes a camera. A move is told as an event of its own. An owner's change of one that was sent back asks again.
 * @throws AppError `conflict` when somebody else changed it since the form was shown; `invalid` with the fields to mend
 */
export async function editCamera(context: Context, id: string, input: CameraForm): Promise<void> {
  const camera = await findCamera(context.database, id, scopeOf(context.viewer));
  if (!camera) notFound();
  await inTransaction(context.database, async (transaction) => {
    const here = { ...context, database: transaction };
    await lockCamera(transaction, id);
    const before = await findCamera(transaction, id, scopeOf(context.viewer));
    if (!before) notFound();
    if (input.version !== before.version)
      throw new AppError('conflict', 'changed', { version: 'cameras.mistakeChanged' });
    const values = valuesOf(input);
    const isMoved = hasMoved(before, input);
    const owners = await listOwners(here, before.zoneId);
    const ownerIds = [before.organisationId, ...owners.map((owner) => owner.id)];
    const place = isMoved ? input : undefined;
    await requireSound(here, { zoneId: before.zoneId, ownerIds, values, place });
    await requireOwnPause(here, before, values.link);
    await applyEdit(here, before, values, place);
    await coverMoves(context, transaction);
  }).catch(sayCodeIsTaken);
}

async function applyEdit(
  context: Context,
  before: CameraRow,
  values: Values,
  place: CameraForm | undefined,
): Promise<void> {
  // Whatever was in the way of the old view says nothing of the new one.
  const isTurned = place !== undefined || values.headingDegrees !== before.headingDegrees;
  const isOccluded = isTurned ? null : before.isOccluded;
  const changes = changesBetween(before, { ...values, isOccluded });
  const isResent = before.returnedReason !== '';
  await updateCamera(context.database, before.id, {
    ...values,
    isOccluded,
    ...(place && { place: pointOf([place.longitude, place.latitude]) }),
    returnedReason: '',
    movedSinceAcceptedAt: movedSinceAccepted(context, before, values, place !== undefined),
    changedAt: context.now,
  });
  if (Object.keys(changes).length > 0) await recordChange(context, before, 'edited', { changes });
  if (place) {
    const { longitude, latitude } = place;
    const from = { longitude: before.longitude, latitude: before.latitude };
    await recordChange(context, before, 'moved', { from, to: { longitude, latitude } });
  }
  if (isResent) await recordChange(context, before, 'sent-again');
}
