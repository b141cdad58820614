import { inTransaction } from '../../../db/client/transaction.ts';
import { may } from '../../server/access.ts';
import { countBrowser } from '../../server/browser-token.ts';
import type { Context } from '../../server/context.ts';
import { AppError, notFound } from '../../server/errors.ts';
import { appendEvent } from '../../server/events.ts';
import { isReportCategory } from './reports.categories.ts';
import {
  findPublicReport,
  listOutcomes,
  listPublicReports,
  listTimeline,
  listVisiblePhotoIds,
} from './reports.queries.ts';
import type { ListQuery, PublicReport, PublicReportDetail } from './reports.schema.ts';
import { isReportState, openStates } from './reports.states.ts';
import { insertMeToo } from './reports.write.queries.ts';

type PublicRow = Awaited<ReturnType<typeof listPublicReports>>['rows'][number];

function toPublic(row: PublicRow): PublicReport {
  const { id: _id, zoneId: _zoneId, longitude, latitude, category, state, ...rest } = row;
  if (!isReportCategory(category) || !isReportState(state)) throw new Error('A report of an unknown kind.');
  return { ...rest, category, state, place: longitude === null || latitude === null ? null : [longitude, latitude] };
}

/** The public list, for anybody: ordinary reports only. */
export async function getReports(
  context: Context,
  query: ListQuery,
): Promise<{ reports: PublicReport[]; hasMore: boolean }> {
  const { rows, hasMore } = await listPublicReports(context.database, query);
  return { reports: rows.map(toPublic), hasMore };
}

/** What anybody may know of a report, by its tracking number. A sensitive one does not exist here. */
export async function getPublicReport(context: Context, trackingNumber: string): Promise<PublicReportDetail> {
  const row = (await findPublicReport(context.database, trackingNumber)) ?? notFound();
  const { reason, referredTo, duplicateOf, words, accountId: _accountId, ...rest } = row;
  return {
    ...toPublic(rest),
    reason,
    referredTo,
    duplicateOf,
    mayPropose: mayProposeFrom(context, row),
    words,
    photoIds: await listVisiblePhotoIds(context.database, row.id),
    ...(await tellTimeline(context, row.id)),
  };
}

/** Whether the viewer may make a proposal of an open report: by their role in its zone, or because it is their own. */
export function mayProposeFrom(
  { viewer }: Context,
  report: { zoneId: string; state: string; accountId: string | null },
): boolean {
  if (!isReportState(report.state) || !openStates.includes(report.state)) return false;
  return (
    may(viewer, 'proposal.create', report.zoneId) || (viewer.account !== null && viewer.account.id === report.accountId)
  );
}

/** How far a report has come, in order. */
export async function tellTimeline(
  context: Context,
  reportId: string,
): Promise<Pick<PublicReportDetail, 'timeline' | 'outcomes'>> {
  const rows = await listTimeline(context.database, reportId);
  const timeline = rows.map(({ state, ...row }) => ({
    type: row.type,
    at: row.at,
    state: state !== null && isReportState(state) ? state : null,
    reason: row.reason ?? '',
    organisationTh: row.organisationTh ?? '',
    organisationEn: row.organisationEn ?? '',
    words: row.words ?? '',
  }));
  return { timeline, outcomes: await listOutcomes(context.database, reportId) };
}

/**
 * Counts the viewer as somebody who has met the same, once: by account, else by the token of the browser. Returns the
 * token to give to a browser that has none.
 */
export async function addMeToo(
  context: Context,
  input: { trackingNumber: string; browserToken: string | undefined },
): Promise<{ isNew: boolean; newToken: string | undefined }> {
  const report = (await findPublicReport(context.database, input.trackingNumber)) ?? notFound();
  if (!isReportState(report.state) || !openStates.includes(report.state)) throw new AppError('conflict');
  const { account } = context.viewer;
  return inTransaction(context.database, async (transaction) => {
    const browser = account ? undefined : await countBrowser(transaction, input.browserToken, context.now);
    const person = account ? `account:${account.id}` : (browser?.person ?? '');
    const isNew = await insertMeToo(transaction, { reportId: report.id, person, createdAt: context.now });
    if (isNew) {
      await appendEvent(transaction, {
        zoneId: report.zoneId,
        subject: 'report',
        subjectId: report.id,
        type: 'report.me-too',
        // Who it was is counted in the table; the event only says that the count grew.
        viewer: { ...context.viewer, account: null },
        occurredAt: context.now,
      });
    }
    return { isNew, newToken: browser?.newToken };
  });
}
