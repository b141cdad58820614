import { inTransaction } from '../../../db/client/transaction.ts';
import { isVerifiedAs, may, requireAccount, requireMay, requireSomewhere } from '../../server/access.ts';
import type { Context } from '../../server/context.ts';
import { AppError, notFound } from '../../server/errors.ts';
import { appendEvent } from '../../server/events.ts';
import { newId } from '../../server/identifiers.ts';
import { listZonesByIds } from '../../server/zone-choices.queries.ts';
import {
  findBallot,
  insertBallot,
  listBallots,
  listOpenBallots,
  listOptions,
  listReviewed,
  lockBallot,
  lockReviewed,
  momentOnClock,
  updateBallot,
} from './ballots.queries.ts';
import type { NewBallot } from './ballots.schema.ts';
import { findZoneBySlug } from './places.queries.ts';
import { changeState } from './proposal-state.service.ts';
import { publishAfterHours } from './proposals.states.ts';
import { findVote } from './votes.queries.ts';

/** Every ballot, of one zone or of all, for anybody. */
export function getBallots(context: Context, zone: string | undefined) {
  return listBallots(context.database, zone);
}

/** Ballots of a zone that can be voted on now, for the cards of other pages. */
export function getOpenBallots(context: Context, zoneId: string) {
  return listOpenBallots(context.database, zoneId, context.now);
}

/**
 * A ballot as the viewer may see it: turnout always, votes when they are published, and the own paper while it is
 * open. `isOpen` follows the clock, not only the state, which follows it within a minute.
 */
export async function getBallot(context: Context, id: string) {
  const { database, viewer, now } = context;
  const ballot = (await findBallot(database, id)) ?? notFound();
  const [options, own] = await Promise.all([
    listOptions(database, id),
    viewer.account ? findVote(database, id, viewer.account.id) : undefined,
  ]);
  const isPublished = ballot.state === 'published';
  return {
    ...ballot,
    options: options.map((option) => ({
      ...option,
      votes: isPublished ? (option.votes ?? 0) : null,
      isChosen: isPublished && option.isChosen === true,
    })),
    isOpen: ballot.state === 'open' && now < ballot.closesAt,
    mayManage: may(viewer, 'ballot.manage', ballot.zoneId),
    mayVote: isVerifiedAs(viewer, ballot.level),
    hasVoted: own !== undefined,
    own: own?.receipt && own.choices ? { receipt: own.receipt, choices: own.choices } : null,
    publishedByLatest: new Date((ballot.closedAt ?? ballot.closesAt).getTime() + publishAfterHours * 3_600_000),
  };
}

/** What the form for a new ballot needs: the planner's zone and the proposals in review there. */
export async function beginBallot(context: Context, zoneSlug: string | undefined) {
  const ids = requireSomewhere(context.viewer, 'ballot.manage');
  const zones = await listZonesByIds(context.database, ids);
  const zone = zones.find((each) => each.slug === zoneSlug) ?? (zoneSlug ? notFound() : zones[0]) ?? notFound();
  return { zone, zones, proposals: await listReviewed(context.database, zone.id) };
}

/** Schedules a ballot on proposals that are in review and returns its id. Refuses with the field to mend. */
export async function createBallot(context: Context, input: NewBallot): Promise<string> {
  const account = requireAccount(context.viewer);
  const zone = (await findZoneBySlug(context.database, input.zone)) ?? notFound();
  requireMay(context.viewer, 'ballot.manage', zone.id);
  const times = await readTimes(context, zone.timeZone, input);
  const budgetBaht = input.method === 'budget' ? (input.budgetBaht ?? refuse('budgetBaht', 'mistakeRequired')) : null;
  return inTransaction(context.database, async (transaction) => {
    const ids = [...new Set(input.options)];
    if (ids.length < 2) refuse('options', 'mistakeTwoOptions');
    const proposals = await lockReviewed(transaction, zone.id, ids);
    if (proposals.length < ids.length) refuse('options', 'mistakeOptionsGone');
    const isAffordable = proposals.every(
      (each) => budgetBaht === null || (each.costBaht ?? budgetBaht + 1) <= budgetBaht,
    );
    if (!isAffordable) refuse('options', 'mistakeOptionCost');
    const id = newId();
    const { title, decides, method, level, eligiblePeople } = input;
    await insertBallot(
      transaction,
      {
        id,
        zoneId: zone.id,
        title,
        decides,
        method,
        level,
        budgetBaht,
        eligiblePeople,
        ...times,
        createdBy: account.id,
        createdAt: context.now,
      },
      proposals.map((proposal) => ({ proposalId: proposal.id, costBaht: proposal.costBaht })),
    );
    await appendEvent(transaction, {
      zoneId: zone.id,
      subject: 'ballot',
      subjectId: id,
      type: 'scheduled',
      viewer: context.viewer,
      occurredAt: context.now,
      payload: { to: 'scheduled', method, level, proposals: proposals.map((proposal) => proposal.id) },
    });
    for (const proposal of proposals) {
      const payload = { ballotId: id };
      await changeState(context, transaction, proposal, { to: 'ballot', type: 'on-ballot', payload });
    }
    return id;
  });
}

async function readTimes(
  context: Context,
  timeZone: string,
  input: NewBallot,
): Promise<{ opensAt: Date; closesAt: Date }> {
  const read = async (field: 'opensAt' | 'closesAt'): Promise<Date> => {
    // PostgreSQL would refuse a day that no calendar has with an error of its own.
    if (!isMoment(input[field])) refuse(field, 'mistakeDate');
    return momentOnClock(context.database, timeZone, input[field]);
  };
  const [opensAt, closesAt] = [await read('opensAt'), await read('closesAt')];
  if (closesAt <= context.now || closesAt <= opensAt) refuse('closesAt', 'mistakeCloses');
  return { opensAt, closesAt };
}

/** A day that the month does not have would roll over into the next month. */
function isMoment(local: string): boolean {
  const read = new Date(`${local}Z`);
  return !Number.isNaN(read.getTime()) && read.toISOString().startsWith(local);
}

function refuse(field: string, key: string): never {
  throw new AppError('invalid', field, { [field]: key });
}

/** Writes down what was said at the community forum. */
export function writeMinutes(context: Context, id: string, minutes: string): Promise<void> {
  return inTransaction(context.database, async (transaction) => {
    const ballot = (await lockBallot(transaction, id)) ?? notFound();
    requireMay(context.viewer, 'ballot.manage', ballot.zoneId);
    await updateBallot(transaction, id, { minutes });
    await appendEvent(transaction, {
      zoneId: ballot.zoneId,
      subject: 'ballot',
      subjectId: id,
      type: 'minutes-written',
      viewer: context.viewer,
      occurredAt: context.now,
      payload: { characters: minutes.length },
    });
  });
}

export type BallotView = Awaited<ReturnType<typeof getBallot>>;
export type OpenBallot = Awaited<ReturnType<typeof getOpenBallots>>[number];
