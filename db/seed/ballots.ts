import type { Insertable } from 'kysely';
import { sql } from 'kysely';
import type { Random } from '../../src/compute/random.ts';
import { countVotes, decideByApproval } from '../../src/compute/voting/count.ts';
import type { Database } from '../client/database.ts';
import type { Ballot } from '../types.ts';
import { ballotDays } from './courses.ts';
import { eventRows, type Happening } from './history.ts';
import { insertRows, walkStates } from './insert.ts';
import { atHour, daysAfter, daysBefore } from './moments.ts';
import type { SeededProposal } from './proposals.ts';
import type { Cast } from './story.ts';

const eligiblePeople = 400;
const publishedVotes = 400;
const openVotes = 248;

/** Writes one ballot that is over, with what came of it, and one that closes in four days. */
export async function insertBallots(
  database: Database,
  cast: Cast,
  proposals: readonly SeededProposal[],
  random: Random,
  now: Date,
): Promise<void> {
  await insertPublishedBallot(database, cast, proposals, random, now);
  await insertOpenBallot(database, cast, proposals, random, now);
}

const optionsOf = (proposals: readonly SeededProposal[], ballot: 'published' | 'open'): SeededProposal[] =>
  proposals.filter((proposal) => proposal.words.ballot === ballot);

async function insertPublishedBallot(
  database: Database,
  cast: Cast,
  proposals: readonly SeededProposal[],
  random: Random,
  now: Date,
): Promise<void> {
  const options = optionsOf(proposals, 'published');
  const opensAt = atHour(daysBefore(now, ballotDays.published.opens), 8);
  const closesAt = atHour(daysBefore(now, ballotDays.published.closes), 20);
  const ballot: Insertable<Ballot> = {
    ...rowOf(cast, options, random, opensAt, closesAt),
    method: 'approval',
    title: 'งานที่อยากให้ทำก่อนในปีนี้',
    decides: 'งานที่ได้คะแนนมากที่สุดเสนอเข้าแผนเทศบาล ผลโหวตเป็นข้อเสนอแนะ สภาเทศบาลเป็นผู้อนุมัติ',
    minutes: minutesWords,
    closedAt: closesAt,
    publishedAt: daysAfter(closesAt, 0.02),
  };
  const papers = Array.from({ length: publishedVotes }, () => chooseSome(options, random));
  const votes = countVotes(
    options.map((option) => option.id),
    papers,
  );
  const decided = decideByApproval(
    options.map(({ id, createdAt, words }) => ({ id, proposedAt: createdAt.getTime(), costBaht: words.costBaht ?? 0 })),
    papers,
  );
  const chosen = new Set(decided.filter((result) => result.isChosen).map((result) => result.id));
  await insertRows(database, 'ballot', [ballot]);
  await insertRows(
    database,
    'ballotOption',
    options.map((option) => ({
      ballotId: ballot.id,
      proposalId: option.id,
      costBaht: option.words.costBaht ?? null,
      votes: votes.get(option.id) ?? 0,
      isChosen: chosen.has(option.id),
    })),
  );
  await walkStates(database, 'ballot', [{ id: ballot.id, states: ['open'] }]);
  await insertPapers(database, ballot.id, cast.people.residents.slice(1), papers, [opensAt, closesAt], random);
  await walkStates(database, 'ballot', [{ id: ballot.id, states: ['closed', 'published'] }]);
  // Who voted what is destroyed with the closing.
  await sql`update ballot_voter set paper_id = null where ballot_id = ${ballot.id}`.execute(database);
  await decideProposals(database, cast, options, chosen, ballot, random);
}

async function insertOpenBallot(
  database: Database,
  cast: Cast,
  proposals: readonly SeededProposal[],
  random: Random,
  now: Date,
): Promise<void> {
  const options = optionsOf(proposals, 'open');
  const opensAt = atHour(daysBefore(now, ballotDays.open.opens), 8);
  const closesAt = atHour(daysBefore(now, ballotDays.open.closes), 20);
  const ballot: Insertable<Ballot> = {
    ...rowOf(cast, options, random, opensAt, closesAt),
    method: 'budget',
    budgetBaht: 480_000,
    title: 'เลือกงานปรับพื้นที่ภายในงบ 480,000 บาท',
    decides: 'งานที่ได้คะแนนมากที่สุดก่อน จนเต็มงบ 480,000 บาท ผลเป็นข้อเสนอต่อสภาเทศบาล',
  };
  await insertRows(database, 'ballot', [ballot]);
  await insertRows(
    database,
    'ballotOption',
    options.map((option) => ({ ballotId: ballot.id, proposalId: option.id, costBaht: option.words.costBaht ?? null })),
  );
  await walkStates(database, 'ballot', [{ id: ballot.id, states: ['open'] }]);
  const voters = random.shuffled(cast.people.residents.slice(1)).slice(0, openVotes);
  const papers = voters.map(() => chooseSome(options, random));
  await insertPapers(database, ballot.id, voters, papers, [opensAt, now], random);
  await insertRows(database, 'event', ballotEvents(cast, ballot, options, ['open'], random));
}

/** A ballot is made at the moment at which its proposals are put on it. */
function rowOf(cast: Cast, options: readonly SeededProposal[], random: Random, opensAt: Date, closesAt: Date) {
  const [option] = options;
  const createdAt = option?.moments[option.words.states.indexOf('ballot')] ?? daysBefore(opensAt, 5);
  return {
    id: random.id(createdAt),
    zoneId: cast.site.zoneId,
    level: 'resident',
    eligiblePeople,
    opensAt,
    closesAt,
    createdBy: cast.people.planners[0] ?? '',
    createdAt,
  };
}

/** What is backed more in talk is chosen more on paper. */
function chooseSome(options: readonly SeededProposal[], random: Random): string[] {
  const chosen = options.filter((option) => random.chance(Math.min(0.85, 0.12 + option.words.endorsements / 200)));
  return (chosen.length > 0 ? chosen : [random.pick(options)]).map((option) => option.id);
}

async function insertPapers(
  database: Database,
  ballotId: string,
  accounts: readonly string[],
  papers: readonly (readonly string[])[],
  [from, to]: readonly [Date, Date],
  random: Random,
): Promise<void> {
  const voters = accounts.slice(0, papers.length).map((accountId) => {
    const votedAt = new Date(random.between(from.getTime(), to.getTime()));
    return { ballotId, accountId, paperId: random.id(votedAt), votedAt };
  });
  await insertRows(
    database,
    'ballotPaper',
    voters.map(({ paperId }, index) => ({
      id: paperId,
      ballotId,
      choices: [...(papers[index] ?? [])],
      receipt: receiptOf(random),
    })),
  );
  await insertRows(database, 'ballotVoter', voters);
}

const receiptLetters = '23456789ABCDEFGHJKMNPQRSTUVWXYZ';

const receiptOf = (random: Random): string =>
  Array.from({ length: 12 }, () => random.pick([...receiptLetters])).join('');

async function decideProposals(
  database: Database,
  cast: Cast,
  options: readonly SeededProposal[],
  chosen: ReadonlySet<string>,
  ballot: Insertable<Ballot>,
  random: Random,
): Promise<void> {
  const at = daysAfter(new Date(ballot.closesAt), 0.02);
  const lost = options.filter((option) => !chosen.has(option.id)).map((option) => option.id);
  await sql`update proposal set reason = ${ballot.title}, changed_at = ${at} where id = any(${lost}::uuid[])`.execute(
    database,
  );
  const states = (id: string): string => (chosen.has(id) ? 'accepted' : 'rejected');
  await walkStates(
    database,
    'proposal',
    options.map(({ id }) => ({ id, states: [states(id)] })),
  );
  const events = options.flatMap(({ id }) =>
    eventRows(random, { zoneId: cast.site.zoneId, subject: 'proposal', subjectId: id }, [
      {
        type: chosen.has(id) ? 'chosen' : 'not-chosen',
        at,
        actorId: null,
        payload: {
          from: 'ballot',
          to: states(id),
          ballotId: ballot.id,
          ...(!chosen.has(id) && { reason: ballot.title }),
        },
      },
    ]),
  );
  await insertRows(database, 'event', [
    ...events,
    ...ballotEvents(cast, ballot, options, ['open', 'closed', 'published'], random),
  ]);
}

function ballotEvents(
  cast: Cast,
  ballot: Insertable<Ballot>,
  options: readonly SeededProposal[],
  states: readonly ('open' | 'closed' | 'published')[],
  random: Random,
) {
  const moments = { open: ballot.opensAt, closed: ballot.closedAt, published: ballot.publishedAt };
  const scheduled: Happening = {
    type: 'scheduled',
    at: new Date(ballot.createdAt),
    actorId: ballot.createdBy,
    payload: {
      to: 'scheduled',
      method: ballot.method,
      level: ballot.level,
      proposals: options.map((option) => option.id),
    },
  };
  const steps = states.map(
    (to): Happening => ({ type: to, at: new Date(moments[to] ?? ballot.createdAt), payload: { to } }),
  );
  return eventRows(random, { zoneId: cast.site.zoneId, subject: 'ballot', subjectId: ballot.id }, [
    scheduled,
    ...steps,
  ]);
}

const minutesWords = `ประชาคมพื้นที่ปลอดภัยบ้านสุขสันต์ ณ ศาลาชุมชนตลาดสุขสันต์ ผู้เข้าร่วม 86 คน
1. กองช่างชี้แจงแต่ละงาน ค่าใช้จ่าย และที่ดินที่ต้องใช้
2. ผู้เข้าร่วมซักถามเรื่องค่าไฟและแสงรบกวน เทศบาลรับไปใช้โคมแบบบังแสง
3. เห็นชอบให้โหวตออนไลน์ 14 วัน และให้ตัวแทนสามชุมชนร่วมนับ
4. ผลโหวตเป็นข้อเสนอแนะ จะนำเข้าสภาเทศบาลในการประชุมครั้งถัดไป`;
