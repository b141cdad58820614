import { type Insertable, sql } from 'kysely';
import type { Database } from '../../../db/client/database.ts';
import type {
  ProjectConfirmation,
  ProjectMilestone,
  ProjectMoney,
  ProjectPhoto,
  ProjectTask,
} from '../../../db/types.ts';
import type { PhotoStage, Verdict } from './projects.schema.ts';

export function listMilestones(database: Database, projectId: string) {
  return database
    .selectFrom('projectMilestone')
    .where('projectId', '=', projectId)
    .select(['id', 'position', 'title', 'dueOn', 'doneOn'])
    .orderBy('position')
    .execute();
}

/** Adds a milestone after the last one. */
export async function insertMilestone(
  database: Database,
  milestone: Omit<Insertable<ProjectMilestone>, 'position'>,
): Promise<void> {
  const position = sql<number>`(
    select coalesce(max(position), 0) + 1 from project_milestone where project_id = ${milestone.projectId})`;
  await database
    .insertInto('projectMilestone')
    .values({ ...milestone, position })
    .execute();
}

/** Marks a milestone of this project done; false when there is no such one that is not done yet. */
export async function finishMilestone(
  database: Database,
  which: { projectId: string; milestoneId: string; doneOn: string },
): Promise<boolean> {
  const { numUpdatedRows } = await database
    .updateTable('projectMilestone')
    .set({ doneOn: which.doneOn })
    .where('projectId', '=', which.projectId)
    .where('id', '=', which.milestoneId)
    .where('doneOn', 'is', null)
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}

export function listTasks(database: Database, projectId: string) {
  return database
    .selectFrom('projectTask')
    .leftJoin('organisation', 'organisation.id', 'projectTask.organisationId')
    .leftJoin('projectMilestone', 'projectMilestone.id', 'projectTask.milestoneId')
    .where('projectTask.projectId', '=', projectId)
    .select([
      'projectTask.id',
      'projectTask.title',
      'projectTask.dueOn',
      'projectTask.doneOn',
      'projectTask.organisationId',
      'projectTask.accountId',
      'projectMilestone.title as milestoneTitle',
      'organisation.nameTh as organisationNameTh',
      'organisation.nameEn as organisationNameEn',
    ])
    .orderBy('projectTask.createdAt')
    .orderBy('projectTask.id')
    .execute();
}

export async function insertTask(database: Database, task: Insertable<ProjectTask>): Promise<void> {
  await database.insertInto('projectTask').values(task).execute();
}

export function findTask(database: Database, projectId: string, taskId: string) {
  return database
    .selectFrom('projectTask')
    .where('projectId', '=', projectId)
    .where('id', '=', taskId)
    .select(['id', 'organisationId', 'accountId', 'doneOn'])
    .forUpdate()
    .executeTakeFirst();
}

export async function updateTask(
  database: Database,
  taskId: string,
  change: { accountId?: string; doneOn?: string },
): Promise<void> {
  await database.updateTable('projectTask').set(change).where('id', '=', taskId).execute();
}

export function listMoney(database: Database, projectId: string) {
  return database
    .selectFrom('projectMoney')
    .where('projectId', '=', projectId)
    .select([
      'id',
      'fiscalYear',
      'planReference',
      'source',
      'procurementMethod',
      'procurementNumber',
      'plannedBaht',
      'committedBaht',
      'disbursedBaht',
      'carriedOverBaht',
    ])
    .orderBy('fiscalYear')
    .orderBy('source')
    .execute();
}

/** Writes the line of that year and source, over the one that was there. */
export async function saveMoney(database: Database, line: Insertable<ProjectMoney>): Promise<void> {
  const { id: _id, projectId: _projectId, fiscalYear: _fiscalYear, source: _source, ...figures } = line;
  await database
    .insertInto('projectMoney')
    .values(line)
    .onConflict((conflict) => conflict.columns(['projectId', 'fiscalYear', 'source']).doUpdateSet(figures))
    .execute();
}

export function listPhotos(database: Database, projectId: string) {
  return database
    .selectFrom('projectPhoto')
    .innerJoin('file', 'file.id', 'projectPhoto.fileId')
    .where('projectPhoto.projectId', '=', projectId)
    .select([
      'projectPhoto.id',
      'projectPhoto.fileId',
      'projectPhoto.stage',
      'projectPhoto.spot',
      'projectPhoto.caption',
      'projectPhoto.takenOn',
      'file.width',
      'file.height',
    ])
    .$narrowType<{ stage: PhotoStage }>()
    .orderBy('projectPhoto.spot')
    .orderBy('projectPhoto.takenOn')
    .orderBy('projectPhoto.id')
    .execute();
}

export async function insertPhoto(database: Database, photo: Insertable<ProjectPhoto>): Promise<void> {
  await database.insertInto('projectPhoto').values(photo).execute();
}

/** What neighbours said; `accountId` is for comparing with the viewer and never leaves. */
export function listConfirmations(database: Database, projectId: string) {
  return database
    .selectFrom('projectConfirmation')
    .where('projectId', '=', projectId)
    .select(['id', 'accountId', 'isBetter', 'words', 'wordsModeration', 'createdAt'])
    .orderBy('createdAt')
    .execute();
}

/** Records what an account says, over what it said before; new words wait for moderation again. */
export async function saveConfirmation(database: Database, row: Insertable<ProjectConfirmation>): Promise<void> {
  await database
    .insertInto('projectConfirmation')
    .values({ ...row, wordsModeration: 'pending' })
    .onConflict((conflict) =>
      conflict
        .columns(['projectId', 'accountId'])
        .doUpdateSet({ isBetter: row.isBetter, words: row.words ?? '', wordsModeration: 'pending' }),
    )
    .execute();
}

export async function moderateConfirmation(
  database: Database,
  which: { projectId: string; confirmationId: string; moderation: string },
): Promise<boolean> {
  const { numUpdatedRows } = await database
    .updateTable('projectConfirmation')
    .set({ wordsModeration: which.moderation })
    .where('projectId', '=', which.projectId)
    .where('id', '=', which.confirmationId)
    .where('words', '<>', '')
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}

/**
 * Whether the account did the work, or answers for it: a member of the organisation responsible or of one with a task, now or
 * since the project began, or the owner of a task.
 */
export async function didTheWork(database: Database, projectId: string, accountId: string): Promise<boolean> {
  const { rows } = await sql<{ did: boolean }>`
    select exists (
      select from project p join membership m on m.account_id = ${accountId}
      where p.id = ${projectId}
        and (m.organisation_id = p.organisation_id
          or m.organisation_id in (select t.organisation_id from project_task t where t.project_id = p.id))
        and (m.valid_to is null or m.valid_to >= p.created_at::date)
    ) or exists (
      select from project_task t where t.project_id = ${projectId} and t.account_id = ${accountId}
    ) as did`.execute(database);
  return rows[0]?.did ?? true;
}

/** Every effect that was computed and published, the latest first. */
export function listEffects(database: Database, projectId: string) {
  return database
    .selectFrom('projectEffect')
    .where('projectId', '=', projectId)
    .select([
      'computedOn',
      'verdict',
      'monthsAfter',
      'treatedBefore',
      'treatedAfter',
      'controlBefore',
      'controlAfter',
      'bufferBefore',
      'bufferAfter',
      'avoided',
      'avoidedLow',
      'avoidedHigh',
    ])
    .$narrowType<{ verdict: Verdict }>()
    .orderBy('computedOn', 'desc')
    .execute();
}
