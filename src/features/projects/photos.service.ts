import { requireMay } from '../../server/access.ts';
import type { Context } from '../../server/context.ts';
import { AppError, notFound } from '../../server/errors.ts';
import { insertPhoto as insertFile } from '../../server/files.queries.ts';
import { newId } from '../../server/identifiers.ts';
import { readPhoto } from '../../server/photos.ts';
import { recordChange, withManaged } from './managed.ts';
import { insertPhoto } from './parts.queries.ts';
import { findProject } from './projects.queries.ts';
import type { NewPhoto } from './projects.schema.ts';

/**
 * Keeps a photo of the place before, during or after the work: upright, without what the camera wrote into it.
 * @throws AppError `invalid` with what is wrong with the file
 */
export async function addPhoto(
  context: Context,
  number: number,
  input: NewPhoto,
  sent: File | undefined,
): Promise<void> {
  const project = await findProject(context.database, number);
  if (!project) notFound();
  requireMay(context.viewer, 'project.manage', project.zoneId);
  if (!sent) throw new AppError('invalid', 'no photo', { photo: 'projects.mistakePhotoMissing' });
  // Decoded before the transaction begins, which on the embedded engine would hold up everybody else.
  const read = await readPhoto(new Uint8Array(await sent.arrayBuffer()));
  if (!read.ok) throw new AppError('invalid', read.mistake, { photo: read.mistake });
  await withManaged(context, number, async (managed) => {
    const fileId = await insertFile(managed.transaction, {
      zoneId: managed.project.zoneId,
      photo: read.photo,
      createdAt: context.now,
    });
    const photo = { id: newId(), projectId: managed.project.id, fileId, ...input };
    await insertPhoto(managed.transaction, { ...photo, createdAt: context.now });
    const { caption: _caption, ...recorded } = photo;
    await recordChange(context, managed, 'photo-added', recorded);
  });
}
