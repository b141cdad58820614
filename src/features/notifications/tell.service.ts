import { inTransaction } from '../../../db/client/transaction.ts';
import { fill } from '../../i18n/format.ts';
import { type Locale, localPath } from '../../i18n/locale.ts';
import { messagesFor } from '../../i18n/messages.ts';
import type { Context } from '../../server/context.ts';
import { hashSecret } from '../../server/identifiers.ts';
import { type OutgoingMessage, queueMessages } from '../channels/channels.service.ts';
import {
  findNewestEventId,
  findTold,
  findToldProject,
  findToldProposal,
  listProjectRecipients,
  listProposalRecipients,
  listReportRecipients,
  type Recipient,
} from './recipients.queries.ts';

/** What telling needs of the world. These run as jobs, for nobody in particular. */
type World = Pick<Context, 'database' | 'jobs' | 'now'>;

const localeOf = (recipient: Recipient): Locale => (recipient.locale === 'en' ? 'en' : 'th');

const keyOf = (event: string, recipient: Recipient): string => `${event}:${hashSecret(recipient.email)}`;

/**
 * Tells everybody who filed or follows a report that there is news. Nothing in the message says what it is about: it
 * may stand on a lock screen that others see.
 */
export async function tellReport(world: World, job: { reportId: string; eventId: string }): Promise<void> {
  const report = await findTold(world.database, job.reportId);
  if (!report) return;
  const recipients = await listReportRecipients(world.database, job.reportId);
  const messages = recipients
    .filter((recipient) => recipient.ownReportId !== null || !report.isSensitive)
    .map((recipient) => reportMessage(job.eventId, report.trackingNumber, recipient));
  await queue(world, messages);
}

function reportMessage(event: string, number: string, recipient: Recipient): OutgoingMessage {
  const locale = localeOf(recipient);
  const { notifications: words } = messagesFor(locale);
  const envelope = { key: keyOf(event, recipient), to: recipient.email, locale };
  const title = words.newsTitle;
  if (recipient.ownReportId) return { ...envelope, title, body: words.ownNews, followReportId: recipient.ownReportId };
  const body = fill(words.followedNews, { number, link: '{link}' });
  return { ...envelope, title, body, linkPath: localPath(locale, `/reports/${number}`) };
}

/** Tells everybody who proposed, endorsed, voted on or reported what a proposal is about. */
export async function tellProposal(world: World, job: { proposalId: string; eventType: string }): Promise<void> {
  const proposal = await findToldProposal(world.database, job.proposalId);
  if (!proposal) return;
  const event = (await findNewestEventId(world.database, job.proposalId, job.eventType)) ?? job.proposalId;
  const recipients = await listProposalRecipients(world.database, job.proposalId);
  const path = `/proposals/${proposal.number}`;
  await tellAbout(world, { event: `${job.eventType}:${event}`, recipients, title: proposal.title, path });
}

/** Tells everybody who reported what a project mends, and who endorsed or voted for it when it was proposed first. */
export async function tellProject(world: World, job: { projectId: string; eventType: string }): Promise<void> {
  const project = await findToldProject(world.database, job.projectId);
  if (!project) return;
  const event = (await findNewestEventId(world.database, job.projectId, job.eventType)) ?? job.projectId;
  const recipients = await listProjectRecipients(world.database, job.projectId);
  const path = `/projects/${project.number}`;
  await tellAbout(world, { event: `${job.eventType}:${event}`, recipients, title: project.title, path });
}

async function tellAbout(
  world: World,
  news: { event: string; recipients: readonly Recipient[]; title: string; path: string },
): Promise<void> {
  const messages = news.recipients.map((recipient): OutgoingMessage => {
    const locale = localeOf(recipient);
    const { notifications: words } = messagesFor(locale);
    const envelope = { key: keyOf(news.event, recipient), to: recipient.email, locale, title: words.newsTitle };
    if (recipient.ownReportId) return { ...envelope, body: words.ownNews, followReportId: recipient.ownReportId };
    // A title is what somebody typed: braces in it are not ours to fill.
    const title = news.title.replaceAll(/[{}]/g, '');
    const body = fill(words.publicNews, { title, link: '{link}' });
    return { ...envelope, body, linkPath: localPath(locale, news.path) };
  });
  await queue(world, messages);
}

async function queue(world: World, messages: OutgoingMessage[]): Promise<void> {
  await inTransaction(world.database, (transaction) => queueMessages(transaction, world.jobs, messages, world.now));
}
