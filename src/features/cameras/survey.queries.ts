import { type InsertObject, sql } from 'kysely';
import type { Database } from '../../../db/client/database.ts';
import type { DB } from '../../../db/types.ts';

const surveysShown = 20;

/** Keeps a survey. */
export async function insertSurvey(database: Database, row: InsertObject<DB, 'cameraSurvey'>): Promise<void> {
  await database.insertInto('cameraSurvey').values(row).execute();
}

/** Whose survey of which camera has this key, if there is one. */
export function findSurveyByKey(database: Database, key: string) {
  return database
    .selectFrom('cameraSurvey')
    .where('key', '=', key)
    .select(['cameraId', 'accountId'])
    .executeTakeFirst();
}

/** The surveys of a camera, the latest first, with the organisation that whoever did it acted for. Never a person. */
export async function listSurveys(database: Database, cameraId: string) {
  const { rows } = await sql<{
    id: string;
    surveyedAt: Date;
    headingDegrees: number | null;
    headingWay: string | null;
    isOccluded: boolean | null;
    condition: string;
    notes: string;
    fileId: string | null;
    byTh: string | null;
    byEn: string | null;
  }>`
    select survey.id, survey.surveyed_at, survey.heading_degrees, survey.heading_way, survey.is_occluded,
      survey.condition, survey.notes, photo.file_id, actor.name_th as by_th, actor.name_en as by_en
    from camera_survey as survey
    left join camera_photo as photo on photo.id = survey.photo_id
    left join lateral (
      select organisation.name_th, organisation.name_en
      from membership join organisation on organisation.id = membership.organisation_id
      where membership.account_id = survey.account_id and membership.valid_from <= survey.surveyed_at::date
        and coalesce(membership.valid_to, 'infinity') >= survey.surveyed_at::date
      order by membership.role in ('officer', 'supervisor') desc, membership.id limit 1
    ) as actor on true
    where survey.camera_id = ${cameraId}
    order by survey.surveyed_at desc, survey.id desc limit ${surveysShown}`.execute(database);
  return rows;
}
