import { once } from 'node:events';
import { type IncomingMessage, request } from 'node:http';
import type { LiveMessage } from '../../src/features/incidents/incidents.schema.ts';

/** An event as it came over a live stream. */
export interface LiveEvent {
  event: string;
  id: string;
  data: string;
  /** When it arrived, by `performance.now()`. */
  at: number;
}

/** A live stream as a program reads it. */
export interface LiveStream {
  status: number;
  events: LiveEvent[];
  /** What came as messages, in order. */
  messages(): LiveMessage[];
  /** The id to come back with. */
  lastId(): string;
  /** Resolves when `isEnough` holds, or throws after `milliseconds`. */
  until(isEnough: (messages: LiveMessage[]) => boolean, milliseconds?: number): Promise<void>;
  closed: Promise<void>;
  close(): void;
}

/** Opens a live stream, and waits until it stands unless it is refused; `path` has the query. */
export async function openLive(
  origin: string,
  options: { path?: string; cookie?: string; lastEventId?: string } = {},
): Promise<LiveStream> {
  const { host, port } = new URL(origin);
  const sending = request({
    host: '127.0.0.1',
    port,
    path: options.path ?? '/live',
    agent: false,
    headers: {
      Host: host,
      Accept: 'text/event-stream',
      'Accept-Encoding': 'gzip, br',
      ...(options.cookie ? { Cookie: options.cookie } : {}),
      ...(options.lastEventId ? { 'Last-Event-ID': options.lastEventId } : {}),
    },
  });
  const answered = once(sending, 'response');
  sending.end();
  const [response] = (await answered) as [IncomingMessage];
  sending.on('error', () => {});
  const stream = readStream(response, () => sending.destroy());
  while (stream.status === 200 && stream.events.length === 0) await once(response, 'data');
  return stream;
}

function readStream(response: IncomingMessage, close: () => void): LiveStream {
  const events: LiveEvent[] = [];
  const waiting = new Set<() => void>();
  let lastId = '';
  let rest = '';
  response.setEncoding('utf8');
  response.on('data', (text: string) => {
    const blocks = (rest + text).split('\n\n');
    rest = blocks.pop() ?? '';
    for (const block of blocks) {
      const fields = new Map(block.split('\n').map((line) => splitLine(line)));
      lastId = fields.get('id') ?? lastId;
      events.push({
        event: fields.get('event') ?? 'message',
        id: lastId,
        data: fields.get('data') ?? '',
        at: performance.now(),
      });
    }
    for (const look of waiting) look();
  });
  response.on('error', () => {});
  const messages = (): LiveMessage[] =>
    events.filter(({ event }) => event === 'message').map(({ data }) => JSON.parse(data));
  return {
    status: response.statusCode ?? 0,
    events,
    messages,
    lastId: () => lastId,
    until: (isEnough, milliseconds = 10_000) =>
      new Promise((resolve, reject) => {
        const timer = setTimeout(() => {
          waiting.delete(look);
          reject(new Error(`Not within ${milliseconds} ms; came: ${JSON.stringify(messages().slice(-5))}`));
        }, milliseconds);
        const look = (): void => {
          if (!isEnough(messages())) return;
          waiting.delete(look);
          clearTimeout(timer);
          resolve();
        };
        waiting.add(look);
        look();
      }),
    closed: new Promise((resolve) => response.once('close', resolve)),
    close,
  };
}

function splitLine(line: string): [string, string] {
  const colon = line.indexOf(': ');
  return [line.slice(0, colon), line.slice(colon + 2)];
}
