import { inTransaction } from '../../../db/client/transaction.ts';
import { type MembershipRole, requireAccount, requireAdministrator } from '../../server/access.ts';
import type { Context } from '../../server/context.ts';
import { AppError, notFound } from '../../server/errors.ts';
import { appendEvent } from '../../server/events.ts';
import { hashSecret, newId, newSecret } from '../../server/identifiers.ts';
import {
  findOpenInvitation,
  hasProvedEmail,
  insertInvitation,
  markInvitationAccepted,
  revokeInvitation,
} from './invitations.queries.ts';
import { beginMembership } from './memberships.queries.ts';
import { findOrganisation } from './organisations.queries.ts';

const validMilliseconds = 14 * 86_400_000;

/** An invitation to be sent to its address alone: the secret is stored hashed and never seen again. */
export interface IssuedInvitation {
  id: string;
  email: string;
  secret: string;
  organisation: { nameTh: string; nameEn: string };
}

/** Invites an address into an organisation, in the caller's transaction with the message that carries the link. */
export async function issueInvitation(
  context: Context,
  input: { organisationId: string; email: string; role: MembershipRole; position: string },
): Promise<IssuedInvitation> {
  const administrator = requireAdministrator(context.viewer);
  const organisation = (await findOrganisation(context.database, input.organisationId)) ?? notFound();
  if (organisation.isDisabled) throw new AppError('conflict', 'disabled organisation');
  const [id, secret] = [newId(), newSecret()];
  await insertInvitation(context.database, {
    id,
    tokenHash: hashSecret(secret),
    ...input,
    invitedBy: administrator.id,
    createdAt: context.now,
    expiresAt: new Date(context.now.getTime() + validMilliseconds),
  });
  await appendEvent(context.database, {
    zoneId: null,
    subject: 'organisation',
    subjectId: input.organisationId,
    type: 'invited',
    viewer: context.viewer,
    occurredAt: context.now,
    payload: { invitationId: id, role: input.role },
  });
  return { id, email: input.email, secret, organisation };
}

export async function withdrawInvitation(
  context: Context,
  input: { organisationId: string; invitationId: string },
): Promise<void> {
  requireAdministrator(context.viewer);
  const { organisationId, invitationId: id } = input;
  if (!(await revokeInvitation(context.database, { id, organisationId, now: context.now }))) notFound();
}

/** What somebody who holds the link is invited to, whoever they are; undefined when it can no longer be accepted. */
export async function getInvitation(context: Context, secret: string) {
  const found = await findOpenInvitation(context.database, hashSecret(secret), context.now);
  if (!found) return undefined;
  const { email, ...invitation } = found;
  const { account } = context.viewer;
  const isForViewer = account !== null && (await hasProvedEmail(context.database, account.id, email));
  return { ...invitation, isForViewer };
}

/** Makes the viewer a member as the invitation says. Only the address that was invited can accept, once. */
export async function acceptInvitation(context: Context, secret: string): Promise<void> {
  const { id: accountId } = requireAccount(context.viewer);
  await inTransaction(context.database, async (transaction) => {
    const invitation = (await findOpenInvitation(transaction, hashSecret(secret), context.now)) ?? notFound();
    if (!(await hasProvedEmail(transaction, accountId, invitation.email))) notFound();
    await markInvitationAccepted(transaction, invitation.id, { acceptedBy: accountId, acceptedAt: context.now });
    await beginMembership(transaction, {
      id: newId(),
      accountId,
      organisationId: invitation.organisationId,
      role: invitation.role,
      position: invitation.position,
      validFrom: context.now.toISOString().slice(0, 10),
    });
    await appendEvent(transaction, {
      zoneId: null,
      subject: 'organisation',
      subjectId: invitation.organisationId,
      type: 'joined',
      viewer: context.viewer,
      occurredAt: context.now,
      payload: { invitationId: invitation.id, accountId, role: invitation.role },
    });
  });
}
