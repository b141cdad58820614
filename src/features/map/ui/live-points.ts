import type { Signal } from '@preact/signals';
import { type FollowedIncident, followLive, keyOf, type LiveSnapshot } from '../../../ui/live/live-incidents.ts';
import type { LivePoint } from '../../../ui/map/types.ts';
import type { MapFacts } from './map-facts.ts';

/** One stream serves so many zones. */
const mostZones = 64;
const endedStates = ['closed', 'merged', 'false-alarm'];

/** Keeps the points in step with the live incidents of the map's zones; returns what stops it. */
export function followPoints(facts: MapFacts, points: Signal<readonly LivePoint[]>): () => void {
  const names = new Map(facts.kinds.map((kind) => [kind.code, kind.name]));
  const stops: (() => void)[] = [];
  let isStopped = false;
  const load = (): Promise<LiveSnapshot> => loadLive(facts.zones.slice(0, mostZones).map((zone) => zone.slug));
  const begin = async (): Promise<void> => {
    const snapshot = await load();
    if (isStopped) return;
    const following = followLive(snapshot, load);
    const unsubscribe = following.incidents.subscribe((all) => {
      points.value = [...all.values()].flatMap((incident) => pointOf(incident, names));
    });
    stops.push(unsubscribe, following.stop);
  };
  // Without them the map is still a map; the next visit tries again.
  begin().catch(() => {});
  return () => {
    isStopped = true;
    for (const stop of stops) stop();
  };
}

function pointOf(incident: FollowedIncident, names: ReadonlyMap<string, string>): LivePoint[] {
  if (!incident.place || endedStates.includes(incident.state ?? '')) return [];
  return [
    {
      key: keyOf(incident),
      place: incident.place,
      name: names.get(incident.kind) ?? incident.kind,
      isUrgent: incident.priority === 1 && incident.state === 'new',
    },
  ];
}

async function loadLive(zones: readonly string[]): Promise<LiveSnapshot> {
  const answer = await fetch(`/trpc/incidents.live?input=${encodeURIComponent(JSON.stringify({ zones }))}`);
  if (!answer.ok) throw new Error(`Live incidents were refused with ${answer.status}.`);
  const { result }: { result: { data: LiveSnapshot } } = await answer.json();
  return result.data;
}
