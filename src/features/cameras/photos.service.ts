import { inTransaction } from '../../../db/client/transaction.ts';
import type { Context } from '../../server/context.ts';
import { AppError, notFound } from '../../server/errors.ts';
import { deleteFile, insertPhoto as insertFile } from '../../server/files.queries.ts';
import { newId } from '../../server/identifiers.ts';
import { readPhoto } from '../../server/photos.ts';
import { findCamera } from './cameras.queries.ts';
import { scopeOf } from './cameras.service.ts';
import { recordChange } from './changes.ts';
import { deletePhoto, insertPhoto } from './photos.queries.ts';

/**
 * Keeps a photo of a camera, for whoever may see it: upright, without what the phone wrote into it.
 * @throws AppError `invalid` with what is wrong with the file
 */
export async function addCameraPhoto(
  context: Context,
  id: string,
  { caption }: { caption: string },
  sent: File | undefined,
): Promise<void> {
  const camera = await findCamera(context.database, id, scopeOf(context.viewer));
  if (!camera) notFound();
  if (!sent) throw new AppError('invalid', 'no photo', { photo: 'cameras.mistakePhotoMissing' });
  // Decoded before the transaction begins, which on the embedded engine would hold up everybody else.
  const read = await readPhoto(new Uint8Array(await sent.arrayBuffer()));
  if (!read.ok) throw new AppError('invalid', read.mistake, { photo: read.mistake });
  await inTransaction(context.database, async (transaction) => {
    const file = { zoneId: camera.zoneId, photo: read.photo, createdAt: context.now };
    const fileId = await insertFile(transaction, file);
    const photoId = newId();
    await insertPhoto(transaction, { id: photoId, cameraId: id, fileId, caption, createdAt: context.now });
    await recordChange({ ...context, database: transaction }, camera, 'photo-added', { photoId, fileId });
  });
}

/** Deletes a photo of a camera, for its owner and officers; the history keeps that there was one. */
export async function removeCameraPhoto(context: Context, id: string, { photoId }: { photoId: string }): Promise<void> {
  const camera = await findCamera(context.database, id, scopeOf(context.viewer));
  if (!camera) notFound();
  await inTransaction(context.database, async (transaction) => {
    const fileId = (await deletePhoto(transaction, id, photoId)) ?? notFound();
    await deleteFile(transaction, fileId);
    await recordChange({ ...context, database: transaction }, camera, 'photo-removed', { photoId, fileId });
  });
}
