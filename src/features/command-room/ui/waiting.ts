import type { FollowedIncident } from '../../../ui/live/live-incidents.ts';

/** The minutes that an incident should have been taken within, when it was not; undefined when it does not wait too long. */
export function overdueMinutes(
  incident: FollowedIncident,
  now: Date,
  zones: Record<string, { limits: Record<number, number> }>,
): number | undefined {
  const limit = zones[incident.zoneId]?.limits[incident.priority ?? 4];
  if (incident.state !== 'new' || limit === undefined || !incident.occurredAt) return undefined;
  return now.getTime() - Date.parse(incident.occurredAt) >= limit * 60_000 ? limit : undefined;
}

/** Whether life is in danger and nobody has taken it. */
export function isAlarm({ priority, state }: FollowedIncident): boolean {
  return priority === 1 && state === 'new';
}
