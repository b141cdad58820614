/** The way of an incident that is worked on; a step may be skipped forward. */
const steps = ['new', 'acknowledged', 'assigned', 'on-scene', 'resolved', 'closed'] as const;

export const incidentStates = [...steps, 'merged', 'false-alarm'] as const;
export type IncidentState = (typeof incidentStates)[number];

/** States in which nobody works on it any more. */
export const endedStates: readonly IncidentState[] = ['closed', 'merged', 'false-alarm'];

/** Whether a live incident may go from one state to the other. */
export function canGo(from: IncidentState, to: IncidentState): boolean {
  if (to === 'merged' || to === 'false-alarm') return !endedStates.includes(from);
  if (isReopening(from, to)) return true;
  const start = incidentStates.indexOf(from);
  if (start >= steps.length) return false;
  return start < incidentStates.indexOf(to);
}

/** Whether going there needs a reason: it ends the incident, or opens it again. */
export function needsReason(from: IncidentState, to: IncidentState): boolean {
  return endedStates.includes(to) || isReopening(from, to);
}

/** Whether work on it begins anew. */
export function isReopening(from: IncidentState, to: IncidentState): boolean {
  return to === 'assigned' && (from === 'resolved' || from === 'closed');
}
