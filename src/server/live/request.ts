import type { IncomingMessage } from 'node:http';
import { decodeEventId } from './event-id.ts';
import { type LiveRequest, liveRequest } from './live.schema.ts';
import type { Resume } from './replay.ts';

/** The path at which the tRPC client's subscription looks for the same stream. */
const subscriptionPath = '/trpc/live.incidents';

export function isLivePath(path: string): boolean {
  return path === '/live' || path === subscriptionPath;
}

/** What the request asks for; undefined when it cannot be read. Lists may be repeated or separated by commas. */
export function readLiveRequest(request: IncomingMessage, path: string): LiveRequest | undefined {
  const query = new URL(request.url ?? '/', 'http://localhost').searchParams;
  const values = path === subscriptionPath ? parseJson(query.get('input') ?? '{}') : readQuery(query);
  const parsed = liveRequest.safeParse(values);
  return parsed.success ? parsed.data : undefined;
}

/** Where the reader was: what its browser says on coming back, else what the page said on opening. */
export function readResume(request: IncomingMessage, asked: LiveRequest): Resume {
  const header = request.headers['last-event-id'];
  const id = typeof header === 'string' && header !== '' ? header : asked.lastEventId;
  if (!id) return null;
  return decodeEventId(id) ?? 'unknown';
}

function readQuery(query: URLSearchParams): unknown {
  const list = (name: string): string[] | undefined => {
    const values = query.getAll(name).flatMap((value) => value.split(',').filter(Boolean));
    return values.length > 0 ? values : undefined;
  };
  return { zones: list('zone'), kinds: list('kinds'), lastEventId: query.get('after') ?? undefined };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
