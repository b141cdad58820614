import { inTransaction } from '../../../db/client/transaction.ts';
import type { Context } from '../../server/context.ts';
import { AppError } from '../../server/errors.ts';
import { appendEvent } from '../../server/events.ts';
import { nextStates, type ReportState } from './reports.states.ts';
import { updateReport } from './reports.write.queries.ts';

export interface KnownReport {
  id: string;
  zoneId: string;
  state: ReportState;
}

/** Where a report goes, with what must be said for it to go there. */
export interface StateChange {
  state: ReportState;
  /** Public. */
  reason?: string;
  referredTo?: string;
  duplicateOf?: { id: string; trackingNumber: string };
}

/** What is missing for a change to be told to people, by field. */
export function missingFor(change: StateChange): Record<string, string> {
  if (change.state === 'cannot-fix' && !change.reason) return { reason: 'mistakeRequired' };
  if (change.state === 'referred' && !change.referredTo) return { referredTo: 'mistakeRequired' };
  if (change.state === 'duplicate' && !change.duplicateOf) return { duplicateOf: 'mistakeTrackingNumber' };
  return {};
}

/**
 * Moves a report along an arrow, appends the event and asks for people to be told, all in one transaction. Whoever calls
 * has checked who may. Refuses what is no arrow, and a report that somebody else has moved meanwhile.
 */
export async function changeReportState(context: Context, report: KnownReport, change: StateChange): Promise<void> {
  if (!nextStates(report.state).includes(change.state)) throw new AppError('conflict', 'no such arrow');
  const missing = missingFor(change);
  if (Object.keys(missing).length > 0) throw new AppError('invalid', 'something is missing', missing);
  await inTransaction(context.database, async (transaction) => {
    const { reason = '', referredTo = '', duplicateOf } = change;
    const isChanged = await updateReport(transaction, report, {
      state: change.state,
      reason,
      referredTo,
      duplicateOf: duplicateOf?.id ?? null,
      changedAt: context.now,
    });
    if (!isChanged) throw new AppError('conflict');
    const eventId = await appendEvent(transaction, {
      zoneId: report.zoneId,
      subject: 'report',
      subjectId: report.id,
      type: 'report.state-changed',
      viewer: context.viewer,
      occurredAt: context.now,
      payload: { from: report.state, to: change.state, reason, referredTo, duplicateOf: duplicateOf?.id ?? null },
    });
    await context.jobs.send(transaction, 'report.tell', { reportId: report.id, eventId });
  });
}
