import { inTransaction } from '../../../db/client/transaction.ts';
import type { Context } from '../../server/context.ts';
import { AppError, notFound } from '../../server/errors.ts';
import { deleteFile, insertPhoto as insertFile } from '../../server/files.queries.ts';
import { newId } from '../../server/identifiers.ts';
import { readPhoto } from '../../server/photos.ts';
import { recordChange } from './manage.service.ts';
import { deletePhoto, insertPhoto } from './sos-posts.queries.ts';
import { getManagedPost } from './sos-posts.service.ts';

/**
 * Keeps a photo of a post, for whoever manages it: upright, without what the phone wrote into it.
 * @throws AppError `invalid` with what is wrong with the file
 */
export async function addPostPhoto(
  context: Context,
  id: string,
  { caption }: { caption: string },
  sent: File | undefined,
): Promise<void> {
  const post = await getManagedPost(context, id);
  if (!sent) throw new AppError('invalid', 'no photo', { photo: 'sosPosts.mistakePhotoMissing' });
  // Decoded before the transaction begins, which on the embedded engine would hold up everybody else.
  const read = await readPhoto(new Uint8Array(await sent.arrayBuffer()));
  if (!read.ok) throw new AppError('invalid', read.mistake, { photo: read.mistake });
  await inTransaction(context.database, async (transaction) => {
    const file = { zoneId: post.zoneId, photo: read.photo, createdAt: context.now };
    const fileId = await insertFile(transaction, file);
    const photoId = newId();
    await insertPhoto(transaction, { id: photoId, sosPostId: id, fileId, caption, createdAt: context.now });
    await recordChange(context, transaction, post, 'photo-added', { photoId, fileId });
  });
}

/** Deletes a photo of a post, for whoever manages it; the history keeps that there was one. */
export async function removePostPhoto(context: Context, id: string, { photoId }: { photoId: string }): Promise<void> {
  const post = await getManagedPost(context, id);
  await inTransaction(context.database, async (transaction) => {
    const fileId = (await deletePhoto(transaction, id, photoId)) ?? notFound();
    await deleteFile(transaction, fileId);
    await recordChange(context, transaction, post, 'photo-removed', { photoId, fileId });
  });
}
