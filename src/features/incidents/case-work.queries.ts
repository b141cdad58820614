import type { Insertable } from 'kysely';
import type { Database } from '../../../db/client/database.ts';
import type { IncidentNote } from '../../../db/types.ts';

/** The steps of an incident's kind, in order, with who did each and when. */
export function listSteps(database: Database, incidentId: string) {
  return database
    .selectFrom('incident')
    .innerJoin('checklistStep as step', 'step.kind', 'incident.kind')
    .leftJoin('incidentStep as done', (join) =>
      join.onRef('done.incidentId', '=', 'incident.id').onRef('done.code', '=', 'step.code'),
    )
    .leftJoin('account', 'account.id', 'done.doneBy')
    .where('incident.id', '=', incidentId)
    .select(['step.code', 'step.nameTh', 'step.nameEn', 'done.doneAt', 'account.displayName as doneBy'])
    .orderBy('step.position')
    .execute();
}

/** Marks a step as done, unless it is already; returns whether that changed anything. */
export async function insertStep(
  database: Database,
  step: { incidentId: string; code: string; doneBy: string; doneAt: Date },
): Promise<boolean> {
  const result = await database
    .insertInto('incidentStep')
    .values(step)
    .onConflict((conflict) => conflict.columns(['incidentId', 'code']).doNothing())
    .executeTakeFirst();
  return Number(result.numInsertedOrUpdatedRows) === 1;
}

/** Takes the mark away; returns whether there was one. */
export async function deleteStep(database: Database, incidentId: string, code: string): Promise<boolean> {
  const result = await database
    .deleteFrom('incidentStep')
    .where('incidentId', '=', incidentId)
    .where('code', '=', code)
    .executeTakeFirst();
  return Number(result.numDeletedRows) === 1;
}

/** Notes on an incident, the first first, with who wrote each. */
export function listNotes(database: Database, incidentId: string) {
  return database
    .selectFrom('incidentNote')
    .innerJoin('account', 'account.id', 'incidentNote.authorId')
    .where('incidentId', '=', incidentId)
    .select(['incidentNote.id', 'incidentNote.body', 'incidentNote.writtenAt', 'account.displayName as author'])
    .orderBy('incidentNote.writtenAt')
    .orderBy('incidentNote.id')
    .execute();
}

export async function insertNote(database: Database, note: Insertable<IncidentNote>): Promise<void> {
  await database.insertInto('incidentNote').values(note).execute();
}

/** Forgets notes that were written before then; returns how many. */
export async function deleteNotesBefore(database: Database, before: Date): Promise<number> {
  const result = await database.deleteFrom('incidentNote').where('writtenAt', '<', before).executeTakeFirst();
  return Number(result.numDeletedRows);
}
