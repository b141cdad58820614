import type { StreamKey } from './audience.ts';
import { encodeEventId } from './event-id.ts';
import { entryMessage, type GroupStanding, pingMessage } from './messages.ts';
import type { StoredEntry } from './streams.queries.ts';

/** A connection that is told things. `send` must not throw, whatever has become of the connection. */
export interface Reader {
  send(chunk: Buffer): void;
  /** Called at each ping; ends connections that take nothing any more. */
  check(): void;
  end(): void;
}

/** What a reader asks for: streams in the order in which its positions are counted, and kinds, null being all. */
export interface Interest {
  streams: readonly StreamKey[];
  kinds: ReadonlySet<string> | null;
}

/**
 * Readers with one interest. Each event is written out once for all of them, and each of them gets at most one chunk
 * in `chunkMilliseconds`, so that the cost of a reader is one write of bytes that are shared.
 */
export interface Group {
  interest: Interest;
  /** Where its readers stand once everything that is pending has been sent. */
  standings: GroupStanding[];
  /** Where readers stand who have been sent everything so far. */
  sent: GroupStanding[];
  /** A reader that catches up has a list here, of what came meanwhile. */
  readers: Map<Reader, Buffer[] | null>;
  receive(stream: number, entry: StoredEntry): void;
  ping(now: Date): void;
  /** Sends what is pending at once. */
  flush(): void;
  close(): void;
}

const chunkMilliseconds = 50;

export function createGroup(interest: Interest, start: readonly number[]): Group {
  let pending: string[] = [];
  let timer: NodeJS.Timeout | undefined;
  let lastSentAt = 0;

  function push(message: string): void {
    pending.push(message);
    if (timer) return;
    const wait = Math.max(0, chunkMilliseconds - (performance.now() - lastSentAt));
    timer = setTimeout(flush, wait);
  }

  function flush(): void {
    clearTimeout(timer);
    timer = undefined;
    if (pending.length === 0) return;
    lastSentAt = performance.now();
    const chunk = Buffer.from(pending.join(''));
    pending = [];
    group.sent = group.standings.map((standing) => ({ ...standing }));
    for (const [reader, waiting] of group.readers) {
      if (waiting) waiting.push(chunk);
      else reader.send(chunk);
    }
  }

  const standings = interest.streams.map(({ audience }, index) => {
    const position = start[index] ?? 0;
    return { audience, position, told: position };
  });
  const group: Group = {
    interest,
    standings,
    sent: standings.map((standing) => ({ ...standing })),
    readers: new Map(),
    receive(stream, entry) {
      const standing = group.standings[stream];
      if (!standing) return;
      const message = advance(group.standings, standing, entry, interest.kinds);
      if (message) push(message);
    },
    ping(now) {
      for (const reader of group.readers.keys()) reader.check();
      push(pingMessage(encodeEventId(group.standings), now));
    },
    flush,
    close() {
      clearTimeout(timer);
      for (const reader of group.readers.keys()) reader.end();
    },
  };
  return group;
}

/** Moves the standing to the entry and returns what to tell of it; undefined when its kind is not asked for. */
export function advance(
  standings: readonly GroupStanding[],
  standing: GroupStanding,
  entry: StoredEntry,
  kinds: ReadonlySet<string> | null,
): string | undefined {
  // Entries that are gone cannot be told; a reader that did not reach this far must see that it lost them.
  const after = entry.position === standing.position + 1 ? standing.told : entry.position - 1;
  standing.position = entry.position;
  if (kinds && !kinds.has(entry.kind)) return undefined;
  standing.told = entry.position;
  return entryMessage(entry, standings, after);
}
