import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { beginProject, moveProjectAlong } from '../../src/features/evaluation/project-course.service.ts';
import { tellProject } from '../../src/features/notifications/tell.service.ts';
import { lockAreas } from '../../src/features/projects/moves.service.ts';
import { saveMoneyLine } from '../../src/features/projects/parts.service.ts';
import type { ProjectState } from '../../src/features/projects/projects.schema.ts';
import { getTimeline } from '../../src/features/projects/timeline.service.ts';
import { acceptProposal } from '../../src/features/proposals/review.service.ts';
import type { Viewer } from '../../src/server/access.ts';
import type { Context } from '../../src/server/context.ts';
import { newId } from '../../src/server/identifiers.ts';
import { type JobName, type JobRunner, startJobs } from '../../src/server/jobs.ts';
import { openTestDatabase, type TestDatabase } from '../support/database.ts';
import { type MadeZone, madeAt, makeReport, makeViewer, makeZone } from '../support/factories.ts';
import { makeReviewed } from '../support/proposals.ts';

let store: TestDatabase;
let jobs: JobRunner;
let zone: MadeZone;
let planner: Viewer;

beforeAll(async () => {
  store = await openTestDatabase();
  jobs = await startJobs(store.handle);
  const told: JobName[] = ['project.tell', 'proposal.tell', 'report.tell'];
  for (const name of told) await jobs.work(name, () => Promise.resolve());
  zone = await makeZone(store.handle.database);
  planner = await makeViewer(store.handle.database, 'planner', zone);
});
afterAll(async () => {
  await jobs.stop();
  await store.remove();
});

const context = (): Context => ({ database: store.handle.database, viewer: planner, now: madeAt, jobs });

async function flag(proposalId: string, more: object): Promise<string> {
  const id = newId();
  const [longitude, latitude] = zone.center;
  const keys = { trackingNumber: `T-${id.slice(-8)}`, followHash: id, idempotencyKey: randomUUID() };
  await store.handle.database
    .insertInto('report')
    .values({
      id,
      zoneId: zone.id,
      ...keys,
      category: 'dark',
      place: sql<string>`st_setsrid(st_makepoint(${longitude}, ${latitude}), 4326)`,
      createdAt: new Date('2026-10-01T02:00:00Z'),
      changedAt: madeAt,
      ...more,
    })
    .execute();
  await store.handle.database.insertInto('proposalReport').values({ proposalId, reportId: id }).execute();
  return id;
}

async function stateOf(table: 'report' | 'proposal', id: string): Promise<string> {
  const row = await store.handle.database
    .selectFrom(table)
    .select('state')
    .where('id', '=', id)
    .executeTakeFirstOrThrow();
  return row.state;
}

/** An accepted proposal with an open report, a withdrawn one and a sensitive one behind it. */
async function accepted() {
  const proposalId = await makeReviewed(context(), zone, 120_000, 'ไฟหลังตลาด');
  const { number } = await store.handle.database
    .selectFrom('proposal')
    .select('number')
    .where('id', '=', proposalId)
    .executeTakeFirstOrThrow();
  await acceptProposal(context(), number);
  const open = await flag(proposalId, {});
  const withdrawn = await flag(proposalId, {});
  await store.handle.database.updateTable('report').set({ state: 'withdrawn' }).where('id', '=', withdrawn).execute();
  const sensitive = await flag(proposalId, { category: 'harassment', addressedTo: zone.stationId });
  return { proposalId, open, withdrawn, sensitive };
}

function draft(proposalId: string) {
  const [longitude, latitude] = zone.center;
  const organisationId = planner.organisationIds[0] ?? '';
  const text = { title: 'ไฟทางเดินหลังตลาด', summary: '', placeName: '' };
  return { zoneId: zone.id, proposalId, organisationId, kind: 'light' as const, ...text, longitude, latitude };
}

test('reports go along with the project that answers them, and the proposal is delivered', async () => {
  const made = await accepted();
  const number = await beginProject(context(), draft(made.proposalId));
  const money = { planReference: '', procurementMethod: '', procurementNumber: '', committedBaht: 0, disbursedBaht: 0 };
  await saveMoneyLine(context(), number, {
    fiscalYear: 2570,
    source: 'งบเทศบาล',
    plannedBaht: 9,
    carriedOverBaht: 0,
    ...money,
  });
  await lockAreas(context(), number);
  const seen: string[] = [await stateOf('report', made.open)];
  for (const to of ['funded', 'underway', 'done'] satisfies ProjectState[]) {
    await moveProjectAlong(context(), number, { to, reason: '' });
    seen.push(await stateOf('report', made.open));
  }
  expect(seen).toEqual(['planned', 'planned', 'in-progress', 'fixed']);
  expect(await stateOf('report', made.withdrawn)).toBe('withdrawn');
  expect(await stateOf('report', made.sensitive)).toBe('received');
  expect(await stateOf('proposal', made.proposalId)).toBe('delivered');
  const steps = await getTimeline(context(), number);
  expect(steps.map((step) => step.kind)).toEqual(['first-report', 'proposal', 'created', 'funded', 'underway', 'done']);
  expect(steps[0], 'the sensitive report is in no count').toMatchObject({ count: 2 });
});

test('a proposal has one project, and what is refused moves nothing', async () => {
  const made = await accepted();
  const number = await beginProject(context(), draft(made.proposalId));
  await expect(beginProject(context(), draft(made.proposalId))).rejects.toMatchObject({ code: 'conflict' });
  const move = moveProjectAlong(context(), number, { to: 'funded', reason: '' });
  await expect(move).rejects.toMatchObject({ code: 'invalid' });
  expect(await stateOf('report', made.open)).toBe('planned');
  expect(await stateOf('proposal', made.proposalId)).toBe('accepted');
});

test('a project without a proposal carries along the reports that it was begun for, and tells who reported them', async () => {
  const { database } = store.handle;
  const reporter = await makeViewer(database, 'resident', zone);
  await database
    .insertInto('accountContact')
    .values({
      id: newId(),
      accountId: reporter.account?.id ?? '',
      kind: 'email',
      value: 'reporter@example.com',
      verifiedAt: madeAt,
    })
    .execute();
  const known = await makeReport(database, zone, reporter.account ? { accountId: reporter.account.id } : {});
  const written = await makeReport(database, zone);
  const contact = { email: 'written@example.com', locale: 'en', keepUntil: '2027-01-01' };
  await database
    .insertInto('reportContact')
    .values({ reportId: written.id, ...contact })
    .execute();
  const secret = await makeReport(database, zone, { category: 'drugs' });
  const [longitude, latitude] = zone.center;
  const organisationId = planner.organisationIds[0] ?? '';
  const draft = { zoneId: zone.id, organisationId, kind: 'light' as const, title: 'ซ่อมไฟ', summary: '' };
  const begin = (...numbers: string[]) =>
    beginProject(context(), { ...draft, longitude, latitude, placeName: '', reports: numbers });

  for (const strange of [secret.trackingNumber, 'XX-1']) {
    await expect(begin(known.trackingNumber, strange)).rejects.toMatchObject({
      fields: { reports: 'projects.mistakeReports' },
    });
  }
  const number = await begin(known.trackingNumber, written.trackingNumber);
  expect(await stateOf('report', known.id)).toBe('planned');
  expect((await getTimeline(context(), number)).map((step) => step.kind)).toEqual(['first-report', 'created']);

  const { id } = await database
    .selectFrom('project')
    .select('id')
    .where('number', '=', number)
    .executeTakeFirstOrThrow();
  const world = { database, now: madeAt, jobs: { send: () => Promise.resolve() } };
  await tellProject(world, { projectId: id, eventType: 'created' });
  await tellProject(world, { projectId: id, eventType: 'created' });
  const messages = await database.selectFrom('message').select(['recipient', 'locale']).orderBy('recipient').execute();
  expect(messages.map(({ recipient }) => recipient)).toEqual(['reporter@example.com', 'written@example.com']);
});
