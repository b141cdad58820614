import type { Insertable } from 'kysely';
import type { Random } from '../../src/compute/random.ts';
import { distanceMeters } from '../../src/compute/town/frame.ts';
import type { Point } from '../../src/compute/town/plan.ts';
import type { Database } from '../client/database.ts';
import type { Proposal, ProposalComment, ProposalEndorsement, ProposalVersion } from '../types.ts';
import { eventRows, type Happening } from './history.ts';
import { hotPlaceBy } from './hot-places.ts';
import { insertRows, walkStates } from './insert.ts';
import { daysAfter, daysBefore } from './moments.ts';
import type { Cast, SeededReport } from './reports.ts';
import type { SeededRiskArea } from './risk-areas.ts';
import { pointText } from './shapes.ts';
import { sayWhere } from './site.ts';
import { placeOf } from './towns.ts';
import { commentWords, type ProposalWords, proposals } from './words/proposals.ts';

/** A proposal of the demonstration, for ballots and projects. */
export interface SeededProposal {
  id: string;
  words: ProposalWords;
  place: Point;
  createdAt: Date;
  authorId: string;
}

/** Writes thirty proposals with their versions, endorsements, comments and the reports that they answer. */
export async function insertProposals(
  database: Database,
  cast: Cast,
  linked: { reports: readonly SeededReport[]; riskAreas: readonly SeededRiskArea[] },
  random: Random,
  now: Date,
): Promise<SeededProposal[]> {
  const seeded = proposals.map((words) => {
    const createdAt = daysBefore(now, words.daysAgo);
    const at = typeof words.at === 'string' ? hotPlaceBy(words.at).at : words.at;
    const authorId = random.pick(cast.people.partners);
    return { id: random.id(createdAt), words, place: placeOf(cast.site.plan, at), createdAt, authorId };
  });
  await insertRows(
    database,
    'proposal',
    seeded.map((proposal) => proposalRow(cast, proposal, seeded, linked.riskAreas, now)),
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
        happeningsOf(cast, proposal, seeded, now),
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
  { id, words, place, createdAt, authorId }: SeededProposal,
  all: readonly SeededProposal[],
  riskAreas: readonly SeededRiskArea[],
  now: Date,
): Insertable<Proposal> {
  const riskArea = riskAreas.find((area) => area.key === words.at);
  return {
    id,
    zoneId: cast.site.zoneId,
    kind: words.kind,
    authorId,
    organisationId: cast.organisations['community-market'] ?? null,
    version: hasSecondVersion(words) ? 2 : 1,
    title: words.title,
    problem: words.problem,
    fix: words.fix,
    place: pointText(cast.site.plan, place),
    placeName: sayWhere(cast.site, place),
    riskAreaId: riskArea?.id ?? null,
    costBaht: words.costBaht ?? null,
    feasibility: words.feasibility ?? null,
    feasibilityReason: words.feasibility ? feasibilityReasons[words.feasibility] : '',
    spender: words.spender ?? null,
    mergedInto: all.find((other) => other.words.key === words.mergedInto)?.id ?? null,
    reason: words.reason ?? '',
    createdAt,
    changedAt: momentsOf(words, createdAt, now).at(-1) ?? createdAt,
  };
}

const feasibilityReasons: Record<string, string> = {
  feasible: 'อยู่ในที่สาธารณะ กองช่างสำรวจแล้ว ทำได้ภายใน 90 วัน',
  partly: 'ทำได้บางส่วน ต้องขอความยินยอมเจ้าของที่ก่อน',
  'not-feasible': 'เกินอำนาจและงบประมาณของเทศบาล',
};

const hasSecondVersion = (words: ProposalWords): boolean => words.states.length >= 3;

/** When each step was taken; what stands on a ballot went through the review before it. */
function momentsOf(words: ProposalWords, createdAt: Date, now: Date): Date[] {
  const days = (now.getTime() - createdAt.getTime()) / 86_400_000;
  const span = Math.min(days * 0.8, 60);
  return words.states.map((_, index) => daysAfter(createdAt, (span * (index + 0.3)) / words.states.length));
}

const eventTypes: Record<string, string> = {
  open: 'opened',
  review: 'reviewing',
  ballot: 'on-ballot',
};

function happeningsOf(
  cast: Cast,
  { id, words, createdAt, authorId }: SeededProposal,
  all: readonly SeededProposal[],
  now: Date,
): Happening[] {
  const moments = momentsOf(words, createdAt, now);
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

function versionRows({ id, words, createdAt, authorId }: SeededProposal): Insertable<ProposalVersion>[] {
  const latest = { proposalId: id, authorId, title: words.title, problem: words.problem, fix: words.fix };
  if (!hasSecondVersion(words)) return [{ ...latest, version: 1, createdAt }];
  const first = { ...latest, version: 1, fix: words.fix.split(/ และ| พร้อม/)[0] ?? words.fix, createdAt };
  return [first, { ...latest, version: 2, createdAt: daysAfter(createdAt, 5) }];
}

const mostReports = 5;
const nearMeters = 220;

function reportLinks({ id, words, place, createdAt }: SeededProposal, reports: readonly SeededReport[]) {
  return reports
    .filter((report) => !report.isSensitive && words.answers?.includes(report.category))
    .filter((report) => distanceMeters(report.place, place) < nearMeters && report.createdAt < daysAfter(createdAt, 20))
    .toSorted((a, b) => distanceMeters(a.place, place) - distanceMeters(b.place, place))
    .slice(0, mostReports)
    .map((report) => ({ proposalId: id, reportId: report.id }));
}

const stances = ['for', 'for', 'for', 'against', 'question'] as const;

async function insertVoices(
  database: Database,
  { people }: Cast,
  seeded: readonly SeededProposal[],
  random: Random,
  now: Date,
): Promise<void> {
  const endorsements: Insertable<ProposalEndorsement>[] = [];
  const comments: Insertable<ProposalComment>[] = [];
  for (const { id, words, createdAt } of seeded) {
    if (words.states.length === 0) continue;
    const days = (now.getTime() - createdAt.getTime()) / 86_400_000;
    const moment = (): Date => daysAfter(createdAt, random.between(0.1, 0.95) * Math.min(days, 50));
    for (const accountId of random.shuffled(people.residents.slice(1)).slice(0, words.endorsements)) {
      endorsements.push({ proposalId: id, accountId, createdAt: moment() });
    }
    for (let index = 0; index < Math.ceil(words.endorsements / 16); index++) {
      const stance = random.pick(stances);
      const at = moment();
      comments.push({
        id: random.id(at),
        proposalId: id,
        accountId: random.pick(people.residents),
        stance,
        words: random.pick(commentWords[stance]),
        moderation: random.weighted(
          ['visible', 'pending', 'hidden'],
          (state) => ({ visible: 8, pending: 2, hidden: 1 })[state] ?? 0,
        ),
        createdAt: at,
      });
    }
  }
  await insertRows(database, 'proposalEndorsement', endorsements);
  await insertRows(database, 'proposalComment', comments);
}
