import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Database } from '../../db/client/database.ts';
import { createRandom } from '../../src/compute/random.ts';
import { recordIncident } from '../../src/features/incidents/recording.service.ts';
import { publishIncident } from '../../src/features/incidents/telling.service.ts';
import type { MembershipRole } from '../../src/server/access.ts';
import { newId } from '../../src/server/identifiers.ts';
import { startJobs } from '../../src/server/jobs.ts';
import { createSessions } from '../../src/server/session.ts';
import { type MadeZone, madeAt, makeViewer, makeZone } from '../support/factories.ts';
import { startServerProcess } from '../support/process.ts';
import type { ClientOrder, ClientReport } from './support/live-clients.ts';
import { median, round, say } from './support/median.ts';
import { openBenchDatabase } from './support/postgres.ts';

/**
 * Two thousand signed-in clients of four roles with different filters, five events a second, from one server process;
 * against a bare Node server that writes one shared buffer per event. Events are recorded by this process and clients
 * live in another, so that the server's CPU is that of telling. They take turns.
 */
const clients = Number(process.env.BENCH_CLIENTS ?? 2_000);
const rounds = Number(process.env.BENCH_ROUNDS ?? 9);
const eventsPerRound = 40;
const eventMilliseconds = 200;
const settleMilliseconds = 1_000;
const kinds = ['noise', 'animal', 'quarrel', 'theft', 'other'];
const filters = [null, ['noise', 'animal'], ['quarrel'], ['noise', 'quarrel', 'theft', 'other']];
const roles = ['officer', 'commander', 'planner', 'resident'] as const;

const random = createRandom('live bench');
const filterOf = (client: number) => filters[Math.floor(client / roles.length) % filters.length] ?? null;

/** Asks a child and waits for its answer. */
async function askChild<Answer>(child: ChildProcess, question: object): Promise<Answer> {
  const answered = once(child, 'message');
  child.send(question);
  const [answer] = await answered;
  return answer as Answer;
}

/** Makes an account with a session for each client and returns the sessions' cookies. */
async function makeClients(database: Database, zone: MadeZone): Promise<string[]> {
  const sessions = createSessions(database, () => new Date());
  const organisations = new Map<string, string | undefined>();
  for (const role of roles) {
    const viewer = await makeViewer(database, role, zone);
    organisations.set(role, viewer.organisationIds[0]);
  }
  const cookies: string[] = [];
  for (let client = 0; client < clients; client += 1) {
    const role = roles[client % roles.length] ?? 'resident';
    const id = newId();
    await database
      .insertInto('account')
      .values({ id, displayName: `client ${client}`, createdAt: madeAt })
      .execute();
    const organisationId = organisations.get(role);
    if (organisationId) {
      await database
        .insertInto('membership')
        .values({ id: newId(), accountId: id, organisationId, role: role as MembershipRole, validFrom: '2020-01-01' })
        .execute();
    }
    cookies.push(`session=${await sessions.create(id)}`);
  }
  return cookies;
}

async function cpuOfProduct(origin: string): Promise<number> {
  const answer = await fetch(`${origin}/metrics`);
  return Number(/^process_cpu_seconds_total ([\d.e+-]+)$/m.exec(await answer.text())?.[1]);
}

const store = await openBenchDatabase();
const { database } = store.handle;
const zone = await makeZone(database);
await database.updateTable('zone').set({ publicDelayMinutes: 0 }).where('id', '=', zone.id).execute();
const jobs = await startJobs(store.handle);
await jobs.work('incident.publish', ({ incidentId }) => publishIncident({ database, now: new Date() }, incidentId));
const officer = await makeViewer(database, 'officer', zone);
const cookies = await makeClients(database, zone);
const product = await startServerProcess({ DATABASE_URL: store.url });
const baseline = fork(new URL('./support/sse-writer.ts', import.meta.url));
const [{ port: baselinePort }] = (await once(baseline, 'message')) as [{ port: number }];
const crowd = fork(new URL('./support/live-clients.ts', import.meta.url));
try {
  const productUrl = new URL(product.origin);
  const order = (open: NonNullable<ClientOrder['open']>) => askChild(crowd, { open } satisfies ClientOrder);
  await order({
    port: Number(productUrl.port),
    host: productUrl.host,
    clients: cookies.map((cookie, client) => {
      const filter = filterOf(client);
      return { cookie, path: `/live?zone=${zone.slug}${filter ? `&kinds=${filter.join(',')}` : ''}` };
    }),
  });
  await order({ port: baselinePort, host: 'localhost', clients: cookies.map(() => ({ path: '/' })) });
  say(`${clients} clients are connected to each.`);
  await sleep(settleMilliseconds);
  const results = { product: [] as number[], baseline: [] as number[], latencies: [] as number[] };
  let lost = 0;
  for (let roundNumber = 0; roundNumber < rounds; roundNumber += 1) {
    const told = await runProduct();
    const writing = await runBaseline();
    results.product.push(told.microseconds);
    results.baseline.push(writing);
    // One by one: the latencies of a round are too many to be spread as arguments.
    for (const latency of told.latencies) results.latencies.push(latency);
    lost += told.lost;
    say(
      `round ${roundNumber + 1}: ${round(told.microseconds)} µs a delivery, bare ${round(writing)} µs, lost ${told.lost}`,
    );
  }
  results.latencies.sort((a, b) => a - b);
  const at = (share: number) => results.latencies[Math.floor(results.latencies.length * share)] ?? Number.NaN;
  const [own, bare] = [median(results.product), median(results.baseline)];
  const figures = {
    ratio: round(own / bare),
    lost,
    p50Ms: at(0.5),
    p99Ms: at(0.99),
    deliveries: results.latencies.length,
    microsecondsPerDelivery: round(own),
    bareMicrosecondsPerDelivery: round(bare),
  };
  say(JSON.stringify({ name: 'live', ...figures }));
} finally {
  crowd.disconnect();
  baseline.disconnect();
  await product.end('SIGKILL');
  await jobs.stop();
  await store.remove();
}

async function runProduct() {
  await askChild(crowd, { begin: true } satisfies ClientOrder);
  const before = await cpuOfProduct(product.origin);
  const recorded: string[] = [];
  const [longitude, latitude] = zone.center;
  for (let event = 0; event < eventsPerRound; event += 1) {
    const kind = random.pick(kinds);
    recorded.push(kind);
    const context = { database, jobs, viewer: officer, now: new Date() };
    const incident = { kind, longitude, latitude, priority: 3, source: 'feed' as const, summary: 'เหตุทดสอบ' };
    await Promise.all([recordIncident(context, incident), sleep(eventMilliseconds)]);
  }
  await sleep(settleMilliseconds);
  const cpuSeconds = (await cpuOfProduct(product.origin)) - before;
  const report = await askChild<ClientReport>(crowd, { report: true } satisfies ClientOrder);
  const missing = cookies.map((_, client) => {
    const filter = filterOf(client);
    const expected = recorded.filter((kind) => filter === null || filter.includes(kind)).length;
    return Math.abs(expected - (report.counts[client] ?? 0));
  });
  const lost = missing.reduce((sum, count) => sum + count, 0) + report.disordered + report.closed;
  const deliveries = report.latencies.length;
  return { microseconds: (cpuSeconds * 1e6) / deliveries, lost, latencies: report.latencies };
}

async function runBaseline(): Promise<number> {
  const cpu = async () => (await askChild<{ cpuSeconds: number }>(baseline, {})).cpuSeconds;
  const incident = { audience: 'officer', id: newId(), kind: 'noise', place: zone.center, summary: 'เหตุทดสอบ' };
  const before = await cpu();
  for (let event = 0; event < eventsPerRound; event += 1) {
    baseline.send({
      event: `data: ${JSON.stringify({ type: 'incident', zoneId: zone.id, incident })}\nid: ${event}\n\n`,
    });
    await sleep(eventMilliseconds);
  }
  await sleep(settleMilliseconds);
  return (((await cpu()) - before) * 1e6) / (eventsPerRound * clients);
}
