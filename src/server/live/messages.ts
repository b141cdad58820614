import type { Audience } from './audience.ts';
import { encodeEventId } from './event-id.ts';
import type { StoredEntry } from './streams.queries.ts';

/** Where a group of readers stands in one of its streams. */
export interface GroupStanding {
  audience: Audience;
  position: number;
  /** The last position that readers were told of; those between it and the next were not for them. */
  told: number;
}

/** After so long without a sign of life, pings included, a client opens a new stream. */
const silenceMilliseconds = 45_000;

/**
 * The first event of a stream: how to come back, what time it is here, and where the reader stands. tRPC's client waits
 * for an event of this name.
 */
export function connectedMessage(options: { id: string; retryMilliseconds: number; now: Date }): string {
  const data = { reconnectAfterInactivityMs: silenceMilliseconds, at: options.now.toISOString(), id: options.id };
  return `retry: ${options.retryMilliseconds}\nevent: connected\ndata: ${JSON.stringify(data)}\nid: ${options.id}\n\n`;
}

/** What is told beside incidents: what cameras see was worked out anew, something watched was seen, a source fell silent. */
const otherKinds: ReadonlySet<string> = new Set(['coverage', 'alert', 'sources']);

/**
 * One entry as an event. `after` is the position that the reader must have reached already: when it has not, something
 * was lost. The stored JSON goes out as it is.
 */
export function entryMessage(entry: StoredEntry, standings: readonly GroupStanding[], after: number): string {
  const at = entry.recordedAt.toISOString();
  const type = otherKinds.has(entry.kind) ? entry.kind : 'incident';
  return `data: {"type":"${type}","zoneId":"${entry.zoneId}","position":${entry.position},"after":${after},"at":"${at}","${type}":${entry.payload}}\nid: ${encodeEventId(standings)}\n\n`;
}

/** Tells the reader to load what it shows again: what it missed cannot be replayed. */
export function resetMessage(id: string): string {
  return `data: {"type":"reset"}\nid: ${id}\n\n`;
}

/** A sign of life, which also moves the reader past entries that were not for it. */
export function pingMessage(id: string, now: Date): string {
  return `event: ping\ndata: {"at":"${now.toISOString()}"}\nid: ${id}\n\n`;
}
