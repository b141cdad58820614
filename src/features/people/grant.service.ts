import type { Database } from '../../../db/client/database.ts';
import { inTransaction } from '../../../db/client/transaction.ts';
import { anonymous, type MembershipRole } from '../../server/access.ts';
import { appendEvent } from '../../server/events.ts';
import { newId } from '../../server/identifiers.ts';
import { setAdministrator, setDisabled } from './accounts.queries.ts';
import { findOrganisationsByName } from './grant.queries.ts';
import { beginMembership } from './memberships.queries.ts';
import { findAccountByEmail, insertAccount, insertContact } from './sign-in.queries.ts';

/** The role cannot be granted; the message says why. */
export class GrantError extends Error {
  override name = 'GrantError';
}

/**
 * Gives an address a role, from the command line of whoever runs the server, who needs no permission: this is how the
 * first administrator comes in and how a locked-out one comes back. An address without account gets one, to be signed
 * in to by code. Throws, in words for that person, when the organisation is not exactly one.
 */
export async function grantRole(
  database: Database,
  grant: { email: string; role: MembershipRole | 'administrator'; organisation?: string | undefined; now: Date },
): Promise<void> {
  await inTransaction(database, async (transaction) => {
    const accountId = await findOrMakeAccount(transaction, grant.email, grant.now);
    await setDisabled(transaction, accountId, false);
    if (grant.role === 'administrator') await setAdministrator(transaction, accountId, true);
    else await join(transaction, accountId, { ...grant, role: grant.role });
    await appendEvent(transaction, {
      zoneId: null,
      subject: 'account',
      subjectId: accountId,
      type: 'granted',
      viewer: anonymous,
      occurredAt: grant.now,
      payload: { role: grant.role },
    });
  });
}

async function findOrMakeAccount(database: Database, email: string, now: Date): Promise<string> {
  const account = await findAccountByEmail(database, email);
  if (account) return account.id;
  const id = newId();
  const displayName = email.slice(0, email.indexOf('@')) || email;
  await insertAccount(database, { id, displayName: displayName.slice(0, 120), createdAt: now });
  await insertContact(database, { id: newId(), accountId: id, kind: 'email', value: email });
  return id;
}

async function join(
  database: Database,
  accountId: string,
  grant: { role: MembershipRole; organisation?: string | undefined; now: Date },
): Promise<void> {
  if (!grant.organisation) throw new GrantError(`Name the organisation: grant EMAIL ${grant.role} ORGANISATION`);
  const [organisation, another] = await findOrganisationsByName(database, grant.organisation);
  if (!organisation) throw new GrantError(`There is no organisation named "${grant.organisation}".`);
  if (another) throw new GrantError(`Several organisations are named "${grant.organisation}": give its id instead.`);
  await beginMembership(database, {
    id: newId(),
    accountId,
    organisationId: organisation.id,
    role: grant.role,
    validFrom: grant.now.toISOString().slice(0, 10),
  });
}
