import type { FollowedIncident } from '../../../ui/live/live-incidents.ts';

const ended = new Set(['closed', 'merged', 'false-alarm']);

export function hasEnded(incident: { state?: string }): boolean {
  return incident.state !== undefined && ended.has(incident.state);
}

/** Open incidents, gravest and oldest first, and those that ended, latest first. */
export function orderQueue(incidents: Iterable<FollowedIncident>): {
  open: FollowedIncident[];
  ended: FollowedIncident[];
} {
  const all = [...incidents];
  return {
    open: all
      .filter((incident) => !hasEnded(incident))
      .sort((a, b) => (a.priority ?? 4) - (b.priority ?? 4) || compare(a.occurredAt, b.occurredAt)),
    ended: all.filter(hasEnded).sort((a, b) => compare(b.changedAt, a.changedAt)),
  };
}

function compare(a = '', b = ''): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
