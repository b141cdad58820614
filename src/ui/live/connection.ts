import { writeEventId } from './standings.ts';
import type { LiveMessage, LiveStatus, Standings } from './types.ts';

const silenceMilliseconds = 45_000;
const leastWaitMilliseconds = 1_000;
const longestWaitMilliseconds = 30_000;
/** What is older was told again after an interruption and says nothing about how quick the stream is. */
const oldMilliseconds = 20_000;

/** The browser's one open stream. */
export interface Connection {
  close(): void;
}

/**
 * Opens the stream of these zones after the standings, and opens it again however it ends, from where it was. Every
 * message is handed on once; `onStanding` tells the id that the stream has reached.
 */
export function connect(
  zoneIds: readonly string[],
  standings: Standings,
  tell: {
    onMessage: (message: LiveMessage) => void;
    onStanding: (eventId: string) => void;
    onStatus: (status: LiveStatus) => void;
  },
): Connection {
  let lastId = writeEventId(zoneIds, standings);
  let source: EventSource | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let waitMilliseconds = leastWaitMilliseconds;
  let clockOffset = Number.POSITIVE_INFINITY;
  let delaySeconds: number | null = null;
  let heardAt: number | null = null;

  function open(): void {
    source?.close();
    const query = new URLSearchParams({ zone: zoneIds.join(',') });
    if (/\d/.test(lastId)) query.set('after', lastId);
    const own = new EventSource(`/live?${query}`);
    source = own;
    own.addEventListener('connected', (event) => {
      waitMilliseconds = leastWaitMilliseconds;
      heard(event);
    });
    own.addEventListener('ping', heard);
    own.addEventListener('message', (event) => {
      const message: LiveMessage = JSON.parse(event.data);
      if (message.type !== 'reset') measure(message.at);
      tell.onMessage(message);
      heard(event);
    });
    own.addEventListener('error', () => {
      if (own !== source) return;
      status();
      // The browser itself comes back from a lost connection, but not from a refusal.
      if (own.readyState === EventSource.CLOSED) openLater(waitMilliseconds);
    });
    openLater(silenceMilliseconds);
  }

  function openLater(milliseconds: number): void {
    clearTimeout(timer);
    timer = setTimeout(open, milliseconds * (1 + Math.random() / 2));
    if (milliseconds === waitMilliseconds) waitMilliseconds = Math.min(waitMilliseconds * 2, longestWaitMilliseconds);
  }

  function heard(event: MessageEvent): void {
    heardAt = Date.now();
    if (event.lastEventId) lastId = event.lastEventId;
    if (event.type !== 'message') {
      const { at }: { at: string } = JSON.parse(event.data);
      clockOffset = Math.min(clockOffset, Date.now() - Date.parse(at));
      delaySeconds ??= 0;
    }
    openLater(silenceMilliseconds);
    tell.onStanding(lastId);
    status();
  }

  function measure(at: string): void {
    const milliseconds = Date.now() - Date.parse(at) - clockOffset;
    if (milliseconds < oldMilliseconds) delaySeconds = Math.max(0, milliseconds / 1000);
  }

  function status(): void {
    const clockOffsetMilliseconds = Number.isFinite(clockOffset) ? clockOffset : null;
    const heard = { heardAt, clockOffsetMilliseconds, delaySeconds: null };
    if (!navigator.onLine) tell.onStatus({ ...heard, state: 'offline' });
    else if (source?.readyState === EventSource.OPEN) tell.onStatus({ ...heard, state: 'live', delaySeconds });
    else tell.onStatus({ ...heard, state: 'waiting' });
  }

  const online = (): void => open();
  addEventListener('online', online);
  addEventListener('offline', status);
  open();
  return {
    close() {
      clearTimeout(timer);
      source?.close();
      source = undefined;
      removeEventListener('online', online);
      removeEventListener('offline', status);
    },
  };
}
