import { type Connection, connect } from './connection.ts';
import { covers, furthestBehind, readEventId } from './standings.ts';
import { type LiveMessage, type LiveStatus, type Standings, unheard } from './types.ts';

/** What tabs say to each other. */
type Word =
  | { type: 'want'; tab: string; standings: Standings }
  | { type: 'leave'; tab: string }
  | { type: 'who' }
  | { type: 'told'; message: LiveMessage }
  | { type: 'status'; status: LiveStatus };

const name = 'live-incidents';

/** This tab's part in the browser's one stream. */
export interface SharedStream {
  /** Says what this tab wants to hear, and after what. Nothing wanted is leaving. */
  want(standings: Standings): void;
}

/**
 * One stream for all tabs of a browser: the tab that holds a lock keeps it open for what all of them want, and hands
 * every message on; when it goes, another tab gets the lock. Without locks each tab has its own.
 */
export function joinSharedStream(tell: {
  onMessage: (message: LiveMessage) => void;
  onStatus: (status: LiveStatus) => void;
}): SharedStream {
  const tab = crypto.randomUUID();
  const channel = new BroadcastChannel(name);
  const wants = new Map<string, Standings>();
  let own: Standings = {};
  let isLeading = false;
  let connection: Connection | undefined;
  let reached: Standings = {};
  let status: LiveStatus = unheard;

  function say(word: Word): void {
    channel.postMessage(word);
    hear(word);
  }

  function hear(word: Word): void {
    if (word.type === 'told') tell.onMessage(word.message);
    if (word.type === 'status') tell.onStatus(word.status);
    if (word.type === 'who' && Object.keys(own).length > 0) say({ type: 'want', tab, standings: own });
    if (word.type === 'want') wants.set(word.tab, word.standings);
    if (word.type === 'leave') wants.delete(word.tab);
    if (isLeading && (word.type === 'want' || word.type === 'leave')) reconsider();
  }

  /** Opens the stream anew when somebody wants what the present one does not tell. */
  function reconsider(): void {
    const all = furthestBehind([...wants.values()]);
    const zoneIds = Object.keys(all).sort();
    if (zoneIds.length === 0) {
      connection?.close();
      connection = undefined;
      return;
    }
    if (connection && covers(reached, all)) {
      say({ type: 'status', status });
      return;
    }
    connection?.close();
    reached = all;
    connection = connect(zoneIds, all, {
      onMessage: (message) => say({ type: 'told', message }),
      onStatus: (now) => {
        status = now;
        say({ type: 'status', status });
      },
      onStanding: (eventId) => {
        reached = readEventId(zoneIds, eventId);
        // Every tab has been handed what came before.
        for (const [who, standings] of wants) wants.set(who, withStandings(standings, reached));
      },
    });
  }

  function lead(): void {
    isLeading = true;
    wants.clear();
    say({ type: 'who' });
    reconsider();
  }

  channel.addEventListener('message', (event: MessageEvent<Word>) => hear(event.data));
  addEventListener('pagehide', () => channel.postMessage({ type: 'leave', tab } satisfies Word));
  if (navigator.locks) {
    void navigator.locks.request(name, () => {
      lead();
      // Held until the tab is gone.
      return new Promise(() => {});
    });
  } else lead();
  return {
    want(standings) {
      own = standings;
      say(Object.keys(own).length > 0 ? { type: 'want', tab, standings } : { type: 'leave', tab });
    },
  };
}

/** The same zones, where the others stand. */
function withStandings(standings: Standings, reached: Standings): Standings {
  return Object.fromEntries(Object.keys(standings).map((zoneId) => [zoneId, reached[zoneId] ?? '-']));
}
