import type { Insertable } from 'kysely';
import type { Database } from '../../../db/client/database.ts';
import type { CameraPhoto } from '../../../db/types.ts';

export function listPhotos(database: Database, cameraId: string) {
  return database
    .selectFrom('cameraPhoto')
    .where('cameraId', '=', cameraId)
    .select(['id', 'fileId', 'caption', 'createdAt'])
    .orderBy('createdAt', 'desc')
    .orderBy('id')
    .execute();
}

export async function insertPhoto(database: Database, row: Insertable<CameraPhoto>): Promise<void> {
  await database.insertInto('cameraPhoto').values(row).execute();
}

/** Takes a photo from its camera and returns the file that it was; undefined when the camera has no such photo. */
export async function deletePhoto(database: Database, cameraId: string, id: string): Promise<string | undefined> {
  const rows = database.deleteFrom('cameraPhoto').where('cameraId', '=', cameraId).where('id', '=', id);
  return (await rows.returning('fileId').executeTakeFirst())?.fileId;
}
