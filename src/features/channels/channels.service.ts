import type { Transaction } from 'kysely';
import type { Database } from '../../../db/client/database.ts';
import type { DB } from '../../../db/types.ts';
import { fill } from '../../i18n/format.ts';
import type { Locale } from '../../i18n/locale.ts';
import { newId } from '../../server/identifiers.ts';
import type { Jobs } from '../../server/jobs.ts';
import { deleteMessagesBefore, findWaitingMessage, insertMessage, markMessageSent } from './channels.queries.ts';

/** A message to one person. Where `body` says `{link}`, the link is put in when it is sent. */
export interface OutgoingMessage {
  /** The same key is the same message: it is queued once. */
  key: string;
  to: string;
  locale: Locale;
  title: string;
  body: string;
  /** Path of the page that the message is about, in the reader's language. */
  linkPath?: string;
  /** Instead of a path: the reporter's own view of this report, by a secret that is made when the message leaves. */
  followReportId?: string;
}

/** What carries messages of one kind. LINE and push become further channels. */
export interface Channel {
  send(message: { id: string; to: string; title: string; body: string }): Promise<void>;
}

export type Channels = Record<'email', Channel>;

/** Queues messages by email in the transaction of what they tell of, each key once. */
export async function queueMessages(
  transaction: Transaction<DB>,
  jobs: Jobs,
  messages: readonly OutgoingMessage[],
  now: Date,
): Promise<void> {
  for (const message of messages) {
    const id = newId();
    const { key, to, locale, title, body, linkPath = '', followReportId = null } = message;
    const row = { id, key, channel: 'email', recipient: to, locale, title, body, linkPath, followReportId };
    const isNew = await insertMessage(transaction, { ...row, createdAt: now });
    if (isNew) await jobs.send(transaction, 'message.send', { messageId: id });
  }
}

/**
 * Sends one waiting message; does nothing when it was sent before. A crash between sending and noting it sends it again
 * under the same id, by which mail programs show it once.
 */
export async function sendMessage(
  world: {
    database: Database;
    channels: Channels;
    now: () => Date;
    /** The whole address of a path, or of the reporter's own view of a report. */
    linkTo: (target: { path: string } | { followReportId: string; locale: Locale }) => Promise<string>;
  },
  messageId: string,
): Promise<void> {
  const message = await findWaitingMessage(world.database, messageId);
  if (!message || message.recipient === null) return;
  const locale = message.locale === 'en' ? 'en' : 'th';
  const link = message.followReportId
    ? await world.linkTo({ followReportId: message.followReportId, locale })
    : await world.linkTo({ path: message.linkPath });
  const body = fill(message.body, { link });
  await world.channels.email.send({ id: message.id, to: message.recipient, title: message.title, body });
  await markMessageSent(world.database, message.id, world.now());
}

/** How long a message is kept at most, sent or not. */
const messageDays = 14;

/** Deletes messages whose time is over. */
export function sweepMessages(database: Database, now: Date): Promise<number> {
  return deleteMessagesBefore(database, new Date(now.getTime() - messageDays * 86_400_000));
}
