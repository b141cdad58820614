import { daysAfter, daysBefore, inOfficeHours } from './moments.ts';
import type { ProjectWords } from './words/project-words.ts';
import type { ProposalWords } from './words/proposal-words.ts';

/**
 * When proposals and projects took their steps. Everything that tells of them (their own history, the reports behind
 * them, ballots) asks here, so that all tell the same story.
 */

/** How many days ago each ballot was made, opened and closed. */
export const ballotDays = {
  published: { created: 220, opens: 215, closes: 201 },
  open: { created: 15, opens: 10, closes: -4 },
};

/** When each of a proposal's steps was taken, in the order of its states. */
export function proposalCourse(words: ProposalWords, project: ProjectWords | undefined, now: Date): Date[] {
  const createdAt = daysBefore(now, words.daysAgo);
  const daysAgo: Record<string, number> = {
    open: words.daysAgo - Math.min(1, words.daysAgo * 0.1),
    review: words.daysAgo - Math.min(20, words.daysAgo * 0.4),
    ballot: ballotDays[words.ballot ?? 'open'].created,
    accepted: Math.max(words.daysAgo - 50, (project?.daysAgo ?? 0) + 3),
    delivered: project?.doneDaysAgo ?? 0,
    rejected: words.daysAgo - 40,
    merged: words.daysAgo - 12,
    withdrawn: words.daysAgo - 25,
  };
  const due = words.states.map((state) => daysBefore(now, daysAgo[state] ?? 0));
  return inOfficeHours(due, createdAt, now);
}

/** When each of a project's steps was taken: works are done when they are done, the rest is spread out before. */
export function projectCourse(words: ProjectWords, now: Date): Date[] {
  const createdAt = daysBefore(now, words.daysAgo);
  const until = daysBefore(now, words.doneDaysAgo ?? 0);
  const days = (until.getTime() - createdAt.getTime()) / 86_400_000;
  const due: Record<string, Date> = {
    funded: daysAfter(createdAt, days * 0.2),
    underway: daysAfter(createdAt, days * 0.35),
    done: until,
    evaluated: daysAfter(until, 370),
    cancelled: daysBefore(now, words.cancelledDaysAgo ?? 0),
  };
  return inOfficeHours(
    words.states.map((state) => due[state] ?? now),
    createdAt,
    now,
  );
}

/** When a project came to a state; undefined when it has not. */
export function reachedAt(words: ProjectWords, state: string, now: Date): Date | undefined {
  return projectCourse(words, now)[words.states.indexOf(state)];
}
