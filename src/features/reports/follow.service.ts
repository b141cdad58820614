import { inTransaction } from '../../../db/client/transaction.ts';
import type { Locale } from '../../i18n/locale.ts';
import type { Context } from '../../server/context.ts';
import { AppError, notFound } from '../../server/errors.ts';
import { appendEvent } from '../../server/events.ts';
import { hashSecret, newId, newSecret } from '../../server/identifiers.ts';
import { changeReportState, type KnownReport } from './change-state.ts';
import { mayProposeFrom, tellTimeline } from './public.service.ts';
import { isReportCategory } from './reports.categories.ts';
import { findFollowed } from './reports.queries.ts';
import type { FollowForm } from './reports.schema.ts';
import { contactDays, dayAfter } from './reports.service.ts';
import { isReportState, nextStates } from './reports.states.ts';
import { deleteContact, insertAnswer, insertFollow, saveContact } from './reports.write.queries.ts';

/** Only we make these; anything else need not be looked for. */
const secretShape = /^[A-Za-z0-9_-]{32}$/;

async function findBySecret(context: Context, secret: string) {
  if (!secretShape.test(secret)) notFound();
  const report = (await findFollowed(context.database, hashSecret(secret))) ?? notFound();
  if (!isReportState(report.state) || !isReportCategory(report.category))
    throw new Error('A report of an unknown kind.');
  return { ...report, state: report.state, category: report.category };
}

/** The reporter's own view, for whoever holds the secret link. */
export async function getFollowed(context: Context, secret: string) {
  const { id, zoneId, accountId, email, ...report } = await findBySecret(context, secret);
  return {
    ...report,
    mayPropose: !report.isSensitive && mayProposeFrom(context, { zoneId, accountId, state: report.state }),
    // Enough to recognise it by; the link may be opened on somebody else's phone.
    emailHint: email === null ? undefined : hideMost(email),
    canWithdraw: nextStates(report.state).includes('withdrawn'),
    canContest: report.state === 'fixed',
    ...(await tellTimeline(context, id)),
  };
}

export type Followed = Awaited<ReturnType<typeof getFollowed>>;

function hideMost(email: string): string {
  const [name = '', host = ''] = email.split('@');
  return `${name.slice(0, 1)}…@${host}`;
}

/** What the reporter does by the secret link: add words, withdraw, contest a fix, be told or not be told by email. */
export async function actAsReporter(
  context: Context,
  input: { secret: string; form: FollowForm; locale: Locale },
): Promise<void> {
  const report = await findBySecret(context, input.secret);
  const { form } = input;
  await inTransaction(context.database, async (transaction) => {
    const inside = { ...context, database: transaction };
    if (form.action === 'unsubscribe') return deleteContact(transaction, report.id);
    if (form.action === 'subscribe') {
      const keepUntil = dayAfter(context.now, contactDays);
      return saveContact(transaction, { reportId: report.id, email: form.email, locale: input.locale, keepUntil });
    }
    if ('words' in form && form.words !== '') await addWords(inside, report, form.words);
    if (form.action === 'withdraw') return changeReportState(inside, report, { state: 'withdrawn' });
    if (form.action === 'contest') {
      if (report.state !== 'fixed') throw new AppError('conflict');
      return changeReportState(inside, report, { state: 'reopened' });
    }
  });
}

/** The reporter's further words are for those who triage; they are not public. */
async function addWords(context: Context, report: KnownReport, words: string): Promise<void> {
  await insertAnswer(context.database, {
    id: newId(),
    reportId: report.id,
    accountId: null,
    words,
    isPublic: false,
    createdAt: context.now,
  });
  await appendEvent(context.database, {
    zoneId: report.zoneId,
    subject: 'report',
    subjectId: report.id,
    type: 'report.words-added',
    viewer: context.viewer,
    occurredAt: context.now,
  });
}

/** Makes a new secret that opens the reporter's view, for a message that is about to leave. Called by the machinery. */
export async function mintFollowSecret(context: Pick<Context, 'database' | 'now'>, reportId: string): Promise<string> {
  const secret = newSecret();
  await insertFollow(context.database, { secretHash: hashSecret(secret), reportId, createdAt: context.now });
  return secret;
}
