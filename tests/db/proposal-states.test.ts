import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Database } from '../../db/client/database.ts';
import { createBallot } from '../../src/features/proposals/ballots.service.ts';
import { openProposal, withdrawProposal } from '../../src/features/proposals/proposals.service.ts';
import {
  ballotArrows,
  ballotStates,
  type ProposalState,
  proposalArrows,
  proposalStates,
} from '../../src/features/proposals/proposals.states.ts';
import { createProposal } from '../../src/features/proposals/propose.service.ts';
import {
  acceptProposal,
  deliverProposal,
  mergeProposal,
  rejectProposal,
  reviewProposal,
} from '../../src/features/proposals/review.service.ts';
import type { Viewer } from '../../src/server/access.ts';
import { AppError } from '../../src/server/errors.ts';
import { newId } from '../../src/server/identifiers.ts';
import { type JobRunner, startJobs } from '../../src/server/jobs.ts';
import { expectSameArrows, pairsOf, walkArrowsInDatabase, wayTo } from '../support/arrows.ts';
import { contextFor } from '../support/context.ts';
import { openTestDatabase, type TestDatabase } from '../support/database.ts';
import { type MadeZone, madeAt, makeViewer, makeZone } from '../support/factories.ts';
import { makeReviewed, proposalIn } from '../support/proposals.ts';

let store: TestDatabase;
let jobs: JobRunner;
let zone: MadeZone;
let planner: Viewer;
const here = () => ({ ...contextFor(store.handle.database, planner), jobs });
beforeAll(async () => {
  store = await openTestDatabase();
  jobs = await startJobs(store.handle);
  await jobs.work('proposal.tell', () => Promise.resolve());
  zone = await makeZone(store.handle.database);
  planner = await makeViewer(store.handle.database, 'planner', zone);
});
afterAll(async () => {
  await jobs.stop();
  await store.remove();
});

const point = () => sql<string>`st_setsrid(st_makepoint(${zone.center[0]}, ${zone.center[1]}), 4326)`;

async function insertProposal(database: Database): Promise<string> {
  const id = newId();
  const words = { title: 'ไฟทาง', problem: 'มืด', fix: 'ติดไฟ' };
  const row = { id, zoneId: zone.id, kind: 'light', authorId: planner.account?.id ?? '', place: point(), ...words };
  await database
    .insertInto('proposal')
    .values({ ...row, createdAt: madeAt, changedAt: madeAt })
    .execute();
  return id;
}

async function insertBallot(database: Database): Promise<string> {
  const id = newId();
  await database
    .insertInto('ballot')
    .values({
      id,
      zoneId: zone.id,
      method: 'approval',
      level: 'none',
      title: 'โหวต',
      decides: 'เสนอต่อสภา',
      opensAt: madeAt,
      closesAt: new Date(madeAt.getTime() + 1000),
      createdBy: planner.account?.id ?? '',
      createdAt: madeAt,
    })
    .execute();
  return id;
}

describe('in the database', () => {
  test('the arrows are those that the services know', async () => {
    await expectSameArrows(store.handle.database, 'proposal', proposalArrows);
    await expectSameArrows(store.handle.database, 'ballot', ballotArrows);
  });

  test('a proposal follows every arrow and nothing else', async () => {
    const target = await insertProposal(store.handle.database);
    await walkArrowsInDatabase({
      database: store.handle.database,
      table: 'proposal',
      arrows: proposalArrows,
      states: proposalStates,
      insert: insertProposal,
      columns: (state) => ({
        reason: state === 'rejected' ? 'เหตุผล' : '',
        mergedInto: state === 'merged' ? target : null,
      }),
    });
  });

  test('a ballot follows every arrow and nothing else', async () => {
    await walkArrowsInDatabase({
      database: store.handle.database,
      table: 'ballot',
      arrows: ballotArrows,
      states: ballotStates,
      insert: insertBallot,
      columns: () => ({}),
    });
  });
});

describe('in the services', () => {
  const finding = { costBaht: 5, feasibility: 'feasible', feasibilityReason: 'ทำได้', spender: 'public-road' } as const;

  /** What a planner does to bring a proposal, their own, into a state. */
  const ways: Record<ProposalState, (number: number, id: string) => Promise<unknown>> = {
    draft: () => Promise.reject(new AppError('conflict')),
    open: (number) => openProposal(here(), number),
    review: (number) => reviewProposal(here(), number, finding),
    ballot: async (_number, id) =>
      createBallot(here(), {
        zone: zone.slug,
        title: 'โหวต',
        decides: 'เสนอต่อสภา',
        method: 'approval',
        level: 'none',
        budgetBaht: null,
        eligiblePeople: null,
        opensAt: '2026-11-02T09:00',
        closesAt: '2026-11-03T09:00',
        options: [id, await makeReviewed(here(), zone, 7)],
      }),
    accepted: (number) => acceptProposal(here(), number),
    delivered: (number) => deliverProposal(here(), number),
    rejected: (number) => rejectProposal(here(), number, 'เหตุผล'),
    merged: async (number) => {
      const into = await createProposal(here(), proposalIn(zone));
      await openProposal(here(), into);
      await mergeProposal(here(), number, { into, reason: '' });
    },
    withdrawn: (number) => withdrawProposal(here(), number, ''),
  };

  async function bringTo(state: ProposalState): Promise<{ number: number; id: string }> {
    const number = await createProposal(here(), proposalIn(zone));
    const found = await store.handle.database
      .selectFrom('proposal')
      .select('id')
      .where('number', '=', number)
      .executeTakeFirstOrThrow();
    for (const step of wayTo(proposalArrows, state).slice(1)) await ways[step as ProposalState](number, found.id);
    return { number, id: found.id };
  }

  test.each(pairsOf(proposalArrows, proposalStates))('$from → $to: $isArrow', async ({ from, to, isArrow }) => {
    const { number, id } = await bringTo(from as ProposalState);
    const attempt = ways[to as ProposalState](number, id);
    // From a ballot only its result accepts; the ballots' own tests walk that arrow.
    const isAllowed = isArrow && !(from === 'ballot' && to === 'accepted');
    if (isAllowed) await attempt;
    else await expect(attempt).rejects.toBeInstanceOf(AppError);
    const row = await store.handle.database
      .selectFrom('proposal')
      .select('state')
      .where('id', '=', id)
      .executeTakeFirstOrThrow();
    expect(row.state).toBe(isAllowed ? to : from);
  });
});
