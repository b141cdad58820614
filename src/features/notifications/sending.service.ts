import { localPath } from '../../i18n/locale.ts';
import type { Application } from '../../server/context.ts';
import type { JobRunner } from '../../server/jobs.ts';
import { type Channels, sendMessage, sweepMessages } from '../channels/channels.service.ts';
import { mintFollowSecret } from '../reports/follow.service.ts';
import { sweepContacts } from '../reports/retention.service.ts';
import { tellProject, tellProposal, tellReport } from './tell.service.ts';

/** Sending mostly waits for the mail server; each takes a connection of the pool while it writes down what happened. */
const messagesAtOnce = 4;

/** Gives the jobs of telling and sending to their handlers. Called once, by the composition root. */
export async function workOnMessages(
  jobs: JobRunner,
  application: Pick<Application, 'database' | 'mailer' | 'settings' | 'now'>,
): Promise<void> {
  const { database, mailer, settings } = application;
  const world = () => ({ database, jobs, now: application.now() });
  const channels: Channels = {
    email: { send: ({ id, to, title, body }) => mailer.send({ id, to, subject: title, text: body }) },
  };
  const linkTo: Parameters<typeof sendMessage>[0]['linkTo'] = async (target) => {
    if ('path' in target) return `${settings.origin}${target.path}`;
    const secret = await mintFollowSecret(world(), target.followReportId);
    return `${settings.origin}${localPath(target.locale, `/reports/follow/${secret}`)}`;
  };
  await jobs.work(
    'message.send',
    ({ messageId }) => sendMessage({ database, channels, now: application.now, linkTo }, messageId),
    { atOnce: messagesAtOnce },
  );
  await jobs.work('report.tell', (job) => tellReport(world(), job));
  await jobs.work('proposal.tell', (job) => tellProposal(world(), job));
  await jobs.work('project.tell', (job) => tellProject(world(), job));
}

/** Deletes the personal data of reports and messages whose time is over. */
export async function sweepReportsAndMessages(application: Pick<Application, 'database' | 'now'>): Promise<void> {
  await sweepContacts(application.database, application.now());
  await sweepMessages(application.database, application.now());
}
