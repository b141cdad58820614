import type { Database } from '../../../db/client/database.ts';
import { inTransaction } from '../../../db/client/transaction.ts';
import { requireAccount, requireMay } from '../../server/access.ts';
import type { Context } from '../../server/context.ts';
import { AppError, notFound } from '../../server/errors.ts';
import { appendEvent } from '../../server/events.ts';
import { newId } from '../../server/identifiers.ts';
import { deleteNotesBefore, deleteStep, insertNote, insertStep, listSteps } from './case-work.queries.ts';
import type { NewNote, StepMark } from './case-work.schema.ts';
import { findLive } from './incidents.queries.ts';

/** How long notes are kept: two years, in which a case that needs them has them in its own file. */
const keptMilliseconds = 730 * 86_400_000;

/** Adds a note, with its author, for good. The event names the note only: its words are kept apart and end with their time. */
export async function addNote(context: Context, { id, note }: NewNote): Promise<{ id: string }> {
  const row = await findWorked(context, id);
  const noteId = newId();
  await inTransaction(context.database, async (transaction) => {
    const authorId = requireAccount(context.viewer).id;
    await insertNote(transaction, { id: noteId, incidentId: row.id, authorId, body: note, writtenAt: context.now });
    await append(context, transaction, row, 'noted', { noteId });
  });
  return { id: noteId };
}

/** Marks a step of the incident's kind as done, or as not done after all; each change is an event. */
export async function markStep(context: Context, { id, code, isDone }: StepMark): Promise<void> {
  const row = await findWorked(context, id);
  await inTransaction(context.database, async (transaction) => {
    const steps = await listSteps(transaction, row.id);
    if (!steps.some((step) => step.code === code))
      throw new AppError('invalid', 'no such step', { code: 'mistakeChoice' });
    const doneBy = requireAccount(context.viewer).id;
    const hasChanged = isDone
      ? await insertStep(transaction, { incidentId: row.id, code, doneBy, doneAt: context.now })
      : await deleteStep(transaction, row.id, code);
    if (hasChanged) await append(context, transaction, row, isDone ? 'step-done' : 'step-undone', { step: code });
  });
}

/** Notes whose time is over are forgotten. For the system itself (the job `retention.sweep`). */
export function sweepIncidentNotes(database: Database, now: Date): Promise<number> {
  return deleteNotesBefore(database, new Date(now.getTime() - keptMilliseconds));
}

async function findWorked(context: Context, incidentId: string) {
  const row = (await findLive(context.database, incidentId)) ?? notFound();
  requireMay(context.viewer, 'incident.work', row.zoneId);
  return row;
}

async function append(
  context: Context,
  transaction: Database,
  row: { id: string; zoneId: string },
  type: string,
  payload: Record<string, string>,
): Promise<void> {
  await appendEvent(transaction, {
    zoneId: row.zoneId,
    subject: 'incident',
    subjectId: row.id,
    type,
    viewer: context.viewer,
    occurredAt: context.now,
    payload,
  });
}
