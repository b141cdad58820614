import type { Transaction } from 'kysely';
import type { Database } from '../../../db/client/database.ts';
import type { DB, JsonObject } from '../../../db/types.ts';
import { may, type Viewer, zonesWhere } from '../../server/access.ts';
import type { Context } from '../../server/context.ts';
import { AppError, notFound } from '../../server/errors.ts';
import { appendEvent } from '../../server/events.ts';
import { type Eyes, type LockedProposal, lockProposal, updateProposal } from './proposals.queries.ts';
import { canGo, type ProposalState } from './proposals.states.ts';

/** What a viewer's eyes may see of proposals. */
export function eyesOf(viewer: Viewer): Eyes {
  return {
    accountId: viewer.account?.id ?? null,
    organisationIds: viewer.organisationIds,
    exactZoneIds: zonesWhere(viewer, 'camera.see-exact'),
  };
}

/** Whether the viewer made the proposal, or may speak for the organisation that did. */
export function isBehind(
  viewer: Viewer,
  proposal: { authorId: string; organisationId: string | null; zoneId: string },
): boolean {
  if (viewer.account?.id === proposal.authorId) return true;
  return (
    proposal.organisationId !== null &&
    viewer.organisationIds.includes(proposal.organisationId) &&
    may(viewer, 'proposal.create', proposal.zoneId)
  );
}

/** The proposal as the viewer may see it, held until the transaction ends; refuses as not found. */
export async function lockSeen(context: Context, transaction: Database, number: number): Promise<LockedProposal> {
  return (await lockProposal(transaction, eyesOf(context.viewer), number)) ?? notFound();
}

/**
 * Takes a locked proposal along an arrow, on record and with a public reason where there is one, and has those who
 * took part told. Refuses with
 * `conflict` when the arrow does not exist: somebody was there first.
 */
export async function changeState(
  context: Context,
  transaction: Transaction<DB>,
  proposal: { id: string; zoneId: string; state: ProposalState },
  change: { to: ProposalState; type: string; reason?: string; mergedInto?: string; payload?: JsonObject },
): Promise<void> {
  if (!canGo(proposal.state, change.to)) throw new AppError('conflict');
  await updateProposal(transaction, proposal.id, {
    state: change.to,
    changedAt: context.now,
    ...(change.reason === undefined ? {} : { reason: change.reason }),
    ...(change.mergedInto === undefined ? {} : { mergedInto: change.mergedInto }),
  });
  await appendEvent(transaction, {
    zoneId: proposal.zoneId,
    subject: 'proposal',
    subjectId: proposal.id,
    type: change.type,
    viewer: context.viewer,
    occurredAt: context.now,
    payload: {
      from: proposal.state,
      to: change.to,
      ...(change.reason ? { reason: change.reason } : {}),
      ...(change.mergedInto ? { mergedInto: change.mergedInto } : {}),
      ...change.payload,
    },
  });
  await context.jobs.send(transaction, 'proposal.tell', { proposalId: proposal.id, eventType: change.type });
}
