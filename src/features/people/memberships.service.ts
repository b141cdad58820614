import { inTransaction } from '../../../db/client/transaction.ts';
import { type MembershipRole, requireAdministrator } from '../../server/access.ts';
import type { Context } from '../../server/context.ts';
import { notFound } from '../../server/errors.ts';
import { appendEvent } from '../../server/events.ts';
import { newId } from '../../server/identifiers.ts';
import { beginMembership, endMembership } from './memberships.queries.ts';
import { findOrganisation } from './organisations.queries.ts';

/** Ends what an account holds in an organisation; the day is the last on which it holds. */
export async function endMembershipOf(
  context: Context,
  input: { membershipId: string; lastDay: string; accountId?: string; organisationId?: string },
): Promise<void> {
  requireAdministrator(context.viewer);
  const { membershipId: id, ...of } = input;
  await inTransaction(context.database, async (transaction) => {
    const ended = (await endMembership(transaction, { id, ...of })) ?? notFound();
    await appendEvent(transaction, {
      zoneId: null,
      subject: 'account',
      subjectId: ended.accountId,
      type: 'membership-ended',
      viewer: context.viewer,
      occurredAt: context.now,
      payload: { organisationId: ended.organisationId, role: ended.role, lastDay: input.lastDay },
    });
  });
}

/**
 * Appoints an account to a position from a day on. With `insteadOf` it is a transfer: that membership ends the day
 * before, in the same transaction, so that nobody is in both places or in neither.
 */
export async function appoint(
  context: Context,
  input: {
    accountId: string;
    organisationId: string;
    role: MembershipRole;
    position: string;
    isActing: boolean;
    firstDay: string;
    insteadOf: string | null;
  },
): Promise<void> {
  requireAdministrator(context.viewer);
  const { firstDay, insteadOf, ...membership } = input;
  await inTransaction(context.database, async (transaction) => {
    if (!(await findOrganisation(transaction, membership.organisationId))) notFound();
    if (insteadOf) {
      const lastDay = dayBefore(firstDay);
      const tx = { ...context, database: transaction };
      await endMembershipOf(tx, { membershipId: insteadOf, lastDay, accountId: membership.accountId });
    }
    await beginMembership(transaction, { id: newId(), ...membership, validFrom: firstDay });
    await appendEvent(transaction, {
      zoneId: null,
      subject: 'account',
      subjectId: membership.accountId,
      type: 'appointed',
      viewer: context.viewer,
      occurredAt: context.now,
      payload: { organisationId: membership.organisationId, role: membership.role, firstDay },
    });
  });
}

function dayBefore(day: string): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) - 86_400_000).toISOString().slice(0, 10);
}
