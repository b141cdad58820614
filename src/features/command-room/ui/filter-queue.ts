import type { FollowedIncident } from '../../../ui/live/live-incidents.ts';

/** The incidents that have every word of the text somewhere: in their number, kind, words, unit or zone. */
export function filterQueue(
  incidents: Iterable<FollowedIncident>,
  text: string,
  { kinds, zones }: { kinds: Record<string, string>; zones: Record<string, { name: string }> },
): FollowedIncident[] {
  const wanted = text.toLowerCase().split(/\s+/).filter(Boolean);
  return [...incidents].filter((incident) => {
    const { number, kind, summary, callSign, zoneId } = incident;
    const told = [`#${number}`, kinds[kind] ?? kind, summary, callSign, zones[zoneId]?.name].join(' ').toLowerCase();
    return wanted.every((word) => told.includes(word));
  });
}
