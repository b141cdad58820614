import type { FollowedIncident } from '../../ui/live/live-incidents.ts';
import { type IncidentFilters, isHourWithin } from './address.ts';

const endedStates = new Set(['closed', 'merged', 'false-alarm']);

/**
 * Whether the map shows a live incident under these filters. `now` stands for its hour where the viewer is not told it:
 * then hours and weekdays, which are asked only of what is known exactly, leave it out.
 */
export function isLiveWanted(
  incident: FollowedIncident,
  filters: IncidentFilters,
  { now, timeZone }: { now: Date; timeZone: string },
): boolean {
  if (endedStates.has(incident.state ?? '')) return false;
  if (filters.kinds.length > 0 && !filters.kinds.includes(incident.kind)) return false;
  const { month, hour, weekday } = localTime(incident.occurredAt ? new Date(incident.occurredAt) : now, timeZone);
  if ((filters.from && month < filters.from) || (filters.to && month > filters.to)) return false;
  if (!filters.hours && filters.weekdays.length === 0) return true;
  if (!incident.occurredAt) return false;
  return isHourWithin(hour, filters.hours) && (filters.weekdays.length === 0 || filters.weekdays.includes(weekday));
}

const weekdays = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];

/** The month ("2026-11"), the hour and the ISO weekday at a place. */
function localTime(at: Date, timeZone: string): { month: string; hour: number; weekday: number } {
  const format = new Intl.DateTimeFormat('en', {
    timeZone,
    year: 'numeric',
    month: '2-digit',
    hour: '2-digit',
    hourCycle: 'h23',
    weekday: 'short',
  });
  const parts = new Map(format.formatToParts(at).map(({ type, value }) => [type, value]));
  return {
    month: `${parts.get('year')}-${parts.get('month')}`,
    hour: Number(parts.get('hour')),
    weekday: weekdays.indexOf(parts.get('weekday') ?? '') + 1,
  };
}
