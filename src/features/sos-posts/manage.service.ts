import type { Transaction } from 'kysely';
import { inTransaction } from '../../../db/client/transaction.ts';
import type { DB, JsonObject } from '../../../db/types.ts';
import { hasMoved } from '../../compute/geometry/has-moved.ts';
import { may, requireMay } from '../../server/access.ts';
import type { Context } from '../../server/context.ts';
import { AppError } from '../../server/errors.ts';
import { appendEvent } from '../../server/events.ts';
import { newId } from '../../server/identifiers.ts';
import { listDeviceDesks, listDeviceOwners, type Owner } from '../../server/owners.ts';
import { isPlaceInZone, pointOf } from '../../server/places.queries.ts';
import { breaksUnique } from '../../server/unique.ts';
import { insertPost, lockPost, type PostRow, updatePost } from './sos-posts.queries.ts';
import type { PostForm } from './sos-posts.schema.ts';
import { getManagedPost } from './sos-posts.service.ts';

/** The zones in which the viewer may add posts, each with the organisations that may look after one there. */
export const getNewPostDesk = (context: Context) =>
  listDeviceDesks(context, { add: 'sos-post.manage', manage: 'sos-post.manage' });

/** Who may look after a post in a zone: for an officer anybody there, for a partner its own organisations. */
export const listOwners = (context: Context, zoneId: string): Promise<Owner[]> =>
  listDeviceOwners(context, zoneId, 'sos-post.manage');

const mistake = (field: string, message: string): AppError => new AppError('invalid', message, { [field]: message });

function valuesOf(input: PostForm) {
  if (input.nameTh === '' && input.nameEn === '') throw mistake('nameTh', 'sosPosts.mistakeName');
  const { code, nameTh, nameEn, condition, heartbeatMinutes, voiceAddress, notes } = input;
  const organisationId = input.organisationId ?? null;
  return { organisationId, code, nameTh, nameEn, condition, heartbeatMinutes, voiceAddress, notes };
}
type Values = ReturnType<typeof valuesOf>;

async function requireSound(
  { database }: Context,
  post: { zoneId: string; values: Values; ownerIds: (string | null)[]; place: PostForm | undefined },
): Promise<void> {
  const { zoneId, values, ownerIds, place } = post;
  if (!ownerIds.includes(values.organisationId)) throw mistake('organisationId', 'mistakeChoice');
  if (place && !(await isPlaceInZone(database, zoneId, [place.longitude, place.latitude])))
    throw mistake('latitude', 'sosPosts.mistakeOutside');
}

/** The table alone knows whether a zone has two posts of one code, even when two people write at once. */
function sayCodeIsTaken(error: unknown): never {
  throw breaksUnique(error, 'sos_post_code') ? mistake('code', 'sosPosts.mistakeCode') : error;
}

/** Appends what happened, and has the ways on foot to a post worked out anew when they may have changed. */
export async function recordChange(
  context: Context,
  transaction: Transaction<DB>,
  post: { id: string; zoneId: string },
  type: string,
  payload: JsonObject = {},
): Promise<void> {
  const { viewer, now, jobs } = context;
  const subject = { subject: 'sos-post', subjectId: post.id, zoneId: post.zoneId } as const;
  await appendEvent(transaction, { ...subject, type, viewer, occurredAt: now, payload });
  if (!type.startsWith('photo-')) await jobs.send(transaction, 'coverage.keep-up', {});
}

/**
 * Puts an SOS post into the registry, for officers of the zone, and returns its id.
 * @throws AppError `invalid` with the fields to mend
 */
export async function addPost(context: Context, zoneId: string, input: PostForm): Promise<string> {
  requireMay(context.viewer, 'sos-post.manage', zoneId);
  const values = valuesOf(input);
  const id = newId();
  await inTransaction(context.database, async (transaction) => {
    const here = { ...context, database: transaction };
    const owners = await listOwners(here, zoneId);
    const ownerIds = [null, ...owners.map((owner) => owner.id)];
    await requireSound(here, { zoneId, values, ownerIds, place: input });
    await insertPost(transaction, {
      id,
      zoneId,
      ...values,
      place: pointOf([input.longitude, input.latitude]),
      source: 'registry',
      sourceKey: id,
      createdAt: context.now,
      changedAt: context.now,
    });
    const { notes: _notes, voiceAddress: _voiceAddress, ...told } = values;
    const { longitude, latitude } = input;
    await recordChange(context, transaction, { id, zoneId }, 'registered', { ...told, longitude, latitude });
  }).catch(sayCodeIsTaken);
  return id;
}

/** What differs, as `{field: {from, to}}`; of what is not for everybody, only that it does. */
function changesBetween(before: PostRow, values: Values): JsonObject {
  const changes: JsonObject = {};
  for (const key of Object.keys(values) as (keyof Values)[]) {
    const [from, to] = [before[key], values[key]];
    if (from !== to) changes[key] = key === 'notes' || key === 'voiceAddress' ? true : { from, to };
  }
  return changes;
}

/**
 * Changes a post, for whoever manages it. A move is told as an event of its own.
 * @throws AppError `conflict` when somebody else changed it since the form was shown; `invalid` with the fields to mend
 */
export async function editPost(context: Context, id: string, input: PostForm): Promise<void> {
  await getManagedPost(context, id);
  await inTransaction(context.database, async (transaction) => {
    const here = { ...context, database: transaction };
    await lockPost(transaction, id);
    const before = await getManagedPost(here, id);
    if (input.version !== before.version)
      throw new AppError('conflict', 'changed', { version: 'sosPosts.mistakeChanged' });
    const values = valuesOf(input);
    const { longitude, latitude } = input;
    const place = hasMoved(before, input) ? input : undefined;
    await requireSound(here, { zoneId: before.zoneId, values, place, ownerIds: await ownersAfter(here, before) });
    await updatePost(transaction, id, {
      ...values,
      ...(place && { place: pointOf([place.longitude, place.latitude]) }),
      changedAt: context.now,
    });
    const changes = changesBetween(before, values);
    if (Object.keys(changes).length > 0) await recordChange(context, transaction, before, 'edited', { changes });
    if (!place) return;
    const from = { longitude: before.longitude, latitude: before.latitude };
    await recordChange(context, transaction, before, 'moved', { from, to: { longitude, latitude } });
  }).catch(sayCodeIsTaken);
}

/** Whom a post may belong to afterwards: nobody as well, when an officer says so. */
async function ownersAfter(context: Context, before: PostRow): Promise<(string | null)[]> {
  const owners = await listOwners(context, before.zoneId);
  const nobody = may(context.viewer, 'sos-post.manage', before.zoneId) ? [null] : [];
  return [...nobody, before.organisationId, ...owners.map((owner) => owner.id)];
}
