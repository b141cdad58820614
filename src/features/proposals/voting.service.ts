import { randomBytes, randomUUID } from 'node:crypto';
import type { Transaction } from 'kysely';
import { inTransaction } from '../../../db/client/transaction.ts';
import type { DB } from '../../../db/types.ts';
import { countVotes, decideByApproval, decideByBudget, type OptionResult } from '../../compute/voting/count.ts';
import { isVerifiedAs, requireAccount, requireMay } from '../../server/access.ts';
import type { Context } from '../../server/context.ts';
import { AppError, notFound } from '../../server/errors.ts';
import { appendEvent } from '../../server/events.ts';
import {
  findBallot,
  holdBallot,
  listDueBallots,
  listOptions,
  lockBallot,
  lockOptionProposals,
  updateBallot,
  updateOption,
} from './ballots.queries.ts';
import { changeState } from './proposal-state.service.ts';
import { type BallotState, publishAfterHours } from './proposals.states.ts';
import { listPapers, upsertVote } from './votes.queries.ts';

/**
 * Puts the viewer's paper in, or changes it, and returns the receipt. Refuses when the ballot is not open or asks for
 * more verification, and choices that are not on it or cost more than there is.
 */
export async function castVote(context: Context, ballotId: string, choices: readonly string[]): Promise<string> {
  const account = requireAccount(context.viewer);
  return inTransaction(context.database, async (transaction) => {
    const ballot = (await holdBallot(transaction, ballotId)) ?? notFound();
    if (ballot.state !== 'open' || context.now >= ballot.closesAt) refuseChoices('mistakeClosed');
    if (!isVerifiedAs(context.viewer, ballot.level)) refuseChoices('mistakeLevel');
    const wanted = [...new Set(choices)].sort();
    if (wanted.length === 0) refuseChoices('mistakeChooseOne');
    const options = new Map((await listOptions(transaction, ballotId)).map((option) => [option.id, option]));
    if (wanted.some((id) => !options.has(id))) refuseChoices('mistakeChoice');
    const costBaht = wanted.reduce((total, id) => total + (options.get(id)?.costBaht ?? 0), 0);
    if (ballot.budgetBaht !== null && costBaht > ballot.budgetBaht) refuseChoices('mistakeOverBudget');
    return upsertVote(transaction, {
      ballotId,
      accountId: account.id,
      choices: wanted,
      votedAt: context.now,
      // Random all through: a number that grows with time would put the papers in the order of the voters.
      newPaper: { id: randomUUID(), receipt: newReceipt() },
    });
  });
}

function refuseChoices(key: string): never {
  throw new AppError('invalid', key, { choices: key });
}

/** Ten letters and figures that cannot be mistaken for one another, in groups that can be read out: 50 random bits. */
function newReceipt(): string {
  const letters = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
  const text = [...randomBytes(10)].map((byte) => letters[byte % 32]).join('');
  return `${text.slice(0, 5)}-${text.slice(5)}`;
}

/** Opens, closes and publishes every ballot whose hour has come. Running it twice at once changes nothing twice. */
export async function runBallotClock(context: Context): Promise<void> {
  const publishBefore = new Date(context.now.getTime() - publishAfterHours * 3_600_000);
  for (const { id } of await listDueBallots(context.database, context.now, publishBefore)) {
    await inTransaction(context.database, async (transaction) => {
      const ballot = (await lockBallot(transaction, id)) ?? notFound();
      if (ballot.state === 'scheduled' && ballot.opensAt <= context.now) await open(context, transaction, ballot);
      else if (ballot.state === 'open' && ballot.closesAt <= context.now) await close(context, transaction, ballot);
      else if (ballot.state === 'closed' && (ballot.closedAt ?? context.now) <= publishBefore) {
        await publish(context, transaction, ballot);
      }
    });
  }
}

/** Publishes the result of a closed ballot: a planner need not wait for the clock. */
export function publishBallot(context: Context, id: string): Promise<void> {
  return inTransaction(context.database, async (transaction) => {
    const ballot = (await lockBallot(transaction, id)) ?? notFound();
    requireMay(context.viewer, 'ballot.manage', ballot.zoneId);
    if (ballot.state !== 'closed') throw new AppError('conflict');
    await publish(context, transaction, ballot);
  });
}

type LockedBallot = NonNullable<Awaited<ReturnType<typeof lockBallot>>>;

async function open(context: Context, transaction: Transaction<DB>, ballot: LockedBallot): Promise<void> {
  await updateBallot(transaction, ballot.id, { state: 'open' });
  await record(context, transaction, ballot, 'open');
  for (const { id } of await lockOptionProposals(transaction, ballot.id)) {
    await context.jobs.send(transaction, 'proposal.tell', { proposalId: id, eventType: 'voting-open' });
  }
}

/** The database destroys the tie between voters and papers as the state changes. */
async function close(context: Context, transaction: Transaction<DB>, ballot: LockedBallot): Promise<void> {
  await updateBallot(transaction, ballot.id, { state: 'closed', closedAt: context.now });
  await record(context, transaction, ballot, 'closed');
}

/** Counts; the chosen are accepted, the others are closed with the count as the public reason. */
async function publish(context: Context, transaction: Transaction<DB>, ballot: LockedBallot): Promise<void> {
  const proposals = await lockOptionProposals(transaction, ballot.id);
  const papers = (await listPapers(transaction, ballot.id)).map((paper) => paper.choices);
  // What was withdrawn or merged meanwhile keeps its votes and cannot be chosen.
  const standing = proposals.filter((proposal) => proposal.state === 'ballot');
  const decided = decide(ballot, standing, papers);
  const votes = countVotes(
    proposals.map((proposal) => proposal.id),
    papers,
  );
  const chosen = new Set(decided.filter((result) => result.isChosen).map((result) => result.id));
  for (const [id, count] of votes) {
    await updateOption(transaction, ballot.id, { id, votes: count, isChosen: chosen.has(id) });
  }
  await updateBallot(transaction, ballot.id, { state: 'published', publishedAt: context.now });
  await record(context, transaction, ballot, 'published', { votes: Object.fromEntries(votes), chosen: [...chosen] });
  for (const proposal of standing) {
    const payload = { ballotId: ballot.id, votes: votes.get(proposal.id) ?? 0 };
    if (chosen.has(proposal.id)) {
      await changeState(context, transaction, proposal, { to: 'accepted', type: 'chosen', payload });
    } else {
      const reason = ballot.title;
      await changeState(context, transaction, proposal, { to: 'rejected', type: 'not-chosen', reason, payload });
    }
  }
}

function decide(
  ballot: LockedBallot,
  proposals: readonly { id: string; createdAt: Date; costBaht: number | null }[],
  papers: readonly (readonly string[])[],
): OptionResult[] {
  const options = proposals.map((proposal) => ({
    id: proposal.id,
    proposedAt: proposal.createdAt.getTime(),
    costBaht: proposal.costBaht ?? 0,
  }));
  return ballot.budgetBaht === null
    ? decideByApproval(options, papers)
    : decideByBudget(options, papers, ballot.budgetBaht);
}

function record(
  context: Context,
  transaction: Transaction<DB>,
  ballot: LockedBallot,
  to: BallotState,
  payload: { votes?: Record<string, number>; chosen?: string[] } = {},
): Promise<string> {
  return appendEvent(transaction, {
    zoneId: ballot.zoneId,
    subject: 'ballot',
    subjectId: ballot.id,
    type: to,
    viewer: context.viewer,
    occurredAt: context.now,
    payload: { from: ballot.state, to, ...payload },
  });
}

/**
 * Every paper of a published ballot as CSV: a receipt, and 1 or 0 for each proposal, so that adding up a column
 * counts it. Refuses as not found before that.
 */
export async function exportPapers(context: Context, ballotId: string): Promise<string> {
  const ballot = (await findBallot(context.database, ballotId)) ?? notFound();
  if (ballot.state !== 'published') notFound();
  const [options, papers] = await Promise.all([
    listOptions(context.database, ballotId),
    listPapers(context.database, ballotId),
  ]);
  const header = ['receipt', ...options.map((option) => `proposal-${option.number}`)];
  const rows = papers.map((paper) => [
    paper.receipt,
    ...options.map((option) => (paper.choices.includes(option.id) ? '1' : '0')),
  ]);
  return [header, ...rows].map((row) => `${row.join(',')}\r\n`).join('');
}
