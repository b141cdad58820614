import { inTransaction } from '../../../db/client/transaction.ts';
import { may, requireAccount, zonesWhere } from '../../server/access.ts';
import type { Context } from '../../server/context.ts';
import { AppError, notFound } from '../../server/errors.ts';
import { appendEvent } from '../../server/events.ts';
import { newId } from '../../server/identifiers.ts';
import { insertComment, listComments } from './comments.queries.ts';
import { deleteEndorsement, insertEndorsement } from './endorsements.queries.ts';
import { listLinkedReports } from './linked-reports.queries.ts';
import { listZoneNames } from './places.queries.ts';
import { changeState, eyesOf, isBehind, lockSeen } from './proposal-state.service.ts';
import {
  countProposals,
  findProjectOf,
  findProposal,
  insertVersion,
  listBallotsOf,
  listProposals,
  listTimeline,
  listVersions,
  updateProposal,
} from './proposals.queries.ts';
import type { ProposalFilter, stances } from './proposals.schema.ts';
import { discussedStates, isFinal } from './proposals.states.ts';

const pageSize = 24;

/** Proposals for anybody, a page of them, with how many there are of each state and kind. */
export async function getProposals(context: Context, filter: ProposalFilter) {
  const eyes = eyesOf(context.viewer);
  const { page, ...wanted } = filter;
  const [rows, counts, zones] = await Promise.all([
    listProposals(context.database, eyes, wanted, { offset: (page - 1) * pageSize, limit: pageSize }),
    countProposals(context.database, eyes, wanted.zone),
    listZoneNames(context.database),
  ]);
  const fitting = counts.filter(
    (each) => (!wanted.state || each.state === wanted.state) && (!wanted.kind || each.kind === wanted.kind),
  );
  const total = sum(fitting);
  return {
    proposals: rows,
    zones,
    total,
    pages: Math.max(1, Math.ceil(total / pageSize)),
    countOfState: (state: string) => sum(counts.filter((each) => each.state === state)),
    mayPropose: zonesWhere(context.viewer, 'proposal.create').length > 0,
  };
}

function sum(counts: readonly { count: number }[]): number {
  return counts.reduce((total, each) => total + each.count, 0);
}

/** Everything that the viewer may see of a proposal and may do with it. Refuses drafts of others as not found. */
export async function getProposal(context: Context, number: number) {
  const { database, viewer } = context;
  const proposal = (await findProposal(database, eyesOf(viewer), number)) ?? notFound();
  const isModerator = may(viewer, 'proposal.moderate', proposal.zoneId);
  const [versions, reports, comments, timeline, ballots, project] = await Promise.all([
    listVersions(database, proposal.id),
    listLinkedReports(database, proposal.id),
    listComments(database, proposal.id, { accountId: viewer.account?.id ?? null, isModerator }),
    listTimeline(database, proposal.id),
    listBallotsOf(database, proposal.id),
    findProjectOf(database, proposal.id),
  ]);
  const { authorId, organisationId, ...seen } = proposal;
  const isAuthor = isBehind(viewer, { authorId, organisationId, zoneId: proposal.zoneId });
  const isDiscussed = discussedStates.includes(proposal.state);
  return {
    ...seen,
    versions,
    reports,
    comments,
    timeline,
    ballots,
    project,
    isModerator,
    isDiscussed,
    mayEdit: isAuthor && (proposal.state === 'draft' || proposal.state === 'open'),
    mayOpen: isAuthor && proposal.state === 'draft',
    mayWithdraw: isAuthor && !isFinal(proposal.state),
    mayReview:
      may(viewer, 'proposal.review', proposal.zoneId) && proposal.state !== 'draft' && !isFinal(proposal.state),
  };
}

/** Writes another version of what a draft or open proposal says; the earlier ones stay readable. */
export function editProposal(
  context: Context,
  number: number,
  words: { title: string; problem: string; fix: string },
): Promise<void> {
  return inTransaction(context.database, async (transaction) => {
    const proposal = await lockOwn(context, transaction, number);
    if (proposal.state !== 'draft' && proposal.state !== 'open') throw new AppError('conflict');
    const isSame = proposal.title === words.title && proposal.problem === words.problem && proposal.fix === words.fix;
    if (isSame) return;
    const version = proposal.version + 1;
    await updateProposal(transaction, proposal.id, { ...words, version, changedAt: context.now });
    await insertVersion(transaction, {
      proposalId: proposal.id,
      version,
      authorId: requireAccount(context.viewer).id,
      ...words,
      createdAt: context.now,
    });
    await appendEvent(transaction, {
      zoneId: proposal.zoneId,
      subject: 'proposal',
      subjectId: proposal.id,
      type: 'edited',
      viewer: context.viewer,
      occurredAt: context.now,
      payload: { version },
    });
  });
}

/** Shows a draft to everybody. */
export function openProposal(context: Context, number: number): Promise<void> {
  return inTransaction(context.database, async (transaction) => {
    const proposal = await lockOwn(context, transaction, number);
    await changeState(context, transaction, proposal, { to: 'open', type: 'opened' });
  });
}

/** Takes a proposal back; only those who made it may. */
export function withdrawProposal(context: Context, number: number, reason: string): Promise<void> {
  return inTransaction(context.database, async (transaction) => {
    const proposal = await lockOwn(context, transaction, number);
    await changeState(context, transaction, proposal, { to: 'withdrawn', type: 'withdrawn', reason });
  });
}

async function lockOwn(context: Context, transaction: Context['database'], number: number) {
  requireAccount(context.viewer);
  const proposal = await lockSeen(context, transaction, number);
  if (!isBehind(context.viewer, proposal)) notFound();
  return proposal;
}

/** Backs a proposal, or no longer; once each. Endorsing twice is as endorsing once. */
export function endorseProposal(context: Context, number: number, isWanted: boolean): Promise<void> {
  return inTransaction(context.database, async (transaction) => {
    const { id: accountId } = requireAccount(context.viewer);
    const proposal = await lockDiscussed(context, transaction, number);
    const isChanged = isWanted
      ? await insertEndorsement(transaction, { proposalId: proposal.id, accountId, createdAt: context.now })
      : await deleteEndorsement(transaction, proposal.id, accountId);
    if (!isChanged) return;
    await appendEvent(transaction, {
      zoneId: proposal.zoneId,
      subject: 'proposal',
      subjectId: proposal.id,
      type: isWanted ? 'endorsed' : 'endorsement-withdrawn',
      viewer: context.viewer,
      occurredAt: context.now,
    });
  });
}

/** Says something for, against, or asks; it waits for a moderator before others see it. */
export function addComment(
  context: Context,
  number: number,
  comment: { stance: (typeof stances)[number]; words: string },
): Promise<void> {
  return inTransaction(context.database, async (transaction) => {
    const { id: accountId } = requireAccount(context.viewer);
    const proposal = await lockDiscussed(context, transaction, number);
    const id = newId();
    await insertComment(transaction, {
      id,
      proposalId: proposal.id,
      accountId,
      ...comment,
      createdAt: context.now,
    });
    await appendEvent(transaction, {
      zoneId: proposal.zoneId,
      subject: 'proposal',
      subjectId: proposal.id,
      type: 'commented',
      viewer: context.viewer,
      occurredAt: context.now,
      payload: { commentId: id, stance: comment.stance },
    });
  });
}

async function lockDiscussed(context: Context, transaction: Context['database'], number: number) {
  const proposal = await lockSeen(context, transaction, number);
  if (!discussedStates.includes(proposal.state)) throw new AppError('conflict');
  return proposal;
}

export type ProposalView = Awaited<ReturnType<typeof getProposal>>;
export type ProposalInList = Awaited<ReturnType<typeof getProposals>>['proposals'][number];
