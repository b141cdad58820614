import { inTransaction } from '../../../db/client/transaction.ts';
import type { JsonObject } from '../../../db/types.ts';
import { policeUnitsOf, requireAccount, type Viewer, zonesWhere } from '../../server/access.ts';
import { recordLook } from '../../server/audit.ts';
import type { Context } from '../../server/context.ts';
import { AppError, notFound } from '../../server/errors.ts';
import { appendEvent } from '../../server/events.ts';
import { newId } from '../../server/identifiers.ts';
import { changeReportState } from './change-state.ts';
import { tellTimeline } from './public.service.ts';
import { isReportCategory } from './reports.categories.ts';
import type { QueueQuery, TriageForm } from './reports.schema.ts';
import { isReportState, nextStates } from './reports.states.ts';
import { insertAnswer, updatePhotoModeration, updateReport } from './reports.write.queries.ts';
import {
  carryMeToos,
  findTriaged,
  listNotes,
  listOrganisationsOf,
  listQueue,
  listTriagePhotos,
  type TriageScope,
} from './triage.queries.ts';

/** What the viewer works on; refuses, as if there were no queue, whoever works on nothing. */
function requireScope(viewer: Viewer): TriageScope {
  requireAccount(viewer);
  const scope = {
    zoneIds: zonesWhere(viewer, 'report.triage'),
    sensitiveZoneIds: zonesWhere(viewer, 'report.see-sensitive'),
    policeUnitIds: policeUnitsOf(viewer),
  };
  if (scope.zoneIds.length === 0 && scope.sensitiveZoneIds.length === 0) notFound();
  return scope;
}

/** The reports that wait for the viewer, longest waiting first unless asked otherwise. */
export async function getQueue(context: Context, query: QueueQuery) {
  const scope = requireScope(context.viewer);
  const { rows, total } = await listQueue(context.database, scope, query);
  return { total, reports: rows.map(({ id: _id, zoneId: _zoneId, total: _total, ...row }) => known(row)) };
}

function known<Row extends { state: string; category: string }>(row: Row) {
  const { state, category } = row;
  if (!isReportState(state) || !isReportCategory(category)) throw new Error('A report of an unknown kind.');
  return { ...row, state, category };
}

async function findWithin(context: Context, trackingNumber: string) {
  const scope = requireScope(context.viewer);
  return known((await findTriaged(context.database, scope, trackingNumber)) ?? notFound());
}

/** One report with what only those who work on it see. A look at a sensitive one is put on record first. */
export async function getTriaged(context: Context, trackingNumber: string) {
  const { viewer, database, now } = context;
  const report = await findWithin(context, trackingNumber);
  const { id, zoneId, stationId } = report;
  if (report.isSensitive)
    await recordLook(database, { viewer, zoneId, action: 'read', subject: 'report', subjectId: id, now });
  return {
    ...report,
    nextStates: nextStates(report.state).filter((state) => state !== 'withdrawn' && state !== 'reopened'),
    photos: await listTriagePhotos(database, id),
    notes: await listNotes(database, id),
    organisations: report.isSensitive ? [] : await listOrganisationsOf(database, { zoneId, stationId }),
    ...(await tellTimeline(context, id)),
  };
}

export type Triaged = Awaited<ReturnType<typeof getTriaged>>;

/** Does one thing with a report: state, assignment, answer, moderation. Refuses what the viewer does not work on. */
export async function triage(context: Context, input: { trackingNumber: string; form: TriageForm }): Promise<void> {
  const report = await findWithin(context, input.trackingNumber);
  await inTransaction(context.database, async (transaction) => {
    const inside = { ...context, database: transaction };
    const { form } = input;
    if (form.action === 'change-state') return moveReport(inside, report, form);
    if (form.action === 'assign') return assignReport(inside, report, form.organisationId ?? null);
    if (form.action === 'answer') return answerReporter(inside, report, form);
    return moderate(inside, report, form);
  });
}

type Within = Awaited<ReturnType<typeof findWithin>>;
type Form<Action extends TriageForm['action']> = Extract<TriageForm, { action: Action }>;

async function moveReport(context: Context, report: Within, form: Form<'change-state'>): Promise<void> {
  // These two are the reporter's to say.
  if (form.state === 'withdrawn' || form.state === 'reopened') throw new AppError('conflict');
  const isDuplicate = form.state === 'duplicate';
  const original = isDuplicate && form.duplicateOf ? await findOriginal(context, report, form.duplicateOf) : undefined;
  await changeReportState(context, report, {
    state: form.state,
    reason: form.reason,
    referredTo: form.state === 'referred' ? form.referredTo : '',
    ...(original ? { duplicateOf: original } : {}),
  });
  if (original && !report.isSensitive)
    await carryMeToos(context.database, { duplicateId: report.id, originalId: original.id, now: context.now });
}

/** The report that this one repeats: another of the same zone, as open or as secret as this one. */
async function findOriginal(context: Context, report: Within, trackingNumber: string) {
  const scope = requireScope(context.viewer);
  const original = await findTriaged(context.database, scope, trackingNumber);
  const fits =
    original &&
    original.id !== report.id &&
    original.zoneId === report.zoneId &&
    original.isSensitive === report.isSensitive &&
    original.state !== 'duplicate';
  if (!fits) throw new AppError('invalid', 'no such original', { duplicateOf: 'mistakeTrackingNumber' });
  return { id: original.id, trackingNumber };
}

async function assignReport(context: Context, report: Within, organisationId: string | null): Promise<void> {
  const possible = await listOrganisationsOf(context.database, report);
  if (organisationId && !possible.some((organisation) => organisation.id === organisationId)) notFound();
  await change(context, report, { assignedOrganisationId: organisationId });
  await note(context, report, { type: 'report.assigned', payload: { organisationId }, isTold: true });
}

async function answerReporter(context: Context, report: Within, form: Form<'answer'>): Promise<void> {
  const { id: accountId } = requireAccount(context.viewer);
  const { words, isPublic } = form;
  const answer = { id: newId(), reportId: report.id, accountId, words, isPublic, createdAt: context.now };
  await insertAnswer(context.database, answer);
  await note(context, report, { type: 'report.answered', payload: { answerId: answer.id }, isTold: isPublic });
}

async function moderate(
  context: Context,
  report: Within,
  form: Form<'moderate-words'> | Form<'moderate-photo'>,
): Promise<void> {
  const { decision } = form;
  if (form.action === 'moderate-photo') {
    const photo = { id: form.photoId, reportId: report.id, moderation: decision };
    if (!(await updatePhotoModeration(context.database, photo))) notFound();
    return note(context, report, { type: 'report.photo-moderated', payload: { photoId: form.photoId, decision } });
  }
  // The original stays as it is; what is shown is a copy that may be shortened.
  const wordsPublic = decision === 'visible' ? form.wordsPublic || report.words : '';
  await change(context, report, { wordsModeration: decision, wordsPublic });
  return note(context, report, { type: 'report.words-moderated', payload: { decision } });
}

async function change(context: Context, report: Within, set: Parameters<typeof updateReport>[2]): Promise<void> {
  if (!(await updateReport(context.database, report, set))) throw new AppError('conflict');
}

/** Appends what was done, and asks for the reporter to be told of what concerns them. */
async function note(
  context: Context,
  report: Within,
  done: { type: string; payload: JsonObject; isTold?: boolean },
): Promise<void> {
  await inTransaction(context.database, async (transaction) => {
    const eventId = await appendEvent(transaction, {
      zoneId: report.zoneId,
      subject: 'report',
      subjectId: report.id,
      type: done.type,
      viewer: context.viewer,
      occurredAt: context.now,
      payload: done.payload,
    });
    if (done.isTold) await context.jobs.send(transaction, 'report.tell', { reportId: report.id, eventId });
  });
}
