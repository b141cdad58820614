import { inTransaction } from '../../../db/client/transaction.ts';
import type { JsonObject } from '../../../db/types.ts';
import { hasMoved } from '../../compute/geometry/has-moved.ts';
import { requireAccount } from '../../server/access.ts';
import type { Context } from '../../server/context.ts';
import { AppError, notFound } from '../../server/errors.ts';
import { insertPhoto as insertFile } from '../../server/files.queries.ts';
import { newId } from '../../server/identifiers.ts';
import { type Photo, readPhoto } from '../../server/photos.ts';
import { isPlaceInZone, pointOf } from '../../server/places.queries.ts';
import { isAllAround, oneHeading } from './camera-facts.ts';
import { type CameraRow, findCamera, lockCamera, updateCamera } from './cameras.queries.ts';
import { scopeOf } from './cameras.service.ts';
import { coverMoves, recordChange } from './changes.ts';
import { movedSinceAccepted } from './moved-since-accepted.ts';
import { insertPhoto } from './photos.queries.ts';
import { findSurveyByKey, insertSurvey } from './survey.queries.ts';
import type { SurveyForm } from './survey.schema.ts';

/** A phone may have been without a signal for so long; what is older is a clock that is wrong. */
const mostDaysLate = 30;

/** What a survey says of a camera: the values that it has from now on, and what was really looked at. */
interface Findings {
  place: { longitude: number; latitude: number };
  values: Pick<CameraRow, 'headingDegrees' | 'mountingHeightMeters' | 'tiltDegrees' | 'condition' | 'isOccluded'>;
  /** The heading as confirmed or put right; null when nobody could tell. */
  headingDegrees: number | null;
  headingWay: string | null;
}

/**
 * Files what somebody found before a camera, and puts the camera right. The same survey sent twice is one.
 * @throws AppError `invalid` with the fields to mend; `conflict` when somebody else changed the camera meanwhile
 */
export async function fileSurvey(context: Context, id: string, input: SurveyForm, sent?: File): Promise<void> {
  const account = requireAccount(context.viewer);
  const camera = await findCamera(context.database, id, scopeOf(context.viewer));
  if (!camera) notFound();
  const photo = sent && (await decoded(sent));
  await inTransaction(context.database, async (transaction) => {
    const here = { ...context, database: transaction };
    await lockCamera(transaction, id);
    const before = await findCamera(transaction, id, scopeOf(context.viewer));
    if (!before) notFound();
    const filed = await findSurveyByKey(transaction, input.key);
    if (filed?.cameraId === id && filed.accountId === account.id) return;
    if (filed) throw mistake('key', 'mistakeId');
    if (input.version !== before.version)
      throw new AppError('conflict', 'changed', { version: 'surveys.mistakeChanged' });
    const findings = findingsOf(before, input);
    const { place } = findings;
    if (
      hasMoved(before, place) &&
      !(await isPlaceInZone(transaction, before.zoneId, [place.longitude, place.latitude]))
    )
      throw mistake('placeSays', 'cameras.mistakeOutside');
    await keep(here, before, findings, { input, photo, accountId: account.id });
    await coverMoves(context, transaction);
  });
}

/** Decoded before the transaction begins, which on the embedded engine would hold up everybody else. */
async function decoded(sent: File): Promise<Photo> {
  const read = await readPhoto(new Uint8Array(await sent.arrayBuffer()));
  if (!read.ok) throw mistake('photo', read.mistake);
  return read.photo;
}

const mistake = (field: string, message: string): AppError => new AppError('invalid', message, { [field]: message });

function required<Value>(value: Value | undefined, field: string, message = 'mistakeRequired'): Value {
  if (value === undefined) throw mistake(field, message);
  return value;
}

function findingsOf(before: CameraRow, input: SurveyForm): Findings {
  const { height, tilt } = input;
  const condition = input.conditionSays === 'as-is' ? before.condition : required(input.condition, 'condition');
  // Where no camera hangs any more, nothing can be in its way.
  const isOccluded = condition === 'removed' ? null : required(input.occluded, 'occluded', 'mistakeChoice') === 'yes';
  const heading = headingOf(before, input);
  if (input.mountSays === 'put-right' && height === undefined && tilt === undefined)
    throw mistake('height', 'mistakeRequired');
  const isMeasured = input.mountSays === 'put-right';
  return {
    place: placeOf(before, input),
    ...heading,
    values: {
      headingDegrees: heading.headingDegrees ?? before.headingDegrees,
      mountingHeightMeters: (isMeasured ? height : undefined) ?? before.mountingHeightMeters,
      tiltDegrees: (isMeasured ? tilt : undefined) ?? before.tiltDegrees,
      condition,
      isOccluded,
    },
  };
}

function placeOf(before: CameraRow, { placeSays, longitude, latitude }: SurveyForm): Findings['place'] {
  if (placeSays === 'as-is') return { longitude: before.longitude, latitude: before.latitude };
  return { longitude: required(longitude, 'longitude'), latitude: required(latitude, 'latitude') };
}

function headingOf(before: CameraRow, input: SurveyForm): Pick<Findings, 'headingDegrees' | 'headingWay'> {
  if (input.headingSays === 'cannot-tell' || isAllAround(before)) return { headingDegrees: null, headingWay: null };
  if (input.headingSays === 'as-is') {
    if (before.headingDegrees === null) throw mistake('headingSays', 'surveys.mistakeHeadingUnknown');
    return { headingDegrees: before.headingDegrees, headingWay: null };
  }
  const headingDegrees = required(oneHeading(input.heading), 'heading', 'surveys.mistakeHeading');
  return { headingDegrees, headingWay: input.headingWay };
}

/** What differs from what the registry had, as `{column: {from, to}}`. */
function changesBetween(before: CameraRow, values: Findings['values']): JsonObject {
  const changes: JsonObject = {};
  for (const key of Object.keys(values) as (keyof typeof values)[])
    if (before[key] !== values[key]) changes[key] = { from: before[key], to: values[key] };
  return changes;
}

async function keep(
  context: Context,
  before: CameraRow,
  { place, values, headingDegrees, headingWay }: Findings,
  { input, photo, accountId }: { input: SurveyForm; photo: Photo | undefined; accountId: string },
): Promise<void> {
  const { database, now } = context;
  const surveyedAt = momentOf(input, now);
  const changes = changesBetween(before, values);
  const isMoved = hasMoved(before, place);
  const surveyId = newId();
  const picture = photo && (await keepPhoto(context, before, photo, surveyedAt));
  const isMeasured = input.mountSays === 'put-right';
  await insertSurvey(database, {
    id: surveyId,
    key: input.key,
    cameraId: before.id,
    zoneId: before.zoneId,
    accountId,
    surveyedAt,
    recordedAt: now,
    place: pointOf([place.longitude, place.latitude]),
    headingDegrees,
    headingWay,
    mountingHeightMeters: isMeasured ? values.mountingHeightMeters : null,
    tiltDegrees: isMeasured ? values.tiltDegrees : null,
    isOccluded: values.isOccluded,
    condition: values.condition,
    corrected: correctedBy(changes, isMoved, before.isOccluded === null && values.isOccluded !== true),
    photoId: picture?.photoId ?? null,
    notes: input.notes,
  });
  await updateCamera(database, before.id, {
    ...values,
    ...(isMoved && { place: pointOf([place.longitude, place.latitude]) }),
    movedSinceAcceptedAt: movedSinceAccepted(context, before, values, isMoved),
    changedAt: now,
  });
  const there = { ...context, now: surveyedAt };
  await recordChange(there, before, 'surveyed', { surveyId, changes, headingWay, ...picture });
  if (isMoved) {
    const from = { longitude: before.longitude, latitude: before.latitude };
    await recordChange(there, before, 'moved', { from, to: { ...place } });
  }
}

/** What the registry had wrong. That nothing is in the way of a view that nobody had looked at puts nothing right. */
function correctedBy(changes: JsonObject, isMoved: boolean, isFirstClear: boolean): string[] {
  const columns = Object.keys(changes).filter((column) => column !== 'isOccluded' || !isFirstClear);
  return isMoved ? ['place', ...columns] : columns;
}

async function keepPhoto({ database }: Context, { id, zoneId }: CameraRow, photo: Photo, createdAt: Date) {
  const fileId = await insertFile(database, { zoneId, photo, createdAt });
  const photoId = newId();
  await insertPhoto(database, { id: photoId, cameraId: id, fileId, caption: '', createdAt });
  return { photoId, fileId };
}

/** When it was found: as the phone says, if its clock can be right, else now. */
function momentOf({ surveyedAt }: SurveyForm, now: Date): Date {
  if (!surveyedAt || surveyedAt > now) return now;
  const isTooOld = now.getTime() - surveyedAt.getTime() > mostDaysLate * 86_400_000;
  return isTooOld ? now : surveyedAt;
}
