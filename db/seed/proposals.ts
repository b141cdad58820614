import type { Insertable } from 'kysely';
import type { Random } from '../../src/compute/random.ts';
import type { Point } from '../../src/compute/town/plan.ts';
import type { Database } from '../client/database.ts';
import type { Proposal, ProposalComment, ProposalEndorsement, ProposalVersion } from '../types.ts';
import { ballotDays, proposalCourse } from './courses.ts';
import { eventRows, type Happening } from './history.ts';
import { hotPlaceBy } from './hot-places.ts';
import { insertRows, walkStates } from './insert.ts';
import { daysBefore, lastAtHour } from './moments.ts';
import type { ReportDraft } from './report-drafts.ts';
import { moderationOf } from './report-voices.ts';
import type { SeededRiskArea } from './risk-areas.ts';
import { pointText } from './shapes.ts';
import { sayWhere } from './site.ts';
import { type Cast, inTown } from './story.ts';
import { placeOf } from './towns.ts';
import { commentsOn } from './words/comments.ts';
import type { ProposalWords } from './words/proposal-words.ts';

/** A proposal of the demonstration, for ballots and projects. */
export interface SeededProposal {
  id: string;
  words: ProposalWords;
  place: Point;
  createdAt: Date;
  authorId: string;
  /** When each of its steps was taken. */
  moments: readonly Date[];
}

/** Writes a town's proposals with their versions, endorsements, comments and the reports that they answer. */
export async function insertProposals(
  database: Database,
  cast: Cast,
  linked: { reports: readonly ReportDraft[]; riskAreas: readonly SeededRiskArea[] },
  random: Random,
  now: Date,
): Promise<SeededProposal[]> {
  const seeded = cast.story.proposals.map((words) => {
    const createdAt = lastAtHour(daysBefore(now, words.daysAgo), 17.4, now);
    const at = typeof words.at === 'string' ? hotPlaceBy(words.at).at : words.at;
    const authorId = cast.people.partnersOf[words.by] ?? random.pick(cast.people.partners);
    const project = cast.story.projects.find((each) => each.proposal === words.key);
    const moments = proposalCourse(words, project, now);
    return { id: random.id(createdAt), words, place: placeOf(cast.site.plan, at), createdAt, authorId, moments };
  });
  await insertRows(
    database,
    'proposal',
    seeded.map((proposal) => proposalRow(cast, proposal, seeded, linked.riskAreas)),
  );
  await walkStates(
    database,
    'proposal',
    seeded.map((proposal) => ({ id: proposal.id, states: proposal.words.states })),
  );
  await insertRows(
    database,
    'event',
    seeded.flatMap((proposal) =>
      eventRows(
        random,
        { zoneId: cast.site.zoneId, subject: 'proposal', subjectId: proposal.id },
        happeningsOf(cast, proposal, seeded),
      ),
    ),
  );
  await insertRows(
    database,
    'proposalVersion',
    seeded.flatMap((proposal) => versionRows(proposal)),
  );
  await insertRows(
    database,
    'proposalReport',
    seeded.flatMap((proposal) => reportLinks(proposal, linked.reports)),
  );
  await insertVoices(database, cast, seeded, random, now);
  return seeded;
}

function proposalRow(
  cast: Cast,
  { id, words, place, createdAt, authorId, moments }: SeededProposal,
  all: readonly SeededProposal[],
  riskAreas: readonly SeededRiskArea[],
): Insertable<Proposal> {
  const riskArea = riskAreas.find((area) => area.key === words.at);
  return {
    id,
    zoneId: cast.site.zoneId,
    kind: words.kind,
    authorId,
    organisationId: cast.organisations[words.by] ?? null,
    version: hasSecondVersion(words) ? 2 : 1,
    title: words.title,
    problem: words.problem,
    fix: words.fix,
    place: pointText(cast.site.plan, place),
    placeName: sayWhere(cast.site, place),
    riskAreaId: riskArea?.id ?? null,
    costBaht: words.costBaht ?? null,
    feasibility: words.feasibility ?? null,
    feasibilityReason: inTown(cast.story, feasibilityReasons[words.feasibility ?? ''] ?? ''),
    spender: words.spender ?? null,
    mergedInto: all.find((other) => other.words.key === words.mergedInto)?.id ?? null,
    reason: words.reason ?? '',
    createdAt,
    changedAt: moments.at(-1) ?? createdAt,
  };
}

const feasibilityReasons: Record<string, string> = {
  feasible: 'อยู่ในที่สาธารณะ กองช่างสำรวจแล้ว ทำได้ภายใน 90 วัน',
  partly: 'ทำได้บางส่วน ต้องขอความยินยอมเจ้าของที่ก่อน',
  'not-feasible': 'เกินอำนาจและงบประมาณของ{local}',
};

const hasSecondVersion = (words: ProposalWords): boolean => words.states.length >= 3;

const eventTypes: Record<string, string> = {
  open: 'opened',
  review: 'reviewing',
  ballot: 'on-ballot',
};

function happeningsOf(
  cast: Cast,
  { id, words, createdAt, authorId, moments }: SeededProposal,
  all: readonly SeededProposal[],
): Happening[] {
  const planner = cast.people.planners[0] ?? null;
  const created: Happening = {
    type: 'created',
    at: createdAt,
    actorId: authorId,
    payload: { kind: words.kind, to: 'draft' },
  };
  const steps = words.states.map((to, index): Happening => {
    const isByAuthor = to === 'open' || to === 'withdrawn';
    const mergedInto = all.find((other) => other.words.key === words.mergedInto && other.id !== id)?.id;
    return {
      type: eventTypes[to] ?? to,
      at: moments[index] ?? createdAt,
      actorId: isByAuthor ? authorId : planner,
      payload: {
        from: words.states[index - 1] ?? 'draft',
        to,
        ...(to === 'review' && { costBaht: words.costBaht, feasibility: words.feasibility, spender: words.spender }),
        ...((to === 'rejected' || to === 'withdrawn' || to === 'merged') && { reason: words.reason }),
        ...(to === 'merged' && { mergedInto }),
      },
    };
  });
  return [created, ...steps];
}

/** A second version comes out of the talk before the review. */
function versionRows({ id, words, createdAt, authorId, moments }: SeededProposal): Insertable<ProposalVersion>[] {
  const latest = { proposalId: id, authorId, title: words.title, problem: words.problem, fix: words.fix };
  if (!hasSecondVersion(words)) return [{ ...latest, version: 1, createdAt }];
  const [opened = createdAt, reviewed = createdAt] = moments;
  const between = new Date((opened.getTime() + reviewed.getTime()) / 2);
  const first = { ...latest, version: 1, fix: words.fix.split(/ และ| พร้อม/)[0] ?? words.fix, createdAt };
  return [first, { ...latest, version: 2, createdAt: between }];
}

const reportLinks = ({ id, words }: SeededProposal, reports: readonly ReportDraft[]) =>
  reports.filter((report) => report.ledTo === words.key).map((report) => ({ proposalId: id, reportId: report.id }));

/** The published ballot decided what stood on it; anything else that is open to talk is so still. */
const decidedAt = (words: ProposalWords, now: Date): Date =>
  words.ballot === 'published' ? daysBefore(now, ballotDays.published.closes + 1) : now;

const talked = ['open', 'review', 'ballot'];

/** What people said and backed while it was open to talk, nobody twice and nothing twice. */
async function insertVoices(
  database: Database,
  { people }: Cast,
  seeded: readonly SeededProposal[],
  random: Random,
  now: Date,
): Promise<void> {
  const endorsements: Insertable<ProposalEndorsement>[] = [];
  const comments: Insertable<ProposalComment>[] = [];
  for (const { id, words, moments } of seeded) {
    const [opened] = moments;
    if (!opened) continue;
    const ended = moments[words.states.findIndex((state) => !talked.includes(state))] ?? decidedAt(words, now);
    // Most people come in the first weeks.
    const moment = (): Date => new Date(opened.getTime() + random.next() ** 2 * (ended.getTime() - opened.getTime()));
    const neighbours = random.shuffled(people.residents.slice(1));
    for (const accountId of neighbours.slice(0, words.endorsements)) {
      endorsements.push({ proposalId: id, accountId, createdAt: moment() });
    }
    const said = random.shuffled(commentsOn(words.kind)).slice(0, Math.ceil(words.endorsements / 16));
    said.forEach((comment, index) => {
      const createdAt = moment();
      const accountId = neighbours.at(-1 - index) ?? '';
      const moderation = moderationOf(random);
      comments.push({ id: random.id(createdAt), proposalId: id, accountId, ...comment, moderation, createdAt });
    });
  }
  await insertRows(database, 'proposalEndorsement', endorsements);
  await insertRows(database, 'proposalComment', comments);
}
