import { createHash } from 'node:crypto';
import type { Application } from '../context.ts';
import { log } from '../log.ts';
import { listSessionPrints } from './streams.queries.ts';

const usualCheckMilliseconds = 25_000;

/** A session as it was when a stream was opened: its hash, and a print of what its rights depend on. */
export interface SeenSession {
  hash: string;
  print: string;
}

/** Ends streams of sessions that ended, and of accounts whose roles changed, within a minute. */
export interface SessionWatch {
  /** The session as it is now; undefined for nobody in particular. Look before reading the rights that it gives. */
  look(token: string | undefined): Promise<SeenSession | undefined>;
  /** Calls `end` when the session is no longer as it was seen; returns what stops watching. */
  add(seen: SeenSession, end: () => void): () => void;
}

export function createSessionWatch(
  application: Pick<Application, 'database' | 'now'>,
  checkMilliseconds = usualCheckMilliseconds,
): SessionWatch {
  const watched = new Set<{ seen: SeenSession; end: () => void }>();

  const prints = (hashes: string[]) => listSessionPrints(application.database, hashes, application.now());

  async function check(): Promise<void> {
    if (watched.size === 0) return;
    // Who comes while the prints are read was not asked about, and is looked at the next time.
    const asked = [...watched];
    const now = await prints([...new Set(asked.map(({ seen }) => seen.hash))]);
    for (const { seen, end } of asked) if (now.get(seen.hash) !== seen.print) end();
  }

  const timer = setInterval(() => {
    check().catch((error) => log.error('sessions of live streams could not be checked', error));
  }, checkMilliseconds);
  timer.unref();

  return {
    async look(token) {
      if (!token) return undefined;
      const hash = createHash('sha256').update(token).digest('hex');
      const print = (await prints([hash])).get(hash);
      return print === undefined ? undefined : { hash, print };
    },
    add(seen, end) {
      const entry = { seen, end };
      watched.add(entry);
      return () => void watched.delete(entry);
    },
  };
}
