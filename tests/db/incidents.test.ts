import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { changeIncident } from '../../src/features/incidents/incidents.service.ts';
import {
  canGo,
  type IncidentState,
  incidentStates,
  needsReason,
} from '../../src/features/incidents/incidents.states.ts';
import { getIncident, getQueue } from '../../src/features/incidents/queue.service.ts';
import { recordIncident } from '../../src/features/incidents/recording.service.ts';
import { publishDueIncidents, publishIncident } from '../../src/features/incidents/telling.service.ts';
import type { Viewer } from '../../src/server/access.ts';
import type { Context } from '../../src/server/context.ts';
import { newId } from '../../src/server/identifiers.ts';
import { type JobRunner, startJobs } from '../../src/server/jobs.ts';
import type { Audience } from '../../src/server/live/audience.ts';
import { listEntriesAfter } from '../../src/server/live/streams.queries.ts';
import { openTestDatabase, type TestDatabase } from '../support/database.ts';
import { everyRole, type MadeZone, madeAt, makeViewer, makeZone } from '../support/factories.ts';

let store: TestDatabase;
let jobs: JobRunner;
let zone: MadeZone;
let foreign: MadeZone;
let officer: Viewer;
let patrolUnitId: string;

beforeAll(async () => {
  store = await openTestDatabase();
  jobs = await startJobs(store.handle);
  // Tests publish by hand: a worker would tell the public of one incident in the middle of the next one's test.
  await jobs.work('incident.publish', async () => {});
  [zone, foreign] = [await makeZone(store.handle.database), await makeZone(store.handle.database)];
  officer = await makeViewer(store.handle.database, 'officer', zone);
  patrolUnitId = newId();
  await store.handle.database
    .insertInto('patrolUnit')
    .values({ id: patrolUnitId, stationId: zone.stationId, callSign: 'สายตรวจ 12' })
    .execute();
});
afterAll(async () => {
  await jobs.stop();
  await store.remove();
});

const contextFor = (viewer: Viewer): Context => ({ database: store.handle.database, viewer, now: madeAt, jobs });

function happening(kind = 'quarrel', more: object = {}) {
  const [longitude, latitude] = zone.center;
  return { kind, longitude, latitude, source: 'call' as const, summary: 'คนทะเลาะกันหน้าตลาด', ...more };
}

async function told(audience: Audience): Promise<Record<string, unknown>[]> {
  const stream = { zoneId: zone.id, audience, position: 0 };
  const entries = await listEntriesAfter(store.handle.database, [stream], 10_000);
  expect(
    entries.map((entry) => entry.position),
    'positions are dense',
  ).toEqual(entries.map((_, index) => index + 1));
  return entries.map((entry) => JSON.parse(entry.payload));
}

/** Brings a new incident to the state by a way that exists. */
async function incidentIn(state: IncidentState): Promise<string> {
  const { id } = await recordIncident(contextFor(officer), happening());
  if (state === 'new') return id;
  await changeIncident(contextFor(officer), { id, from: 'new', to: state, ...(await whatItNeeds(state)) });
  return id;
}

async function whatItNeeds(to: IncidentState) {
  const target = to === 'merged' ? await recordIncident(contextFor(officer), happening()) : undefined;
  return { reason: 'จบแล้ว', patrolUnitId, ...(target && { mergedInto: target.id }) };
}

describe('the arrows of an incident', () => {
  const pairs = incidentStates.flatMap((from) => incidentStates.map((to) => [from, to] as const));

  test('the database has exactly the arrows of the service', async () => {
    const { rows } = await sql<{ fromState: string; toState: string }>`
      select from_state, to_state from state_arrow where subject = 'incident' and from_state <> ''`.execute(
      store.handle.database,
    );
    const known = rows.map((row) => `${row.fromState} ${row.toState}`).sort();
    expect(known).toEqual(
      pairs
        .filter(([from, to]) => canGo(from, to))
        .map((pair) => pair.join(' '))
        .sort(),
    );
    expect(known).toHaveLength(15 + 10 + 2);
  });

  test.each(pairs)('%s → %s', async (from, to) => {
    const id = await incidentIn(from);
    const step = changeIncident(contextFor(officer), { id, from, to, ...(await whatItNeeds(to)) });
    if (canGo(from, to)) await expect(step).resolves.toBeUndefined();
    else await expect(step).rejects.toMatchObject({ code: 'conflict' });
    const { state } = await getIncident(contextFor(officer), id);
    expect(state).toBe(canGo(from, to) ? to : from);
  });

  test.each(pairs.filter(([from, to]) => canGo(from, to) && needsReason(from, to)))(
    '%s → %s wants a reason',
    async (from, to) => {
      const id = await incidentIn(from);
      const needs = { ...(await whatItNeeds(to)), reason: '' };
      await expect(changeIncident(contextFor(officer), { id, from, to, ...needs })).rejects.toMatchObject({
        code: 'invalid',
        fields: { reason: 'mistakeRequired' },
      });
    },
  );
});

test('two who take the same step at once: one does it, the other is told', async () => {
  const { id } = await recordIncident(contextFor(officer), happening());
  const step = () => changeIncident(contextFor(officer), { id, from: 'new', to: 'acknowledged', reason: '' });
  const results = await Promise.allSettled([step(), step()]);
  expect(results.map((result) => result.status).sort()).toEqual(['fulfilled', 'rejected']);
  const { timeline } = await getIncident(contextFor(officer), id);
  expect(timeline.map((entry) => entry.type)).toEqual(['recorded', 'acknowledged']);
});

test('two incidents are not merged into each other', async () => {
  const [a, b] = [
    await recordIncident(contextFor(officer), happening()),
    await recordIncident(contextFor(officer), happening()),
  ];
  const merge = (id: string, mergedInto: string) =>
    changeIncident(contextFor(officer), { id, from: 'new', to: 'merged', reason: 'เรื่องเดียวกัน', mergedInto });
  const results = await Promise.allSettled([merge(a.id, b.id), merge(b.id, a.id)]);
  expect(results.map((result) => result.status).sort()).toEqual(['fulfilled', 'rejected']);
});

test('a patrol unit of another station cannot be sent', async () => {
  const otherUnit = newId();
  await store.handle.database
    .insertInto('patrolUnit')
    .values({ id: otherUnit, stationId: foreign.stationId, callSign: 'สายตรวจ 1' })
    .execute();
  const { id } = await recordIncident(contextFor(officer), happening());
  const step = { id, from: 'new', to: 'assigned', reason: '', patrolUnitId: otherUnit } as const;
  await expect(changeIncident(contextFor(officer), step)).rejects.toMatchObject({ code: 'invalid' });
});

test('what one source tells twice is recorded once', async () => {
  const twice = happening('noise', { source: 'feed', sourceName: 'simulator', sourceKey: '77' });
  const before = (await told('officer')).length;
  const first = await recordIncident(contextFor(officer), twice);
  const second = await recordIncident(contextFor(officer), twice);
  expect(second).toEqual(first);
  expect((await told('officer')).length).toBe(before + 1);
});

test.each(everyRole)('what a %s may do with incidents, at home and abroad', async (role) => {
  const { id } = await recordIncident(contextFor(officer), happening());
  for (const home of [zone, foreign]) {
    const context = contextFor(await makeViewer(store.handle.database, role, home));
    const isHome = home === zone;
    const mayWork = isHome && (role === 'officer' || role === 'supervisor');
    const mayFollow = mayWork || (isHome && role === 'commander');
    const outcome = (work: Promise<unknown>) =>
      work.then(
        () => 'yes',
        (error) => error.code,
      );
    expect(await outcome(getIncident(context, id))).toBe(mayFollow ? 'yes' : 'not-found');
    const record = await outcome(recordIncident(context, happening()));
    const refused = role === 'anonymous' ? 'sign-in-required' : 'not-found';
    expect(record).toBe(mayWork ? 'yes' : ['officer', 'supervisor'].includes(role) ? 'invalid' : refused);
    const { id: other } = await recordIncident(contextFor(officer), happening());
    const step = changeIncident(context, { id: other, from: 'new', to: 'acknowledged', reason: '' });
    expect(await outcome(step)).toBe(mayWork ? 'yes' : 'not-found');
  }
});

describe('who is told what', () => {
  test('officers exactly, commanders without words, persons or the exact place', async () => {
    const { id } = await recordIncident(contextFor(officer), happening());
    await changeIncident(contextFor(officer), { id, from: 'new', to: 'assigned', reason: '', patrolUnitId });
    const [exact, command] = [(await told('officer')).at(-1), (await told('commander')).at(-1)];
    expect(exact).toMatchObject({ id, state: 'assigned', callSign: 'สายตรวจ 12', place: zone.center });
    expect(command).toMatchObject({ id, state: 'assigned', place: null });
    expect(Object.keys(command ?? {}).sort()).toEqual(
      [
        'audience',
        'changedAt',
        'escalatedTo',
        'id',
        'kind',
        'number',
        'occurredAt',
        'place',
        'presses',
        'priority',
        'state',
      ].sort(),
    );
  });

  test('the public only after the delay, without an id, and never twice', async () => {
    const before = (await told('public')).length;
    const { id } = await recordIncident(contextFor(officer), happening('noise'));
    expect((await told('public')).length).toBe(before);
    await publishIncident(contextFor(officer), id);
    await publishIncident(contextFor(officer), id);
    const entries = await told('public');
    expect(entries.length).toBe(before + 1);
    expect(entries.at(-1)).toEqual({
      audience: 'public',
      key: expect.any(String),
      kind: 'noise',
      isWithdrawn: false,
      place: null,
    });
    expect(JSON.stringify(entries)).not.toContain(id);
    await changeIncident(contextFor(officer), { id, from: 'new', to: 'false-alarm', reason: 'เสียงประทัด' });
    expect((await told('public')).at(-1)).toMatchObject({ key: entries.at(-1)?.key, isWithdrawn: true });
  });

  test('the job waits for the delay of the station', async () => {
    const { id } = await recordIncident(contextFor(officer), happening('noise'));
    const { rows } = await sql<{ startAfter: Date }>`
      select start_after from pgboss.job where name = 'incident.publish' and data ->> 'incidentId' = ${id}`.execute(
      store.handle.database,
    );
    expect(rows.map((row) => row.startAfter.getTime())).toEqual([madeAt.getTime() + 60 * 60_000]);
  });

  test('what no job tells of is told when its delay is over, once, and never what is sensitive', async () => {
    const { database } = store.handle;
    const kept = ['noise', 'domestic'];
    const hour = (hours: number): Date => new Date(madeAt.getTime() + hours * 3_600_000);
    const ids = await Promise.all(
      kept.map((kind) => recordIncident({ ...contextFor(officer), now: hour(48) }, happening(kind))),
    );
    const before = (await told('public')).length;
    await publishDueIncidents({ database, now: hour(48.9) });
    expect((await told('public')).length).toBe(before);
    await publishDueIncidents({ database, now: hour(49.1) });
    await publishDueIncidents({ database, now: hour(49.2) });
    const entries = await told('public');
    expect(entries.length).toBe(before + 1);
    expect(entries.at(-1)).toMatchObject({ kind: 'noise', isWithdrawn: false });
    const { rows } = await sql<{ told: boolean }>`
      select published_at is not null as told from incident_response
      where incident_id = any(${ids.map(({ id }) => id)}::uuid[]) order by told`.execute(database);
    expect(rows.map((row) => row.told)).toEqual([false, true]);
  });

  test.each([
    ['a sensitive kind', 'domestic', 3],
    ['priority 1', 'noise', 1],
  ] as const)('the public never of %s', async (_name, kind, priority) => {
    const before = (await told('public')).length;
    const { id } = await recordIncident(contextFor(officer), happening(kind, { priority }));
    await publishIncident(contextFor(officer), id);
    expect((await told('public')).length).toBe(before);
    const { rows } = await sql`select from pgboss.job where data ->> 'incidentId' = ${id}`.execute(
      store.handle.database,
    );
    expect(rows).toHaveLength(0);
  });

  test('positions stay dense and each change is told once when many work at the same time', async () => {
    const before = { officer: (await told('officer')).length, commander: (await told('commander')).length };
    await Promise.all(Array.from({ length: 20 }, () => recordIncident(contextFor(officer), happening('noise'))));
    expect((await told('officer')).length).toBe(before.officer + 20);
    expect((await told('commander')).length).toBe(before.commander + 20);
  });

  test('nothing is told of what was rolled back', async () => {
    const before = (await told('officer')).length;
    const work = store.handle.database.transaction().execute(async (transaction) => {
      await recordIncident({ ...contextFor(officer), database: transaction }, happening());
      throw new Error('the caller failed');
    });
    await expect(work).rejects.toThrow('the caller failed');
    await recordIncident(contextFor(officer), happening());
    expect((await told('officer')).length).toBe(before + 1);
  });
});

test('the queue shows the gravest first, and looking at it is on record', async () => {
  await recordIncident(contextFor(officer), happening('noise', { priority: 1 }));
  const { incidents, eventId } = await getQueue(contextFor(officer));
  const open = incidents.filter((incident) => incident.state === 'new').map((incident) => incident.priority);
  expect(open).toEqual([...open].sort());
  expect(eventId).toBe(`o${(await told('officer')).length}`);
  const looks = await store.handle.database
    .selectFrom('auditTileHour')
    .where('accountId', '=', officer.account?.id ?? '')
    .select('layer')
    .execute();
  expect(looks).toEqual([{ layer: 'incidents-live' }]);
});
