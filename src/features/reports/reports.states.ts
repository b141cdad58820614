/** The way of a report when something is done about it; steps may be skipped forward. */
const steps = ['received', 'triaged', 'planned', 'in-progress', 'fixed'] as const;

/** Where a report can end without being fixed. */
const endings = ['duplicate', 'referred', 'cannot-fix', 'withdrawn'] as const;

export const reportStates = [...steps, 'reopened', ...endings] as const;

export type ReportState = (typeof reportStates)[number];

/** States in which somebody still has to do something. */
export const openStates: readonly ReportState[] = ['received', 'triaged', 'planned', 'in-progress', 'reopened'];

/** Every change of state that there is, as `domain.md` draws them; the same stand in the database's `state_arrow`. */
export const reportArrows: readonly (readonly [ReportState | '', ReportState])[] = [
  ['', 'received'],
  ...steps.flatMap((from, index) => steps.slice(index + 1).map((to) => [from, to] as const)),
  ...openStates.flatMap((from) => endings.map((to) => [from, to] as const)),
  ['fixed', 'reopened'],
  ['reopened', 'triaged'],
];

/** The states that a report may go to from this one. */
export function nextStates(from: ReportState): ReportState[] {
  return reportArrows.filter(([start]) => start === from).map(([, end]) => end);
}

/** Reads a state that the database has kept. */
export function isReportState(text: string): text is ReportState {
  return reportStates.some((state) => state === text);
}
