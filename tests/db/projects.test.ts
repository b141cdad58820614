import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { confirmProject, getConfirmations } from '../../src/features/projects/confirmations.service.ts';
import { chooseAreas, lockAreas, moveProject, recordAcceptance } from '../../src/features/projects/moves.service.ts';
import {
  addMilestone,
  addTask,
  finishMilestone,
  finishTask,
  saveMoneyLine,
  takeTask,
} from '../../src/features/projects/parts.service.ts';
import { type ProjectState, projectArrows, projectStates } from '../../src/features/projects/projects.schema.ts';
import {
  createProject,
  getProject,
  getProjectDesk,
  getProjects,
} from '../../src/features/projects/projects.service.ts';
import { getTimeline } from '../../src/features/projects/timeline.service.ts';
import type { Viewer } from '../../src/server/access.ts';
import type { Context } from '../../src/server/context.ts';
import { newId } from '../../src/server/identifiers.ts';
import { type JobRunner, startJobs } from '../../src/server/jobs.ts';
import { type Arrows, expectSameArrows, pairsOf, walkArrowsInDatabase, wayTo } from '../support/arrows.ts';
import { openTestDatabase, type TestDatabase } from '../support/database.ts';
import { everyRole, type MadeZone, madeAt, makeRiskArea, makeViewer, makeZone } from '../support/factories.ts';

let store: TestDatabase;
let jobs: JobRunner;
let zone: MadeZone;
let foreign: MadeZone;
let planner: Viewer;

beforeAll(async () => {
  store = await openTestDatabase();
  jobs = await startJobs(store.handle);
  await jobs.work('project.tell', () => Promise.resolve());
  [zone, foreign] = [await makeZone(store.handle.database), await makeZone(store.handle.database)];
  planner = await makeViewer(store.handle.database, 'planner', zone);
});
afterAll(async () => {
  await jobs.stop();
  await store.remove();
});

const as = (viewer: Viewer, now = madeAt): Context => ({ database: store.handle.database, viewer, now, jobs });

function draft(viewer: Viewer = planner, more: object = {}) {
  const [longitude, latitude] = zone.center;
  const organisationId = viewer.organisationIds[0] ?? newId();
  const basics = { zoneId: zone.id, organisationId, kind: 'light' as const, title: 'ไฟทางเดินหลังตลาด', summary: '' };
  return { ...basics, longitude: longitude - 0.004, latitude, placeName: 'หลังตลาดสด', ...more };
}

const begin = (): Promise<number> => createProject(as(planner), draft());
const money = { fiscalYear: 2570, source: 'งบเทศบาล', planReference: '', procurementMethod: '', procurementNumber: '' };
const sums = { plannedBaht: 480_000, committedBaht: 400_000, disbursedBaht: 100_000, carriedOverBaht: 0 };

/** Everything that any step asks for, but the step itself. */
async function prepare(number: number): Promise<void> {
  await saveMoneyLine(as(planner), number, { ...money, ...sums });
  await lockAreas(as(planner), number);
  const { id } = await getProject(as(planner), number);
  const counts = {
    treatedBefore: 20,
    treatedAfter: 6,
    controlBefore: 20,
    controlAfter: 19,
    bufferBefore: 9,
    bufferAfter: 9,
  };
  await store.handle.database
    .insertInto('projectEffect')
    .values({ projectId: id, computedOn: '2026-10-01', verdict: 'worked', monthsAfter: 6, ...counts, avoided: 14 })
    .execute();
}

async function moveTo(number: number, state: ProjectState): Promise<void> {
  const way = wayTo(arrows, state).slice(1) as ProjectState[];
  for (const to of way) await moveProject(as(planner), number, { to, reason: 'งบไม่พอ' });
}

const arrows: Arrows = [
  ['', 'planned'],
  ...projectStates.flatMap((from) => projectArrows[from].map((to) => [from, to] as const)),
];

describe('states', () => {
  test('service and database hold the same arrows', () => expectSameArrows(store.handle.database, 'project', arrows));

  test('the database walks every arrow and no other', () =>
    walkArrowsInDatabase({
      database: store.handle.database,
      table: 'project',
      arrows,
      states: projectStates,
      insert: async (database) => {
        const id = newId();
        const shape = sql<string>`st_makeenvelope(1, 1, 2, 2, 4326)`;
        const moments = { createdAt: madeAt, changedAt: madeAt, areasLockedAt: madeAt, doneAt: madeAt };
        await database
          .insertInto('project')
          .values({
            id,
            zoneId: zone.id,
            kind: 'light',
            organisationId: planner.organisationIds[0] ?? '',
            title: 'ทดลอง',
            reason: 'เหตุผล',
            place: sql<string>`st_setsrid(st_makepoint(1, 1), 4326)`,
            treatedArea: shape,
            bufferArea: shape,
            controlArea: shape,
            ...moments,
          })
          .execute();
        return id;
      },
      columns: () => ({}),
    }));

  test.each(pairsOf(arrows, projectStates))('the service: $from → $to is $isArrow', async ({ from, to, isArrow }) => {
    const number = await begin();
    await prepare(number);
    await moveTo(number, from as ProjectState);
    const attempt = moveProject(as(planner), number, { to: to as ProjectState, reason: 'งบไม่พอ' });
    if (isArrow) expect(await attempt).toMatchObject({ from, to });
    else await expect(attempt).rejects.toMatchObject({ code: 'conflict' });
    expect((await getProject(as(planner), number)).state).toBe(isArrow ? to : from);
  });

  test('each step asks for what it needs', async () => {
    const number = await begin();
    const move = (to: ProjectState, reason = '') => moveProject(as(planner), number, { to, reason });
    await expect(move('funded')).rejects.toMatchObject({ fields: { to: 'projects.mistakeMoneyFirst' } });
    await saveMoneyLine(as(planner), number, { ...money, ...sums });
    await move('funded');
    await expect(move('underway')).rejects.toMatchObject({ fields: { to: 'projects.mistakeLockFirst' } });
    await expect(move('cancelled')).rejects.toMatchObject({ fields: { reason: 'mistakeRequired' } });
    await lockAreas(as(planner), number);
    await move('underway');
    await move('done');
    await expect(move('evaluated')).rejects.toMatchObject({ fields: { to: 'projects.mistakeEffectFirst' } });
  });

  test('everybody is told by a job that is there when the move is, and is not when it is not', async () => {
    const number = await begin();
    const { id } = await getProject(as(planner), number);
    await expect(moveProject(as(planner), number, { to: 'funded', reason: '' })).rejects.toThrow();
    const { rows } = await sql<{ event: string }>`
      select data ->> 'eventType' as event from pgboss.job
      where name = 'project.tell' and data ->> 'projectId' = ${id}`.execute(store.handle.database);
    expect(rows).toEqual([{ event: 'created' }]);
  });
});

describe('who may', () => {
  test.each(everyRole)('%s: in own and in foreign territory', async (role) => {
    const number = await begin();
    for (const where of [zone, foreign]) {
      const viewer = await makeViewer(store.handle.database, role, where);
      const may = role === 'planner' && where === zone;
      const tries = [
        () => createProject(as(viewer), draft(viewer)),
        () => saveMoneyLine(as(viewer), number, { ...money, ...sums }),
        () => addMilestone(as(viewer), number, { milestoneTitle: 'ติดเสา' }),
        () => addTask(as(viewer), number, { taskTitle: 'ตัดต้นไม้' }),
        () => getProjectDesk(as(viewer), number),
      ];
      for (const attempt of tries) {
        if (may) await attempt();
        else await expect(attempt()).rejects.toMatchObject({ code: 'not-found' });
      }
      expect((await getProject(as(viewer), number)).number).toBe(number);
    }
  });

  test('a camera project is public by its risk area and gain, never by its place', async () => {
    const attempt = createProject(as(planner), draft(planner, { kind: 'camera' }));
    await expect(attempt).rejects.toMatchObject({ fields: { riskAreaId: 'projects.mistakeRiskArea' } });
    const riskAreaId = await makeRiskArea(store.handle.database, zone);
    const number = await createProject(as(planner), draft(planner, { kind: 'camera', riskAreaId }));
    for (const role of everyRole) {
      const seen = await getProject(as(await makeViewer(store.handle.database, role, zone)), number);
      const isOfficer = role === 'officer' || role === 'supervisor';
      expect(seen.place === null, role).toBe(!isOfficer);
      expect(JSON.stringify(seen).includes(String(zone.center[0] - 0.004)), `${role} finds it elsewhere`).toBe(
        isOfficer,
      );
    }
  });

  test('only a member of the organisation takes a task; a member or the planner marks it done', async () => {
    const number = await begin();
    const partner = await makeViewer(store.handle.database, 'partner', zone);
    const other = await makeViewer(store.handle.database, 'partner', zone);
    const taskOrganisationId = partner.organisationIds[0];
    await addTask(as(planner), number, { taskTitle: 'ดูแลต้นไม้', taskOrganisationId });
    const taskId = (
      await store.handle.database.selectFrom('projectTask').select('id').orderBy('id', 'desc').executeTakeFirstOrThrow()
    ).id;
    await expect(takeTask(as(other), number, taskId)).rejects.toMatchObject({ code: 'not-found' });
    await takeTask(as(partner), number, taskId);
    await expect(takeTask(as(partner), number, taskId)).rejects.toMatchObject({ code: 'conflict' });
    await expect(finishTask(as(other), number, taskId)).rejects.toMatchObject({ code: 'not-found' });
    await finishTask(as(partner), number, taskId);
    const [task] = (await getProject(as(partner), number)).tasks;
    expect(task).toMatchObject({ doneOn: '2026-11-01', isTaken: true, isOurs: true });
    expect(JSON.stringify(task)).not.toContain(partner.account?.id);
  });
});

describe('areas', () => {
  test('are proposed clear of each other, inside the zone, and locked for good', async () => {
    const number = await begin();
    const { database } = store.handle;
    const { rows } = await sql<Record<string, boolean>>`
      select st_within(treated_area, z.boundary) and st_within(control_area, z.boundary) as inside,
        st_intersects(control_area, treated_area) or st_intersects(control_area, buffer_area) as meets,
        st_area(control_area::geography) / st_area(treated_area::geography) between 0.98 and 1.02 as alike
      from project p join zone z on z.id = p.zone_id where number = ${number}`.execute(database);
    expect(rows[0]).toEqual({ inside: true, meets: false, alike: true });

    const areas = (await getProjectDesk(as(planner), number)).areas;
    const shapes = { treated: areas.treated ?? '', buffer: areas.buffer ?? '', control: areas.control ?? '' };
    for (const control of [
      'x',
      '{"type":"Point","coordinates":[1,1]}',
      shapes.treated,
      '{"type":"Polygon","coordinates":[[[200,99],[1,1],[2,2],[200,99]]]}',
    ])
      await expect(chooseAreas(as(planner), number, { ...shapes, control })).rejects.toMatchObject({
        fields: { control: 'projects.mistakeArea' },
      });
    await chooseAreas(as(planner), number, shapes);
    await lockAreas(as(planner), number);
    await expect(chooseAreas(as(planner), number, shapes)).rejects.toMatchObject({ code: 'conflict' });
    const change = sql`update project set control_area = st_translate(control_area, 0.001, 0) where number = ${number}`;
    await expect(change.execute(database)).rejects.toMatchObject({ constraint: 'project_areas_locked' });
    const unlock = sql`update project set areas_locked_at = null where number = ${number}`;
    await expect(unlock.execute(database)).rejects.toMatchObject({ constraint: 'project_areas_locked' });
  });
});

describe('money', () => {
  test('no more is disbursed than was committed or carried over, by service and by table', async () => {
    const number = await begin();
    const line = { ...money, ...sums, disbursedBaht: 500_000 };
    await expect(saveMoneyLine(as(planner), number, line)).rejects.toMatchObject({
      fields: { disbursedBaht: 'projects.mistakeDisbursed' },
    });
    await saveMoneyLine(as(planner), number, { ...line, carriedOverBaht: 100_000 });
    await saveMoneyLine(as(planner), number, { ...line, carriedOverBaht: 150_000 });
    const { money: lines, id } = await getProject(as(planner), number);
    expect(lines).toHaveLength(1);
    expect(lines[0]).toMatchObject({ fiscalYear: 2570, carriedOverBaht: 150_000, disbursedBaht: 500_000 });
    const insert = store.handle.database
      .insertInto('projectMoney')
      .values({ id: newId(), projectId: id, fiscalYear: 2571, source: 'x', disbursedBaht: 1 });
    await expect(insert.execute()).rejects.toMatchObject({ code: '23514' });
  });
});

describe("neighbours' confirmation", () => {
  const yes = { isBetter: true, words: '' };

  async function finished(): Promise<number> {
    const number = await begin();
    await prepare(number);
    await moveTo(number, 'done');
    return number;
  }

  test('three who did not do the work confirm, each once; the official acceptance is another thing', async () => {
    const number = await finished();
    const neighbours = [];
    for (let count = 0; count < 3; count++) neighbours.push(await makeViewer(store.handle.database, 'resident', zone));
    await recordAcceptance(as(planner), number, { acceptedOn: '2026-11-01', acceptanceReference: 'ตร. 12/2569' });
    const standing = async (now = madeAt) => (await getConfirmations(as(planner, now), number)).standing;
    for (const [index, neighbour] of neighbours.entries()) {
      expect(await standing()).toMatchObject({ state: 'waiting', better: index });
      await confirmProject(as(neighbour), number, yes);
      await confirmProject(as(neighbour), number, yes);
    }
    expect(await standing()).toMatchObject({ state: 'confirmed', better: 3 });
    const kinds = (await getTimeline(as(planner), number)).map((step) => step.kind);
    expect(kinds).toEqual(
      expect.arrayContaining(['created', 'funded', 'underway', 'done', 'accepted', 'neighbours-confirmed']),
    );
  });

  test('who did the work does not confirm it', async () => {
    const number = await begin();
    const partner = await makeViewer(store.handle.database, 'partner', zone);
    await addTask(as(planner), number, { taskTitle: 'ทาสี', taskOrganisationId: partner.organisationIds[0] });
    await prepare(number);
    await moveTo(number, 'done');
    for (const doer of [planner, partner, await makeViewer(store.handle.database, 'planner', zone)]) {
      expect((await getConfirmations(as(doer), number)).notAsked).toBe('did-the-work');
      await expect(confirmProject(as(doer), number, yes)).rejects.toMatchObject({ code: 'conflict' });
    }
    const stranger = await makeViewer(store.handle.database, 'resident', zone, 'none');
    await expect(confirmProject(as(stranger), number, yes)).rejects.toMatchObject({ message: 'not-verified' });
  });

  test('nobody is asked before it is done; after thirty days without three it is unconfirmed', async () => {
    const early = await begin();
    const neighbour = await makeViewer(store.handle.database, 'resident', zone);
    await expect(confirmProject(as(neighbour), early, yes)).rejects.toMatchObject({ message: 'not-done' });
    const number = await finished();
    await confirmProject(as(neighbour), number, { isBetter: false, words: 'ไฟดับอีกแล้ว' });
    const later = new Date(madeAt.getTime() + 31 * 86_400_000);
    const { standing } = await getConfirmations(as(neighbour, later), number);
    expect(standing).toMatchObject({ state: 'unconfirmed', better: 0, notBetter: 1 });
  });

  test('words are public after moderation only', async () => {
    const number = await finished();
    const neighbour = await makeViewer(store.handle.database, 'resident', zone);
    const other = await makeViewer(store.handle.database, 'resident', zone);
    await confirmProject(as(neighbour), number, { isBetter: false, words: 'ยังมืดอยู่' });
    const seenBy = async (viewer: Viewer) => (await getConfirmations(as(viewer), number)).words.length;
    expect([await seenBy(other), await seenBy(neighbour), await seenBy(planner)]).toEqual([0, 1, 1]);
  });
});

test('milestones, lists and filters', async () => {
  const number = await begin();
  await addMilestone(as(planner), number, { milestoneTitle: 'ออกแบบ', milestoneDueOn: '2026-12-01' });
  await addMilestone(as(planner), number, { milestoneTitle: 'ติดตั้ง' });
  const [first] = (await getProject(as(planner), number)).milestones;
  await finishMilestone(as(planner), number, first?.id ?? '');
  await expect(finishMilestone(as(planner), number, first?.id ?? '')).rejects.toMatchObject({ code: 'conflict' });
  const filter = {
    zone: zone.slug,
    state: 'planned' as const,
    kind: 'light' as const,
    organisation: undefined,
    page: 1,
  };
  const { cards, total } = await getProjects(as(planner), filter);
  expect(cards.find((card) => card.number === number)).toMatchObject({ milestoneCount: 2, milestonesDone: 1 });
  expect(total).toBe(cards.length);
  expect((await getProjects(as(planner), { ...filter, zone: foreign.slug })).total).toBe(0);
});
