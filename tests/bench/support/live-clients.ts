import { once } from 'node:events';
import { type IncomingMessage, request } from 'node:http';

/*
 * Many clients of a stream in one process: opens them, counts what each gets and how late it is, and tells when asked.
 */
export interface ClientOrder {
  open?: { port: number; host: string; clients: { path: string; cookie?: string }[] };
  /** Forgets what was counted. */
  begin?: true;
  report?: true;
}

export interface ClientReport {
  /** Events by client, in the order in which they were opened. */
  counts: number[];
  /** Clients that were told something twice or out of order. */
  disordered: number;
  closed: number;
  latencies: number[];
}

const sets = new Map<number, { counts: number[]; last: number[] }>();
let latencies: number[] = [];
let disordered = 0;
let closed = 0;
const atOnce = 50;

async function open({ port, host, clients }: NonNullable<ClientOrder['open']>): Promise<void> {
  const set = { counts: clients.map(() => 0), last: clients.map(() => 0) };
  sets.set(port, set);
  for (let start = 0; start < clients.length; start += atOnce) {
    await Promise.all(
      clients.slice(start, start + atOnce).map(async ({ path, cookie }, offset) => {
        const headers = { Host: host, ...(cookie ? { Cookie: cookie } : {}) };
        const sending = request({ host: '127.0.0.1', port, path, agent: false, headers });
        const answered = once(sending, 'response');
        sending.end();
        const [response] = (await answered) as [IncomingMessage];
        if (response.statusCode !== 200) throw new Error(`A stream was refused with ${response.statusCode}.`);
        response.setEncoding('utf8');
        const first = once(response, 'data');
        response.on('data', (text: string) => count(set, start + offset, text));
        response.on('error', () => {});
        response.on('close', () => {
          closed += 1;
        });
        await first;
      }),
    );
  }
}

// A chunk holds whole events: each is written at once and is shorter than a packet on the loopback.
function count(set: { counts: number[]; last: number[] }, client: number, text: string): void {
  const now = Date.now();
  for (const [, position, at] of text.matchAll(/"position":(\d+),"after":\d+,"at":"([^"]+)"/g)) {
    set.counts[client] = (set.counts[client] ?? 0) + 1;
    if (Number(position) <= (set.last[client] ?? 0)) disordered += 1;
    set.last[client] = Number(position);
    latencies.push(now - Date.parse(at ?? ''));
  }
}

process.on('message', async (order: ClientOrder) => {
  if (order.open) {
    await open(order.open);
    process.send?.({ opened: true });
  }
  if (order.begin) {
    for (const set of sets.values()) set.counts.fill(0);
    latencies = [];
    disordered = 0;
    closed = 0;
    process.send?.({ begun: true });
  }
  if (order.report) {
    const counts = [...sets.values()].flatMap((set) => set.counts);
    process.send?.({ counts, disordered, closed, latencies } satisfies ClientReport);
  }
});
process.on('disconnect', () => process.exit(0));
