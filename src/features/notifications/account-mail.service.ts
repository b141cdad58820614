import { inTransaction } from '../../../db/client/transaction.ts';
import type { Locale } from '../../i18n/locale.ts';
import type { MembershipRole } from '../../server/access.ts';
import type { Context } from '../../server/context.ts';
import { queueMessages } from '../channels/channels.service.ts';
import { issueInvitation } from '../people/invitations.service.ts';
import { codeMail, invitationMail } from '../people/mails.ts';
import { issueCode } from '../people/sign-in.service.ts';

/**
 * Sends a code to an address, known or not, and returns the id to redeem it with. The message is queued in the
 * transaction that makes the code.
 */
export async function sendSignInCode(
  context: Context,
  input: {
    email: string;
    locale: Locale;
    origin: string;
    registration?: { displayName: string; password?: string | undefined };
  },
): Promise<string> {
  return inTransaction(context.database, async (transaction) => {
    const issued = await issueCode({ ...context, database: transaction }, input);
    const { to, locale, subject: title, text: body } = codeMail(issued, input.origin);
    await queueMessages(
      transaction,
      context.jobs,
      [{ key: `code:${issued.id}`, to, locale, title, body }],
      context.now,
    );
    return issued.id;
  });
}

/** Invites an address into an organisation; the message with the link is queued in the same transaction. */
export async function sendInvitation(
  context: Context,
  input: {
    organisationId: string;
    email: string;
    role: MembershipRole;
    position: string;
    locale: Locale;
    origin: string;
  },
): Promise<void> {
  const { locale, origin, ...invitation } = input;
  await inTransaction(context.database, async (transaction) => {
    const issued = await issueInvitation({ ...context, database: transaction }, invitation);
    const { to, subject: title, text: body } = invitationMail(issued, locale, origin);
    const message = { key: `invitation:${issued.id}`, to, locale, title, body };
    await queueMessages(transaction, context.jobs, [message], context.now);
  });
}
