import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { handOverAsProposal, handOverAsTasks } from '../../src/features/coverage/hand-over.service.ts';
import { renewPlan, renewPlans } from '../../src/features/coverage/plan-renewal.service.ts';
import type { PlanChange } from '../../src/features/coverage/planning.ts';
import { createPlan, deletePlan, getPlan, listPlans, savePlan } from '../../src/features/coverage/plans.service.ts';
import { getTaskCards } from '../../src/features/coverage/tasks.service.ts';
import { keepCoverageUp } from '../../src/features/coverage/work-out.service.ts';
import { getProposal } from '../../src/features/proposals/proposals.service.ts';
import type { Context } from '../../src/server/context.ts';
import { type JobRunner, startJobs } from '../../src/server/jobs.ts';
import { contextFor } from '../support/context.ts';
import { openTestDatabase, type TestDatabase } from '../support/database.ts';
import { everyRole, type MadeZone, madeAt, makeViewer, makeZone } from '../support/factories.ts';

let store: TestDatabase;
let home: MadeZone;
let officer: Context;
let jobs: JobRunner;

beforeAll(async () => {
  store = await openTestDatabase({ seeded: true });
  const { database } = store.handle;
  await keepCoverageUp(database, madeAt);
  const [zone] = await rowsOf(sql<{ id: string; slug: string; stationId: string; divisionId: string }>`
    select zone.id, slug, station_id, parent_id as division_id
    from zone join police_unit on police_unit.id = station_id where slug = 'ban-suksan'`);
  if (!zone) throw new Error('the demonstration has no zone');
  home = { ...zone, center: [0, 0] };
  jobs = await startJobs(store.handle);
  await jobs.work('proposal.tell', () => Promise.resolve());
  officer = { ...contextFor(database, await makeViewer(database, 'officer', home)), jobs };
});
afterAll(async () => {
  await jobs.stop();
  await store.remove();
});

async function rowsOf<Row>(query: ReturnType<typeof sql<Row>>): Promise<Row[]> {
  return (await query.execute(store.handle.database)).rows;
}

const still: PlanChange = {
  kind: 'aim',
  cameraId: null,
  place: null,
  headingDegrees: null,
  tiltDegrees: null,
  heightMeters: null,
  fieldDegrees: null,
  imageWidthPixels: null,
  imageHeightPixels: null,
  rangeMeters: null,
  reason: '',
};
const turn = (cameraId: string, headingDegrees: number): PlanChange => ({ ...still, cameraId, headingDegrees });
const about = { title: 'หันกล้องไปทางซอย', purpose: 'detect', scope: 'all' } as const;

/** Cameras that see some of a risk area, those with a known heading first. */
const camerasAtRisk = () =>
  rowsOf(sql<{ id: string; heading: number | null; longitude: number; latitude: number }>`
    select camera.id, heading_degrees as heading, st_x(place) as longitude, st_y(place) as latitude
    from camera join camera_view as view on view.camera_id = camera.id and view.purpose = 'detect'
    where camera.zone_id = ${home.id} and link = 'linked'
      and exists (select from risk_area where state in ('confirmed', 'treated', 'watched') and st_intersects(boundary, area))
    order by heading_degrees is null, camera.id`);

const zoneShares = () =>
  rowsOf(sql<{ purpose: string; scope: string; sure: number; likely: number }>`
    select distinct on (purpose, scope) purpose, scope, sure_share as sure, likely_share as likely
    from zone_cover where zone_id = ${home.id} order by purpose, scope, computed_at desc`);

async function shareNow(purpose: string, scope: string) {
  const row = (await zoneShares()).find((each) => each.purpose === purpose && each.scope === scope);
  if (!row) throw new Error('no share');
  return row;
}

describe('a plan', () => {
  test('is for officers of its zone; for everybody else there is none', async () => {
    const { database } = store.handle;
    const [camera] = await camerasAtRisk();
    const foreign = await makeZone(database);
    const input = { ...about, changes: [turn(camera?.id ?? '', 10)] };
    const id = await createPlan(officer, { zoneId: home.id, ...input });
    for (const role of everyRole) {
      for (const zone of [home, foreign]) {
        const context = contextFor(database, await makeViewer(database, role, zone));
        const isAllowed = zone === home && (role === 'officer' || role === 'supervisor');
        const attempts = [
          () => listPlans(context, home.slug),
          () => getPlan(context, id),
          () => savePlan(context, { id, version: 99, ...input }),
          () => deletePlan(context, id),
          () => renewPlan(context, id),
          () => renewPlans(context, home.slug),
          () => createPlan(context, { zoneId: home.id, ...input }),
        ];
        if (isAllowed) {
          expect((await getPlan(context, id)).id).toBe(id);
          continue;
        }
        for (const attempt of attempts) await expect(attempt(), role).rejects.toMatchObject({ code: 'not-found' });
      }
    }
    await deletePlan(officer, id);
    await expect(getPlan(officer, id)).rejects.toMatchObject({ code: 'not-found' });
  });

  test('puts every look at its cameras on record, and everything that is done to it', async () => {
    const [camera] = await camerasAtRisk();
    const id = await createPlan(officer, { zoneId: home.id, ...about, changes: [turn(camera?.id ?? '', 10)] });
    await getPlan(officer, id);
    await savePlan(officer, { id, version: 1, ...about, changes: [turn(camera?.id ?? '', 20)] });
    await deletePlan(officer, id);
    const looks = await rowsOf(sql`select from audit_log where action = 'coverage.plan' and subject_id = ${id}`);
    expect(looks).toHaveLength(1);
    const events = await rowsOf(sql<{ type: string }>`
      select type from event where subject = 'plan' and subject_id = ${id} order by id`);
    expect(events.map(({ type }) => type)).toEqual(['created', 'changed', 'deleted']);
  });

  test('says of cameras turned, added and taken away what the coverage says once that is really done', async () => {
    const { database } = store.handle;
    const [first, second, third] = await camerasAtRisk();
    if (!first || !second || !third) throw new Error('three cameras');
    const spot: [number, number] = [third.longitude + 0.0001, third.latitude + 0.0001];
    const changes: PlanChange[] = [
      turn(first.id, ((first.heading ?? 0) + 130) % 360),
      { ...still, kind: 'remove', cameraId: second.id },
      { ...turn(third.id, 200), tiltDegrees: 12, place: spot },
      { ...still, kind: 'add', place: spot, headingDegrees: 20, heightMeters: 4, fieldDegrees: 80 },
    ];
    const before = await shareNow('observe', 'linked');
    const id = await createPlan(officer, {
      zoneId: home.id,
      title: 'ลองทุกแบบ',
      purpose: 'observe',
      scope: 'linked',
      changes,
    });
    const plan = await getPlan(officer, id);
    expect(plan.sureBefore).toBeCloseTo(before.sure, 6);
    expect(plan.likelyBefore).toBeCloseTo(before.likely, 6);
    expect(plan.changes.map(({ kind }) => kind)).toEqual(['aim', 'remove', 'aim', 'add']);
    expect(plan.changes[0]).toMatchObject({ cameraId: first.id, wasHeadingDegrees: first.heading });
    expect(plan.changes[2]?.place?.[0]).toBeCloseTo(spot[0], 9);

    await sql`update camera set heading_degrees = ${changes[0]?.headingDegrees} where id = ${first.id}`.execute(
      database,
    );
    await sql`update camera set condition = 'removed' where id = ${second.id}`.execute(database);
    await sql`update camera set heading_degrees = 200, tilt_degrees = 12,
      place = st_setsrid(st_makepoint(${spot[0]}, ${spot[1]}), 4326) where id = ${third.id}`.execute(database);
    await sql`
      insert into camera (id, zone_id, organisation_id, code, place, mounting_height_meters, heading_degrees,
        field_of_view_degrees, image_width_pixels, image_height_pixels, tilt_degrees, link, source, source_key,
        created_at, changed_at, accepted_at)
      select gen_random_uuid(), zone_id, (
          select organisation.id from organisation where not exists (
            select from camera as other where other.organisation_id = organisation.id) limit 1),
        'NEW', st_setsrid(st_makepoint(${spot[0]}, ${spot[1]}), 4326), 4, 20, 80, 1920, 1080, 15, 'linked', 'test', 'new',
        created_at, changed_at, created_at
      from camera where id = ${first.id}`.execute(database);
    await keepCoverageUp(database, new Date(madeAt.getTime() + 60_000));
    const after = await shareNow('observe', 'linked');
    expect(after.sure).not.toBeCloseTo(before.sure, 4);
    // The cell sums are added up in another order than when they were changed one by one.
    expect(Math.abs(plan.sureAfter - after.sure)).toBeLessThan(0.002);
    expect(Math.abs(plan.likelyAfter - after.likely)).toBeLessThan(0.002);
    const gaps = await rowsOf(sql<{ gaps: number; size: number }>`
      select count(*)::int as gaps, sum(square_meters) as size from coverage_gap
      where zone_id = ${home.id} and purpose = 'observe' and scope = 'linked'`);
    expect(Math.abs((gaps[0]?.size ?? 0) / plan.gapSquareMetersAfter - 1)).toBeLessThan(0.01);
  });

  test('says when the zone has changed since its figures, and has them worked out anew by a press, its version kept', async () => {
    const { database } = store.handle;
    const [camera, other] = await camerasAtRisk();
    if (!camera || !other) throw new Error('two cameras');
    const changes = [turn(camera.id, ((camera.heading ?? 0) + 60) % 360)];
    const at = (minutes: number): Context => ({ ...officer, now: new Date(madeAt.getTime() + minutes * 60_000) });
    const id = await createPlan(at(120), { zoneId: home.id, ...about, title: 'ตัวเลขเก่า', changes });
    const handedOver = await createPlan(at(120), { zoneId: home.id, ...about, title: 'ส่งต่อแล้ว', changes });
    await handOverAsTasks(at(120), handedOver, 1);
    expect(await getPlan(officer, id)).toMatchObject({ isOutdated: false });
    await sql`update camera set condition = 'faulty' where id = ${other.id}`.execute(database);
    await keepCoverageUp(database, at(130).now);
    const outdated = (await listPlans(officer, home.slug)).plans.filter(({ isOutdated }) => isOutdated);
    expect(outdated.map((plan) => plan.id)).toContain(id);
    expect(outdated.map((plan) => plan.id)).not.toContain(handedOver);

    await expect(renewPlan(at(140), handedOver)).rejects.toMatchObject({ code: 'conflict' });
    const planner = contextFor(database, await makeViewer(database, 'planner', home));
    await expect(renewPlans(planner, home.slug)).rejects.toMatchObject({ code: 'not-found' });
    await renewPlans(at(140), home.slug);
    const renewed = await getPlan(officer, id);
    expect(renewed).toMatchObject({ isOutdated: false, version: 1, computedAt: at(140).now });
    expect(renewed.sureBefore).toBeCloseTo((await shareNow(about.purpose, about.scope)).sure, 6);
    expect(renewed.changes).toHaveLength(1);
    expect((await listPlans(officer, home.slug)).plans.some(({ isOutdated }) => isOutdated)).toBe(false);
    await sql`update camera set condition = 'working' where id = ${other.id}`.execute(database);
    await keepCoverageUp(database, at(150).now);
  });

  test('is saved by one at a time: the second of two who began from the same version is told', async () => {
    const [camera] = await camerasAtRisk();
    const changes = [turn(camera?.id ?? '', 45)];
    const id = await createPlan(officer, { zoneId: home.id, ...about, changes });
    const saves = await Promise.allSettled([
      savePlan(officer, { id, version: 1, ...about, title: 'ฉบับแรก', changes }),
      savePlan(officer, { id, version: 1, ...about, title: 'ฉบับสอง', changes }),
    ]);
    expect(saves.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    const lost = saves.find((save) => save.status === 'rejected');
    expect(lost?.reason).toMatchObject({ code: 'conflict' });
    expect((await getPlan(officer, id)).version).toBe(2);
  });

  test('refuses cameras of others, one camera twice, and places far away', async () => {
    const [camera] = await camerasAtRisk();
    const [elsewhere] = await rowsOf(sql<{ id: string }>`select id from camera where zone_id <> ${home.id} limit 1`);
    const id = camera?.id ?? '';
    for (const changes of [
      [turn(elsewhere?.id ?? '', 3)],
      [turn(id, 3), turn(id, 4)],
      [{ ...turn(id, 3), place: [0, 0] as const }],
    ])
      await expect(createPlan(officer, { zoneId: home.id, ...about, changes })).rejects.toMatchObject({
        code: 'invalid',
      });
  });
});

/** A plan that turns one camera so that a risk area is seen better, and that area. */
async function gainingPlan() {
  for (const camera of await camerasAtRisk()) {
    for (const heading of [0, 90, 180, 270]) {
      const id = await createPlan(officer, { zoneId: home.id, ...about, changes: [turn(camera.id, heading)] });
      const plan = await getPlan(officer, id);
      const area = plan.areas.find(({ sureBefore, sureAfter }) => sureAfter > sureBefore);
      if (area) return { plan, area, camera };
      await deletePlan(officer, id);
    }
  }
  throw new Error('no camera can be turned for the better');
}

describe('handing a plan over', () => {
  const words = { title: 'ให้กล้องช่วยดูมากขึ้น', problem: 'มองเห็นน้อย', fix: 'หันกล้องที่มีอยู่' };

  test('as a proposal tells everybody the risk area, and nobody a camera', async () => {
    const { database } = store.handle;
    const { plan, area, camera } = await gainingPlan();
    const [{ code } = { code: '' }] = await rowsOf(
      sql<{ code: string }>`select code from camera where id = ${camera.id}`,
    );
    const input = { version: plan.version, riskAreaId: area.riskAreaId, ...words };
    for (const [field, text] of [
      ['title', `หันกล้อง ${code.toLowerCase()}`],
      ['problem', `ตรง ${camera.latitude}, ${camera.longitude}`],
    ] as const)
      await expect(handOverAsProposal(officer, plan.id, { ...input, [field]: text })).rejects.toMatchObject({
        fields: { [field]: 'plans.mistakeNamesCamera' },
      });
    const number = await handOverAsProposal(officer, plan.id, input);
    for (const role of ['anonymous', 'resident', 'partner', 'planner'] as const) {
      const context = contextFor(database, await makeViewer(database, role, home));
      const seen = await getProposal(context, number);
      expect(seen).toMatchObject({ kind: 're-aim-camera', state: 'open', riskAreaNameTh: area.nameTh });
      const [point] = await rowsOf(sql<{ meters: number }>`
        select st_distance(st_setsrid(st_makepoint(${seen.longitude}, ${seen.latitude}), 4326)::geography,
          st_pointonsurface(boundary)::geography) as meters from risk_area where id = ${area.riskAreaId}`);
      expect(point?.meters).toBeLessThan(60);
      const told = JSON.stringify(seen);
      for (const secret of [code, camera.id, plan.id, camera.latitude.toFixed(4)]) expect(told).not.toContain(secret);
    }
    expect(await getPlan(officer, plan.id)).toMatchObject({ state: 'handed-over', proposalNumber: number });
    await expect(handOverAsProposal(officer, plan.id, input)).rejects.toMatchObject({ code: 'conflict' });
    await expect(deletePlan(officer, plan.id)).rejects.toMatchObject({ code: 'conflict' });
  });

  test('as task cards names the camera, the old and the new values, and what to aim at; for officers alone', async () => {
    const { database } = store.handle;
    const { plan, camera } = await gainingPlan();
    await handOverAsTasks(officer, plan.id, plan.version);
    const { cards } = await getTaskCards(officer, plan.id);
    expect(cards).toHaveLength(1);
    const task = cards[0]?.tasks[0];
    expect(task?.change).toMatchObject({ cameraId: camera.id, wasHeadingDegrees: camera.heading });
    expect(task?.change.code).toBeTruthy();
    expect(cards[0]?.drawing?.after).toMatch(/^M/);
    const planner = contextFor(database, await makeViewer(database, 'planner', home));
    await expect(getTaskCards(planner, plan.id)).rejects.toMatchObject({ code: 'not-found' });
  });

  test('refuses a risk area that gains nothing', async () => {
    const { plan } = await gainingPlan();
    const none = plan.areas.find(({ sureBefore, sureAfter }) => sureAfter <= sureBefore);
    const input = { version: plan.version, riskAreaId: none?.riskAreaId ?? '', ...words };
    await expect(handOverAsProposal(officer, plan.id, input)).rejects.toMatchObject({ code: 'invalid' });
  });
});
