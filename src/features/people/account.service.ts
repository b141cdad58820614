import { inTransaction } from '../../../db/client/transaction.ts';
import { messagesFor } from '../../i18n/messages.ts';
import { requireAccount } from '../../server/access.ts';
import type { Context } from '../../server/context.ts';
import { AppError } from '../../server/errors.ts';
import { appendEvent } from '../../server/events.ts';
import { hashSecret } from '../../server/identifiers.ts';
import { hashPassword, verifyPassword } from '../../server/password.ts';
import {
  anonymiseAccount,
  countOtherAdministrators,
  findAccount,
  listContacts,
  listMemberships,
  listSessions,
  updateProfile,
} from './account.queries.ts';
import { countAttempt } from './attempts.service.ts';
import { savePassword } from './sign-in.queries.ts';

/** Who is signed in, or null. */
export async function getMe({ viewer }: Context) {
  if (!viewer.account) return null;
  const { displayName, verification, isAdministrator } = viewer.account;
  const memberships = viewer.memberships.map(({ organisationId, role, nameTh, nameEn }) => ({
    organisationId,
    role,
    nameTh,
    nameEn,
  }));
  return { displayName, verification, isAdministrator, memberships };
}

/** Everything that one's own account page shows; `sessionToken` tells which session is this browser's. */
export async function getOwnAccount(context: Context, sessionToken: string | undefined) {
  const { id } = requireAccount(context.viewer);
  const { hash, ...account } = await findAccount(context.database, id);
  const [contacts, memberships, sessions] = await Promise.all([
    listContacts(context.database, id),
    listMemberships(context.database, id),
    listSessions(context.database, id, context.now),
  ]);
  const thisHash = sessionToken ? hashSecret(sessionToken) : '';
  return {
    ...account,
    hasPassword: hash !== null,
    contacts,
    memberships,
    sessions: sessions.map(({ tokenHash, ...session }) => ({ ...session, isThis: tokenHash === thisHash })),
  };
}

export async function changeProfile(
  context: Context,
  profile: { displayName: string; locale: 'th' | 'en' },
): Promise<void> {
  const { id } = requireAccount(context.viewer);
  await updateProfile(context.database, id, profile);
}

/** Sets a new password; refuses, naming the field, when the current one is not right. */
export async function changePassword(
  context: Context,
  input: { currentPassword: string; newPassword: string },
): Promise<void> {
  const { id } = requireAccount(context.viewer);
  await countAttempt(context, 'password', id);
  const { hash } = await findAccount(context.database, id);
  if (hash !== null && !(await verifyPassword(input.currentPassword, hash)))
    throw new AppError('invalid', 'wrong password', { currentPassword: 'mistakeCurrentPassword' });
  await savePassword(context.database, id, await hashPassword(input.newPassword), context.now);
}

/**
 * Erases the person from the account. Votes, endorsements and everything counted stay as they are. Sessions are ended by
 * the caller, who holds the cookie. Refuses the last administrator, so that nobody locks everybody out.
 */
export async function eraseOwnAccount(context: Context): Promise<void> {
  const { id, isAdministrator } = requireAccount(context.viewer);
  await inTransaction(context.database, async (transaction) => {
    if (isAdministrator && (await countOtherAdministrators(transaction, id)) === 0)
      throw new AppError('conflict', 'last administrator', { isSure: 'mistakeLastAdministrator' });
    const account = await findAccount(transaction, id);
    const { people } = messagesFor(account.locale === 'en' ? 'en' : 'th');
    await anonymiseAccount(transaction, id, { displayName: people.erasedName, at: context.now });
    await appendEvent(transaction, {
      zoneId: null,
      subject: 'account',
      subjectId: id,
      type: 'erased',
      viewer: context.viewer,
      occurredAt: context.now,
    });
  });
}
