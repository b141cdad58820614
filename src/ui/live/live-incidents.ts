import { type ReadonlySignal, signal } from '@preact/signals';
import { joinSharedStream, type SharedStream } from './shared-stream.ts';
import { furthestBehind, readEventId, stepTo } from './standings.ts';
import {
  type LiveAlert,
  type LiveIncident,
  type LiveMessage,
  type LiveStatus,
  type Standings,
  unheard,
} from './types.ts';

/** An incident as it is followed, with the zone that it is in. */
export type FollowedIncident = LiveIncident & { zoneId: string };

/** What a page knows at first: incidents, and where the stream goes on from there. */
export interface LiveSnapshot {
  zoneIds: readonly string[];
  eventId: string;
  incidents: readonly FollowedIncident[];
}

/** Incidents that stay up to date. */
export interface Following {
  /** By id, or by key for the public. */
  incidents: ReadonlySignal<ReadonlyMap<string, FollowedIncident>>;
  stop(): void;
}

interface Follower {
  standings: Standings;
  hear(message: LiveMessage): void;
}

const status = signal<LiveStatus>(unheard);
/** How the stream is at this moment. */
export const liveStatus: ReadonlySignal<LiveStatus> = status;

const followers = new Set<Follower>();
let stream: SharedStream | undefined;

function want(): void {
  stream ??= joinSharedStream({
    onMessage: (message) => {
      for (const follower of followers) follower.hear(message);
    },
    onStatus: (now) => {
      status.value = now;
    },
  });
  stream.want(furthestBehind([...followers].map((follower) => follower.standings)));
}

/**
 * Follows live incidents from a snapshot on. `reload` gets another snapshot, for when something was lost that cannot
 * be told again; `onCoverage` is called when what cameras see was worked out anew, or may have been meanwhile;
 * `onAlert` with an alert that is told of, without one when there may have been some; `onSources` when another system
 * fell silent or is heard again. The island's own module graph holds the one stream of this tab.
 */
export function followLive(
  snapshot: LiveSnapshot,
  reload: () => Promise<LiveSnapshot>,
  onCoverage: () => void = () => {},
  onAlert: (alert: LiveAlert | undefined) => void = () => {},
  onSources: () => void = () => {},
): Following {
  const incidents = signal(byKey(snapshot));
  let isReloading = false;
  const follower: Follower = {
    standings: readEventId(snapshot.zoneIds, snapshot.eventId),
    hear(message) {
      if (message.type === 'reset') return void begin();
      if (!snapshot.zoneIds.includes(message.zoneId)) return;
      const step = stepTo(follower.standings, message);
      if (step.kind === 'lost') return void begin();
      if (step.kind === 'known') return;
      follower.standings = step.standings;
      if (message.type === 'coverage') onCoverage();
      else if (message.type === 'alert') onAlert(message.alert);
      else if (message.type === 'sources') onSources();
      else incidents.value = apply(incidents.value, { ...message.incident, zoneId: message.zoneId });
    },
  };

  async function begin(): Promise<void> {
    if (isReloading) return;
    isReloading = true;
    try {
      const fresh = await reload();
      follower.standings = readEventId(fresh.zoneIds, fresh.eventId);
      incidents.value = byKey(fresh);
      want();
      onCoverage();
      onAlert(undefined);
    } catch {
      status.value = { ...status.value, state: 'waiting', delaySeconds: null };
    } finally {
      isReloading = false;
    }
  }

  followers.add(follower);
  want();
  return {
    incidents,
    stop() {
      followers.delete(follower);
      want();
    },
  };
}

function byKey({ incidents }: LiveSnapshot): ReadonlyMap<string, FollowedIncident> {
  return new Map(incidents.map((incident) => [keyOf(incident), incident]));
}

function apply(
  known: ReadonlyMap<string, FollowedIncident>,
  incident: FollowedIncident,
): ReadonlyMap<string, FollowedIncident> {
  const next = new Map(known);
  if (incident.isWithdrawn) next.delete(keyOf(incident));
  else next.set(keyOf(incident), incident);
  return next;
}

/** What an incident is told apart by. */
export function keyOf(incident: LiveIncident): string {
  return incident.id ?? incident.key ?? '';
}
