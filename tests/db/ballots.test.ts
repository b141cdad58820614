import fc from 'fast-check';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { NewBallot } from '../../src/features/proposals/ballots.schema.ts';
import { beginBallot, createBallot, getBallot, writeMinutes } from '../../src/features/proposals/ballots.service.ts';
import { getProposal, withdrawProposal } from '../../src/features/proposals/proposals.service.ts';
import { castVote, exportPapers, publishBallot, runBallotClock } from '../../src/features/proposals/voting.service.ts';
import type { Viewer } from '../../src/server/access.ts';
import { type JobRunner, startJobs } from '../../src/server/jobs.ts';
import { contextFor } from '../support/context.ts';
import { openTestDatabase, type TestDatabase } from '../support/database.ts';
import { everyRole, type MadeZone, madeAt, makeViewer, makeZone } from '../support/factories.ts';
import { makeReviewed } from '../support/proposals.ts';

const hour = 3_600_000;
/** The ballots of these tests are open from 09:00 to 18:00 in Bangkok on the day at which rows are made. */
const during = new Date('2026-11-01T03:00:00Z');
const after = new Date('2026-11-01T11:00:00Z');

let store: TestDatabase;
let jobs: JobRunner;
let own: MadeZone;
let foreign: MadeZone;
let planner: Viewer;
const voters: Viewer[] = [];
const at = (viewer: Viewer | undefined, now: Date) => ({ ...contextFor(store.handle.database, viewer, now), jobs });
const clock = (now: Date) => runBallotClock(at(undefined, now));

beforeAll(async () => {
  store = await openTestDatabase();
  jobs = await startJobs(store.handle);
  await jobs.work('proposal.tell', () => Promise.resolve());
  const { database } = store.handle;
  own = await makeZone(database);
  foreign = await makeZone(database);
  planner = await makeViewer(database, 'planner', own);
  for (let count = 0; count < 24; count++) voters.push(await makeViewer(database, 'resident', own, 'resident'));
});
afterAll(async () => {
  await jobs.stop();
  await store.remove();
});

function ballotOn(options: string[], changes: Partial<NewBallot> = {}): NewBallot {
  return {
    zone: own.slug,
    title: 'เลือกงานปรับพื้นที่',
    decides: 'ผลเป็นข้อเสนอต่อสภาเทศบาล',
    method: 'budget',
    level: 'resident',
    budgetBaht: 480_000,
    eligiblePeople: 400,
    opensAt: '2026-11-01T09:00',
    closesAt: '2026-11-01T18:00',
    options,
    ...changes,
  };
}

async function openBallot(
  costs: number[],
  changes: Partial<NewBallot> = {},
): Promise<{ id: string; options: string[] }> {
  const options: string[] = [];
  for (const cost of costs) options.push(await makeReviewed(at(planner, madeAt), own, cost));
  const id = await createBallot(at(planner, madeAt), ballotOn(options, changes));
  await clock(during);
  return { id, options };
}

const papersOf = (ballotId: string) =>
  sql<{ id: string; receipt: string; writer: string; at: string }>`
    select id, receipt, xmin::text as writer, ctid::text as at from ballot_paper where ballot_id = ${ballotId}
    order by ctid`
    .execute(store.handle.database)
    .then((result) => result.rows);
const votersOf = (ballotId: string) =>
  store.handle.database.selectFrom('ballotVoter').where('ballotId', '=', ballotId).selectAll().execute();

describe('managing a ballot', () => {
  test('is the planner’s of the territory', async () => {
    const options = [
      await makeReviewed(at(planner, madeAt), own, 1000),
      await makeReviewed(at(planner, madeAt), own, 2000),
    ];
    const others = everyRole.filter((role) => role !== 'planner');
    const viewers: Viewer[] = [];
    for (const role of others) viewers.push(await makeViewer(store.handle.database, role, own));
    viewers.push(await makeViewer(store.handle.database, 'planner', foreign));
    for (const viewer of viewers) {
      const code = viewer.account ? 'not-found' : 'sign-in-required';
      await expect(createBallot(at(viewer, madeAt), ballotOn(options))).rejects.toMatchObject({ code });
      await expect(beginBallot(at(viewer, madeAt), own.slug)).rejects.toMatchObject({ code });
    }
    const id = await createBallot(at(planner, madeAt), ballotOn(options));
    for (const viewer of viewers) {
      await expect(writeMinutes(at(viewer, madeAt), id, 'x')).rejects.toMatchObject({ code: 'not-found' });
      await expect(publishBallot(at(viewer, madeAt), id)).rejects.toMatchObject({ code: 'not-found' });
    }
    await writeMinutes(at(planner, madeAt), id, 'ที่ประชุมรับทราบ');
    expect((await getBallot(at(undefined, madeAt), id)).minutes).toBe('ที่ประชุมรับทราบ');
  });

  test('refuses what cannot be voted on, by field', async () => {
    const dear = await makeReviewed(at(planner, madeAt), own, 500_000);
    const cheap = await makeReviewed(at(planner, madeAt), own, 1);
    const mistakes: [Partial<NewBallot>, Record<string, string>][] = [
      [{ options: [cheap] }, { options: 'mistakeTwoOptions' }],
      [{ options: [cheap, dear] }, { options: 'mistakeOptionCost' }],
      [{ options: [cheap, own.id] }, { options: 'mistakeOptionsGone' }],
      [{ budgetBaht: null }, { budgetBaht: 'mistakeRequired' }],
      [{ closesAt: '2026-11-01T08:00' }, { closesAt: 'mistakeCloses' }],
      [{ opensAt: '2020-01-01T08:00', closesAt: '2020-01-02T08:00' }, { closesAt: 'mistakeCloses' }],
      [{ opensAt: '2026-13-41T08:00' }, { opensAt: 'mistakeDate' }],
      [{ closesAt: '2026-11-31T08:00' }, { closesAt: 'mistakeDate' }],
    ];
    for (const [changes, fields] of mistakes) {
      const refused = createBallot(at(planner, madeAt), ballotOn([cheap, dear], changes));
      await expect(refused, JSON.stringify(changes)).rejects.toMatchObject({ code: 'invalid', fields });
    }
  });
});

describe('voting', () => {
  test('one person has one paper, however often and however fast', async () => {
    const { id, options } = await openBallot([100, 200]);
    const votes = Array.from({ length: 12 }, (_, index) =>
      castVote(at(voters[0], during), id, [options[index % 2] ?? '']),
    );
    const receipts = new Set(await Promise.all(votes));
    expect(receipts.size).toBe(1);
    expect(await papersOf(id)).toHaveLength(1);
    expect(await votersOf(id)).toHaveLength(1);
    const again = await castVote(at(voters[0], during), id, options);
    expect([...receipts]).toEqual([again]);
    expect((await getBallot(at(voters[0], during), id)).own).toEqual({ receipt: again, choices: [...options].sort() });
    expect((await getBallot(at(undefined, during), id)).voters).toBe(1);
  });

  test('the database itself refuses a second paper of one person', async () => {
    const { id, options } = await openBallot([100, 200]);
    await castVote(at(voters[0], during), id, options);
    const second = store.handle.database
      .insertInto('ballotVoter')
      .values({ ballotId: id, accountId: voters[0]?.account?.id ?? '', votedAt: during })
      .execute();
    await expect(second).rejects.toMatchObject({ code: '23505' });
  });

  test('is refused without the level, a choice, enough money, an open ballot, or signing in', async () => {
    const { id, options } = await openBallot([300_000, 200_000]);
    const { database } = store.handle;
    const weak = await makeViewer(database, 'resident', own, 'contact');
    const [first = '', second = ''] = options;
    const refusals: [Viewer | undefined, Date, string[], object][] = [
      [weak, during, [first], { fields: { choices: 'mistakeLevel' } }],
      [voters[1], during, [], { fields: { choices: 'mistakeChooseOne' } }],
      [voters[1], during, [first, second], { fields: { choices: 'mistakeOverBudget' } }],
      [voters[1], during, [own.id], { fields: { choices: 'mistakeChoice' } }],
      [voters[1], after, [first], { fields: { choices: 'mistakeClosed' } }],
      [undefined, during, [first], { code: 'sign-in-required' }],
    ];
    for (const [viewer, now, choices, refusal] of refusals) {
      await expect(castVote(at(viewer, now), id, choices)).rejects.toMatchObject(refusal);
    }
    await expect(castVote(at(voters[1], during), own.id, [first])).rejects.toMatchObject({ code: 'not-found' });
    expect(await votersOf(id)).toEqual([]);
  });

  test('nobody learns the count, or another’s paper, before it is published', async () => {
    const { id, options } = await openBallot([100, 200]);
    await castVote(at(voters[0], during), id, options);
    for (const viewer of [undefined, voters[1], planner]) {
      const seen = await getBallot(at(viewer, during), id);
      expect(seen.own).toBeNull();
      expect(seen.options.map((option) => option.votes)).toEqual([null, null]);
      await expect(exportPapers(at(viewer, during), id)).rejects.toMatchObject({ code: 'not-found' });
    }
  });
});

test('votes of the last second are in or refused, never half in', async () => {
  const { id, options } = await openBallot([100, 200]);
  const justBefore = new Date('2026-11-01T10:59:59.999Z');
  const attempts = voters.map((voter) => castVote(at(voter, justBefore), id, [options[0] ?? '']));
  const [outcomes] = await Promise.all([Promise.allSettled(attempts), clock(after)]);
  const counted = outcomes.filter((outcome) => outcome.status === 'fulfilled').length;
  for (const outcome of outcomes) {
    if (outcome.status === 'rejected') expect(outcome.reason).toMatchObject({ fields: { choices: 'mistakeClosed' } });
  }
  expect(await papersOf(id)).toHaveLength(counted);
  const rows = await votersOf(id);
  expect(rows).toHaveLength(counted);
  expect(rows.every((row) => row.paperId === null)).toBe(true);
  expect((await getBallot(at(undefined, after), id)).state).toBe('closed');
});

test('closing leaves nothing to join a voter and a paper by', async () => {
  const { id, options } = await openBallot([100, 200]);
  const receipts: string[] = [];
  for (const voter of voters) receipts.push(await castVote(at(voter, during), id, options));
  const before = await papersOf(id);
  await clock(after);
  const papers = await papersOf(id);
  const rows = await votersOf(id);
  expect(rows.every((row) => row.paperId === null && row.votedAt === null)).toBe(true);
  expect(papers.filter((paper) => before.some((old) => old.id === paper.id))).toEqual([]);
  expect(new Set(papers.map((paper) => paper.writer)).size).toBe(1);
  expect(papers.map((paper) => paper.receipt)).toEqual([...receipts].sort());
  const { rows: events } = await sql<{ text: string }>`select payload::text as text from event`.execute(
    store.handle.database,
  );
  for (const { text } of events) for (const receipt of receipts) expect(text).not.toContain(receipt);
  const seen = await getBallot(at(voters[0], after), id);
  expect(seen).toMatchObject({ hasVoted: true, own: null });
});

/** Counts a budget ballot from nothing but the published file and prices, written without looking at our own count. */
function recount(csv: string, priceByNumber: Map<number, number>, idByNumber: Map<number, string>, budget: number) {
  const [header = '', ...lines] = csv.trimEnd().split('\r\n');
  const numbers = header
    .split(',')
    .slice(1)
    .map((name) => Number(name.replace('proposal-', '')));
  const tally = numbers.map((number, column) => ({
    number,
    id: idByNumber.get(number) ?? '',
    price: priceByNumber.get(number) ?? 0,
    votes: lines.filter((line) => line.split(',')[column + 1] === '1').length,
  }));
  const remaining = [...tally];
  const won: number[] = [];
  let money = budget;
  while (remaining.length > 0) {
    let best = 0;
    for (let index = 1; index < remaining.length; index++) {
      const [a, b] = [remaining[index], remaining[best]];
      if (!a || !b) continue;
      const isBetter =
        a.votes > b.votes || (a.votes === b.votes && (a.price < b.price || (a.price === b.price && a.id < b.id)));
      if (isBetter) best = index;
    }
    const [option] = remaining.splice(best, 1);
    if (option && option.votes > 0 && option.price <= money) {
      money -= option.price;
      won.push(option.number);
    }
  }
  return { tally, won: won.sort((a, b) => a - b), papers: lines.length };
}

describe('publishing', () => {
  test('what anybody recounts from the papers is what was published, with ties', async () => {
    const cases = fc.sample(
      fc.record({
        costs: fc.array(fc.constantFrom(100_000, 200_000, 300_000), { minLength: 2, maxLength: 5 }),
        picks: fc.array(fc.array(fc.nat(4), { minLength: 1, maxLength: 2 }), { minLength: 2, maxLength: 12 }),
      }),
      { numRuns: 4, seed: 2569 },
    );
    for (const { costs, picks } of cases) {
      const { id, options } = await openBallot(costs, { budgetBaht: 500_000 });
      for (const [index, pick] of picks.entries()) {
        const choices = pick.map((each) => options[each % options.length] ?? '');
        await castVote(at(voters[index], during), id, choices).catch((error: unknown) =>
          expect(error).toMatchObject({ fields: { choices: 'mistakeOverBudget' } }),
        );
      }
      await clock(after);
      await publishBallot(at(planner, after), id);
      const seen = await getBallot(at(undefined, after), id);
      const csv = await exportPapers(at(undefined, after), id);
      const again = recount(
        csv,
        new Map(seen.options.map((option) => [option.number, option.costBaht ?? 0])),
        new Map(seen.options.map((option) => [option.number, option.id])),
        500_000,
      );
      expect(again.papers).toBe(seen.voters);
      expect(again.tally.map(({ number, votes }) => [number, votes])).toEqual(
        seen.options.map((option) => [option.number, option.votes]),
      );
      const chosen = seen.options.filter((option) => option.isChosen).map((option) => option.number);
      expect(chosen.sort((a, b) => a - b)).toEqual(again.won);
      for (const option of seen.options) expect(option.state).toBe(option.isChosen ? 'accepted' : 'rejected');
    }
  });

  test('approval: the earlier proposal wins a tie, and one withdrawn meanwhile cannot be chosen', async () => {
    const { id, options } = await openBallot([1, 2, 3], { method: 'approval', budgetBaht: null });
    await castVote(at(voters[0], during), id, options);
    await castVote(at(voters[1], during), id, options);
    const { options: shown } = await getBallot(at(undefined, during), id);
    await withdrawProposal(at(planner, during), shown[0]?.number ?? 0, 'ทำแล้ว');
    await clock(after);
    await clock(new Date(after.getTime() + 23 * hour));
    expect((await getBallot(at(undefined, after), id)).state).toBe('closed');
    await clock(new Date(after.getTime() + 25 * hour));
    const seen = await getBallot(at(undefined, after), id);
    expect(seen.state).toBe('published');
    expect(seen.options.map((option) => [option.state, option.votes, option.isChosen])).toEqual([
      ['withdrawn', 2, false],
      ['accepted', 2, true],
      ['rejected', 2, false],
    ]);
    const loser = await getProposal(at(undefined, after), seen.options[2]?.number ?? 0);
    expect(loser.timeline.at(-1)).toMatchObject({ type: 'not-chosen', reason: 'เลือกงานปรับพื้นที่' });
    await expect(publishBallot(at(planner, after), id)).rejects.toMatchObject({ code: 'conflict' });
  });

  test('the clock may run in several processes at once', async () => {
    const { id, options } = await openBallot([1, 2]);
    await castVote(at(voters[0], during), id, options);
    await Promise.all([clock(after), clock(after), clock(after)]);
    const events = await store.handle.database.selectFrom('event').select('type').where('subjectId', '=', id).execute();
    expect(events.filter((event) => event.type === 'closed')).toHaveLength(1);
  });

  test('those who took part are told when voting opens and of what came of it', async () => {
    const { id, options } = await openBallot([1, 2]);
    await castVote(at(voters[0], during), id, [options[0] ?? '']);
    await clock(after);
    await publishBallot(at(planner, after), id);
    const expected = [
      ...options.flatMap((option) => [`on-ballot ${option}`, `voting-open ${option}`]),
      `chosen ${options[0]}`,
      `not-chosen ${options[1]}`,
    ];
    const { rows } = await sql<{ told: string }>`
      select (data->>'eventType') || ' ' || (data->>'proposalId') as told
      from pgboss.job where name = 'proposal.tell'`.execute(store.handle.database);
    const told = new Set(rows.map((row) => row.told));
    expect(expected.filter((each) => !told.has(each))).toEqual([]);
  });
});
