import { inTransaction } from '../../../db/client/transaction.ts';
import { requireMay } from '../../server/access.ts';
import type { Context } from '../../server/context.ts';
import { AppError, notFound } from '../../server/errors.ts';
import { appendEvent } from '../../server/events.ts';
import { updateModeration } from './comments.queries.ts';
import { copyEndorsements } from './endorsements.queries.ts';
import { copyReports } from './linked-reports.queries.ts';
import { changeState, eyesOf, lockSeen } from './proposal-state.service.ts';
import { type LockedProposal, lockProposal, updateProposal } from './proposals.queries.ts';
import type { feasibilities, spenders } from './proposals.schema.ts';

/** What local government found. */
export interface Review {
  costBaht: number;
  feasibility: (typeof feasibilities)[number];
  feasibilityReason: string;
  /** Whose land it is decides who may spend money there. */
  spender: (typeof spenders)[number];
}

/** Decides about a comment; what was written is kept, `wordsPublic` is what shows when it is not empty. */
export function moderateComment(
  context: Context,
  number: number,
  decision: { comment: string; decision: 'visible' | 'hidden'; wordsPublic: string },
): Promise<void> {
  return inTransaction(context.database, async (transaction) => {
    const proposal = await lockSeen(context, transaction, number);
    requireMay(context.viewer, 'proposal.moderate', proposal.zoneId);
    const isFound = await updateModeration(transaction, {
      id: decision.comment,
      proposalId: proposal.id,
      moderation: decision.decision,
      wordsPublic: decision.wordsPublic,
    });
    if (!isFound) notFound();
    await appendEvent(transaction, {
      zoneId: proposal.zoneId,
      subject: 'proposal',
      subjectId: proposal.id,
      type: 'comment-moderated',
      viewer: context.viewer,
      occurredAt: context.now,
      payload: { commentId: decision.comment, to: decision.decision },
    });
  });
}

/** Takes an open proposal into review with what was found, or writes a later finding while it is there. */
export function reviewProposal(context: Context, number: number, review: Review): Promise<void> {
  return inTransaction(context.database, async (transaction) => {
    const proposal = await lockForReview(context, transaction, number);
    if (proposal.state !== 'open' && proposal.state !== 'review') throw new AppError('conflict');
    await updateProposal(transaction, proposal.id, { ...review, changedAt: context.now });
    const payload = { costBaht: review.costBaht, feasibility: review.feasibility, spender: review.spender };
    if (proposal.state === 'open') {
      return changeState(context, transaction, proposal, { to: 'review', type: 'reviewing', payload });
    }
    await appendEvent(transaction, {
      zoneId: proposal.zoneId,
      subject: 'proposal',
      subjectId: proposal.id,
      type: 'reviewed',
      viewer: context.viewer,
      occurredAt: context.now,
      payload,
    });
  });
}

/** Accepts without a ballot. From a ballot only its result accepts. */
export function acceptProposal(context: Context, number: number): Promise<void> {
  return inTransaction(context.database, async (transaction) => {
    const proposal = await lockForReview(context, transaction, number);
    if (proposal.state !== 'review') throw new AppError('conflict');
    await changeState(context, transaction, proposal, { to: 'accepted', type: 'accepted' });
  });
}

/** Closes a proposal with a reason that everybody can read. */
export function rejectProposal(context: Context, number: number, reason: string): Promise<void> {
  return inTransaction(context.database, async (transaction) => {
    const proposal = await lockForReview(context, transaction, number);
    await changeState(context, transaction, proposal, { to: 'rejected', type: 'rejected', reason });
  });
}

/** Lets another proposal of the zone stand for this one; endorsements and reports go with it, each counted once. */
export function mergeProposal(
  context: Context,
  number: number,
  merge: { into: number; reason: string },
): Promise<void> {
  return inTransaction(context.database, async (transaction) => {
    if (merge.into === number) throw new AppError('invalid', 'into', { into: 'mistakeMerge' });
    // Always the lower number first, so that two merges at once cannot wait for each other.
    const [first, second] = [Math.min(number, merge.into), Math.max(number, merge.into)];
    const eyes = eyesOf(context.viewer);
    const locked = [await lockProposal(transaction, eyes, first), await lockProposal(transaction, eyes, second)];
    const proposal = locked.find((each) => each?.number === number) ?? notFound();
    const target = locked.find((each) => each?.number === merge.into);
    requireMay(context.viewer, 'proposal.review', proposal.zoneId);
    if (
      !target ||
      target.zoneId !== proposal.zoneId ||
      !['open', 'review', 'ballot', 'accepted'].includes(target.state)
    ) {
      throw new AppError('invalid', 'into', { into: 'mistakeMerge' });
    }
    await changeState(context, transaction, proposal, {
      to: 'merged',
      type: 'merged',
      mergedInto: target.id,
      reason: merge.reason,
    });
    await copyEndorsements(transaction, proposal.id, target.id);
    await copyReports(transaction, proposal.id, target.id);
  });
}

/** Says that what was accepted stands. */
export function deliverProposal(context: Context, number: number): Promise<void> {
  return inTransaction(context.database, async (transaction) => {
    const proposal = await lockForReview(context, transaction, number);
    await changeState(context, transaction, proposal, { to: 'delivered', type: 'delivered' });
  });
}

async function lockForReview(
  context: Context,
  transaction: Context['database'],
  number: number,
): Promise<LockedProposal> {
  const proposal = await lockSeen(context, transaction, number);
  requireMay(context.viewer, 'proposal.review', proposal.zoneId);
  return proposal;
}
