import { sql } from 'kysely';
import type { Database } from '../../db/client/database.ts';
import { newId } from './identifiers.ts';
import type { Photo } from './photos.ts';

/** Keeps a photo and returns its id. Who may see it follows from the row that points to it. */
export async function insertPhoto(
  database: Database,
  file: { zoneId: string; photo: Photo; createdAt: Date },
): Promise<string> {
  const id = newId();
  await database
    .insertInto('file')
    .values({ id, zoneId: file.zoneId, createdAt: file.createdAt, ...file.photo })
    .execute();
  return id;
}

export async function deleteFile(database: Database, id: string): Promise<void> {
  await database.deleteFrom('file').where('id', '=', id).execute();
}

/** What decides whether a viewer may see a file: the zones and units that they act for. */
export interface FileViewer {
  /** Zones in which the viewer moderates what is not sensitive. */
  moderatedZoneIds: readonly string[];
  /** Zones in which the viewer may see what is sensitive, if it is addressed to one of their units. */
  sensitiveZoneIds: readonly string[];
  /** Zones and organisations whose cameras the viewer sees. */
  cameraZoneIds: readonly string[];
  cameraOrganisationIds: readonly string[];
  /** Police units to which a sensitive report may be addressed for this viewer to see it. */
  policeUnitIds: readonly string[];
}

/**
 * A file that the viewer may see, whole or as a thumbnail. A report's photo is public once it is visible and the report
 * is not sensitive; before that, it is for those who moderate. A sensitive one is for those whom it is addressed to. A
 * project's photo is public, and an SOS post's; a camera's is for those who see the camera.
 */
export async function findVisibleFile(
  database: Database,
  id: string,
  size: 'whole' | 'thumbnail',
  viewer: FileViewer,
): Promise<{ mediaType: string; bytes: Buffer; sha256: string; isPublic: boolean } | undefined> {
  const { rows } = await sql<{ mediaType: string; bytes: Buffer; sha256: string; isPublic: boolean }>`
    with seen as (
      select file.id, file.media_type, file.sha256,
        ${size === 'whole' ? sql`file.bytes` : sql`file.thumbnail`} as bytes,
        exists (select from project_photo where file_id = file.id)
        or exists (select from sos_post_photo where file_id = file.id) or exists (
          select from report_photo join report on report.id = report_photo.report_id
          where report_photo.file_id = file.id and report_photo.moderation = 'visible' and not report.is_sensitive
        ) as is_public
      from file where file.id = ${id}::uuid
    )
    select media_type, bytes, sha256, is_public from seen
    where is_public or exists (
      select from report_photo join report on report.id = report_photo.report_id
      where report_photo.file_id = seen.id and case when report.is_sensitive
        then report.zone_id = any(${[...viewer.sensitiveZoneIds]}::uuid[])
          and report.addressed_to = any(${[...viewer.policeUnitIds]}::uuid[])
        else report.zone_id = any(${[...viewer.moderatedZoneIds]}::uuid[]) end
    ) or exists (
      select from camera_photo join camera on camera.id = camera_photo.camera_id
      where camera_photo.file_id = seen.id and (
        camera.zone_id = any(${[...viewer.cameraZoneIds]}::uuid[]) and camera.returned_reason = ''
        or camera.organisation_id = any(${[...viewer.cameraOrganisationIds]}::uuid[]))
    )`.execute(database);
  return rows[0];
}
