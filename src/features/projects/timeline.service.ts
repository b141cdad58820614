import { localDay } from '../../compute/calendar/local-day.ts';
import type { Context } from '../../server/context.ts';
import { notFound } from '../../server/errors.ts';
import { listMilestones } from './parts.queries.ts';
import { findProject, type ProjectRow } from './projects.queries.ts';
import { findFirstReport, findProposalStart, listBallotsOf, listMoves } from './timeline.queries.ts';

/** One step of the public way from the first report to the finished place. */
export interface TimelineStep {
  kind:
    | 'first-report'
    | 'proposal'
    | 'ballot-opened'
    | 'ballot-result'
    | 'created'
    | 'funded'
    | 'underway'
    | 'milestone'
    | 'done'
    | 'accepted'
    | 'neighbours-confirmed'
    | 'evaluated'
    | 'cancelled';
  at: Date;
  /** The name of the proposal, ballot or milestone, or the reason of an ending. */
  words?: string;
  /** Where the step can be read in full, as a Thai path. */
  path?: string;
  count?: number;
  of?: number;
}

/** The way of a project in order of time, for anybody: reports, proposal, ballots, then the project itself. */
export async function getTimeline(context: Context, number: number): Promise<TimelineStep[]> {
  const project = await findProject(context.database, number);
  if (!project) notFound();
  const steps = [
    ...(await firstReport(context, project)),
    ...(project.proposalId ? await stepsBefore(context, project.proposalId) : []),
    ...(await stepsOfProject(context, project)),
  ];
  return sortByDay(steps, project.timeZone);
}

/** What happens on one day often has no hour, so that within a day the usual order of things decides. */
const usualOrder: readonly TimelineStep['kind'][] = [
  'first-report',
  'proposal',
  'ballot-opened',
  'ballot-result',
  'created',
  'funded',
  'underway',
  'milestone',
  'done',
  'accepted',
  'neighbours-confirmed',
  'evaluated',
  'cancelled',
];

function sortByDay(steps: TimelineStep[], timeZone: string): TimelineStep[] {
  return steps
    .map((step) => ({ step, day: localDay(step.at, timeZone), rank: usualOrder.indexOf(step.kind) }))
    .sort((one, other) => one.day.localeCompare(other.day) || one.rank - other.rank || +one.step.at - +other.step.at)
    .map(({ step }) => step);
}

async function firstReport({ database }: Context, project: ProjectRow): Promise<TimelineStep[]> {
  const reports = await findFirstReport(database, project);
  if (!reports?.firstAt) return [];
  return [{ kind: 'first-report', at: reports.firstAt, count: reports.count, of: reports.count + reports.meToo }];
}

async function stepsBefore({ database }: Context, proposalId: string): Promise<TimelineStep[]> {
  const [proposal, ballots] = await Promise.all([
    findProposalStart(database, proposalId),
    listBallotsOf(database, proposalId),
  ]);
  const steps: TimelineStep[] = [];
  if (proposal)
    steps.push({
      kind: 'proposal',
      at: proposal.createdAt,
      words: proposal.title,
      path: `/proposals/${proposal.number}`,
      count: proposal.endorsements,
    });
  for (const ballot of ballots) {
    steps.push({ kind: 'ballot-opened', at: ballot.opensAt, words: ballot.title });
    if (ballot.publishedAt && ballot.votes !== null)
      steps.push({ kind: 'ballot-result', at: ballot.publishedAt, count: ballot.votes, of: ballot.turnout });
  }
  return steps;
}

async function stepsOfProject({ database }: Context, project: ProjectRow): Promise<TimelineStep[]> {
  const [moves, milestones] = await Promise.all([
    listMoves(database, project.id),
    listMilestones(database, project.id),
  ]);
  const steps: TimelineStep[] = [{ kind: 'created', at: project.createdAt }];
  for (const move of moves) {
    const kind = move.type === 'neighbours-confirmed' ? move.type : move.to;
    if (isOwnStep(kind))
      steps.push({ kind, at: move.occurredAt, ...(kind === 'cancelled' && { words: project.reason }) });
  }
  // Projects that were brought in from elsewhere have no recorded moves, but they do have days.
  const has = (kind: string) => steps.some((step) => step.kind === kind);
  if (project.doneAt && !has('done')) steps.push({ kind: 'done', at: project.doneAt });
  if (project.startsOn && project.areasLockedAt && !has('underway') && hasBegun(project.state))
    steps.push({ kind: 'underway', at: dayStart(project.startsOn) });
  if (project.acceptedOn)
    steps.push({ kind: 'accepted', at: dayStart(project.acceptedOn), words: project.acceptanceReference });
  for (const milestone of milestones) {
    if (milestone.doneOn) steps.push({ kind: 'milestone', at: dayStart(milestone.doneOn), words: milestone.title });
  }
  return steps;
}

const hasBegun = (state: string): boolean => ['underway', 'done', 'evaluated'].includes(state);

/** A day without an hour stands at noon in Thailand, so that it is the same day in every zone's calendar. */
const dayStart = (day: string): Date => new Date(`${day}T05:00:00Z`);

function isOwnStep(
  kind: string,
): kind is 'funded' | 'underway' | 'done' | 'neighbours-confirmed' | 'evaluated' | 'cancelled' {
  return ['funded', 'underway', 'done', 'neighbours-confirmed', 'evaluated', 'cancelled'].includes(kind);
}
