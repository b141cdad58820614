import { isWithin } from '../../../compute/geometry/tiles.ts';
import { fill, formatDateTime } from '../../../i18n/format.ts';
import { localPath } from '../../../i18n/locale.ts';
import { type FollowedIncident, followLive, keyOf, type LiveSnapshot } from '../../../ui/live/live-incidents.ts';
import type { Bounds, LivePoint } from '../../../ui/map/types.ts';
import { isLiveWanted } from '../live-filter.ts';
import type { Detail, ListedPage } from './map-client.ts';
import type { MapData } from './map-data.ts';
import type { MapFacts } from './map-facts.ts';
import type { MapParts } from './map-parts.ts';
import type { MapState } from './map-state.ts';

type Placed = FollowedIncident & { place: [number, number] };
type Telling = Pick<MapParts, 'words' | 'locale' | 'facts'>;

/** The live incidents that the filters let through and that have a place, the gravest and longest open first. */
export function wantedLive({ facts, state, data }: { facts: MapFacts; state: MapState; data: MapData }): Placed[] {
  const filters = state.filters.value;
  const now = new Date(facts.now);
  return [...data.live.value.values()]
    .filter((incident) =>
      isLiveWanted(incident, filters, { now, timeZone: zoneOf(facts, incident)?.timeZone ?? 'UTC' }),
    )
    .filter((incident): incident is Placed => incident.place !== null)
    .sort((a, b) => (a.priority ?? 4) - (b.priority ?? 4) || (a.occurredAt ?? '').localeCompare(b.occurredAt ?? ''));
}

/** Those of them that the map draws: none when their layer is switched off. */
export function livePoints(parts: Pick<MapParts, 'facts' | 'state' | 'data'>): LivePoint[] {
  if (!parts.state.layers.value.has('live')) return [];
  return wantedLive(parts).map((incident) => ({
    key: keyOf(incident),
    place: incident.place,
    name: kindName(parts.facts, incident),
    isUrgent: incident.priority === 1 && incident.state === 'new',
    priority: incident.priority,
  }));
}

/** Those in view as a list; in the whole zone as long as there is no view. */
export function liveList(parts: Pick<MapParts, 'words' | 'locale' | 'facts' | 'state' | 'data'>): ListedPage {
  const { facts, state } = parts;
  const items = wantedLive(parts)
    .filter((incident) => isShown(incident, state.bounds.value, facts, state.zone.value))
    .map((incident) => {
      const path = pathOf(parts, incident);
      return {
        id: keyOf(incident),
        title: kindName(facts, incident),
        subtitle: [stateOf(facts, incident), incident.summary, whenOf(parts, incident)].filter(Boolean).join(' · '),
        place: incident.place,
        ...(path ? { path } : {}),
      };
    });
  return { items, total: items.length };
}

function isShown(incident: Placed, bounds: Bounds | null, facts: MapFacts, zone: string): boolean {
  return bounds ? isWithin(incident.place, bounds) : zoneOf(facts, incident)?.slug === zone;
}

/** All that the viewer may know of one of them; null when it is no longer told of. */
export function liveDetail(parts: Telling & Pick<MapParts, 'data'>, key: string): Detail | null {
  const { words, facts, data } = parts;
  const incident = data.live.value.get(key);
  if (!incident) return null;
  const rows: [label: string, value: string | undefined][] = [
    [words.liveState, stateOf(facts, incident)],
    [words.livePriority, incident.priority?.toString()],
    [words.liveOccurred, whenOf(parts, incident)],
    [words.livePatrol, incident.callSign ?? undefined],
    [words.liveWords, incident.summary],
    [words.zone, zoneOf(facts, incident)?.name],
  ];
  const path = pathOf(parts, incident);
  return {
    title: kindName(facts, incident),
    subtitle: incident.number ? fill(words.liveNumber, { number: incident.number }) : words.layer_live,
    place: incident.place ?? [0, 0],
    facts: rows.flatMap(([label, value]) => (value ? [{ label, value }] : [])),
    ...(path ? { path } : {}),
  };
}

/** Keeps the live incidents up to date from what the page was made with; returns what stops it. */
export function followMapLive({ facts, data }: Pick<MapParts, 'facts' | 'data'>, snapshot: LiveSnapshot): () => void {
  if (snapshot.zoneIds.length === 0) return () => {};
  const slugs = facts.zones.filter(({ id }) => snapshot.zoneIds.includes(id)).map(({ slug }) => slug);
  const following = followLive(
    snapshot,
    () => loadLive(slugs),
    () => {
      data.coverage.value += 1;
    },
  );
  const unsubscribe = following.incidents.subscribe((all) => {
    data.live.value = all;
  });
  return () => {
    unsubscribe();
    following.stop();
  };
}

async function loadLive(zones: readonly string[]): Promise<LiveSnapshot> {
  const answer = await fetch(`/trpc/incidents.live?input=${encodeURIComponent(JSON.stringify({ zones }))}`);
  if (!answer.ok) throw new Error(`Live incidents were refused with ${answer.status}.`);
  const { result }: { result: { data: LiveSnapshot } } = await answer.json();
  return result.data;
}

function zoneOf(facts: MapFacts, { zoneId }: FollowedIncident) {
  return facts.zones.find(({ id }) => id === zoneId);
}

function kindName(facts: MapFacts, { kind }: FollowedIncident): string {
  return facts.kinds.find(({ code }) => code === kind)?.name ?? kind;
}

function stateOf(facts: MapFacts, { state }: FollowedIncident): string {
  return state ? (facts.states[state] ?? '') : '';
}

function whenOf({ words, locale, facts }: Telling, incident: FollowedIncident): string {
  if (!incident.occurredAt) return incident.state ? '' : words.liveRecent;
  return formatDateTime(incident.occurredAt, locale, zoneOf(facts, incident)?.timeZone ?? 'UTC');
}

/** Whoever is told an id has a page for it. */
function pathOf({ locale }: Telling, { id }: FollowedIncident): string | undefined {
  return id && localPath(locale, `/incidents/${id}`);
}
