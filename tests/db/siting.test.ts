import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { getPlan } from '../../src/features/coverage/plans.service.ts';
import { type SitingRequest, sitingRequest } from '../../src/features/coverage/siting.schema.ts';
import {
  askSiting,
  askSitingAgain,
  cancelSiting,
  getSitingDesk,
  getSitingRun,
  keepAsPlan,
} from '../../src/features/coverage/siting.service.ts';
import { failLostSiting, runSiting } from '../../src/features/coverage/siting-run.service.ts';
import { keepCoverageUp } from '../../src/features/coverage/work-out.service.ts';
import type { Context } from '../../src/server/context.ts';
import { AppError } from '../../src/server/errors.ts';
import { newId } from '../../src/server/identifiers.ts';
import { contextFor } from '../support/context.ts';
import { openTestDatabase, type TestDatabase } from '../support/database.ts';
import { everyRole, type MadeZone, makeViewer } from '../support/factories.ts';
import { usualSiting } from '../support/siting-questions.ts';

let store: TestDatabase;
let home: MadeZone;
let foreign: MadeZone;
let officer: Context;
const asked: string[] = [];

beforeAll(async () => {
  store = await openTestDatabase({ seeded: true });
  const { database } = store.handle;
  await keepCoverageUp(database, new Date());
  const { rows } = await sql<{ id: string; slug: string; stationId: string; divisionId: string }>`
    select zone.id, slug, station_id, parent_id as division_id
    from zone join police_unit on police_unit.id = station_id order by slug`.execute(database);
  const [first, second] = rows;
  if (!first || !second) throw new Error('two zones');
  home = { ...first, center: [0, 0] };
  foreign = { ...second, center: [0, 0] };
  officer = await contextAs('officer');
});
afterAll(() => store.remove());

async function contextAs(role: (typeof everyRole)[number]): Promise<Context> {
  const { database } = store.handle;
  const jobs = {
    send: async (_transaction: unknown, _name: string, data: object) => void asked.push(JSON.stringify(data)),
  };
  return { ...contextFor(database, await makeViewer(database, role, home)), now: new Date(), jobs };
}

const house = () => ({ database: store.handle.database, now: () => new Date() });

const ask = (more: Partial<SitingRequest> = {}) => askSiting(officer, home.slug, { ...usualSiting, ...more });
const runOf = async (id: string) => (await getSitingRun(officer, home.slug, id)).run;

async function answered(more: Partial<SitingRequest> = {}) {
  const id = await ask(more);
  await runSiting(house(), id);
  return runOf(id);
}

async function codeOf(work: Promise<unknown>): Promise<string> {
  const error = await work.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  return error instanceof AppError ? error.code : 'done';
}

/** Puts a question into a state as a server that died would have left it. */
const leave = (id: string, tries: number, workedAt: Date) =>
  sql`update siting_run set state = 'working', tries = ${tries}, worked_at = ${workedAt} where id = ${id}`.execute(
    store.handle.database,
  );

type Shape = [number, number][][];

/** Even-odd over all rings, written for this test alone. */
function isIn(rings: Shape, x: number, y: number): boolean {
  let isInside = false;
  for (const ring of rings)
    for (let at = 1; at < ring.length; at++) {
      const [[x0, y0], [x1, y1]] = [ring[at - 1] ?? [0, 0], ring[at] ?? [0, 0]];
      if (y0 > y !== y1 > y && x < x0 + ((y - y0) / (y1 - y0)) * (x1 - x0)) isInside = !isInside;
    }
  return isInside;
}

async function shapesOf(from: ReturnType<typeof sql>): Promise<{ level: number; rings: Shape; box: number[] }[]> {
  const { rows } = await sql<{ level: number; rings: Shape; box: number[] }>`
    select level, st_asgeojson(shape, 8)::jsonb -> 'coordinates' as rings,
      array[st_xmin(shape), st_ymin(shape), st_xmax(shape), st_ymax(shape)] as box from (${from}) as found`.execute(
    store.handle.database,
  );
  return rows;
}

/** What share of the ground at risk known cameras see, and with these views: it knows nothing of grids or solvers. */
async function sampleShares(added: Shape[]): Promise<{ before: number; after: number }> {
  const areas = await shapesOf(sql`select level, boundary as shape from risk_area
    where zone_id = ${home.id} and state in ('confirmed', 'treated', 'watched')`);
  const houses = await shapesOf(sql`select 0 as level, outline as shape from building where zone_id = ${home.id}`);
  const views = await shapesOf(sql`select 0 as level, (st_dump(area)).geom as shape from camera_view
    where zone_id = ${home.id} and purpose = 'detect' and is_known`);
  const [longitudeStep, latitudeStep] = [3 / 108_000, 3 / 110_600];
  const sums = { total: 0, before: 0, after: 0 };
  for (const [number, { level, rings, box }] of areas.entries()) {
    const [west = 0, south = 0, east = 0, north = 0] = box;
    const near = (shapes: typeof houses) =>
      shapes.filter(({ box: [w = 0, s = 0, e = 0, n = 0] }) => w <= east && e >= west && s <= north && n >= south);
    const [nearHouses, nearViews] = [near(houses), near(views)];
    for (let x = west; x < east; x += longitudeStep)
      for (let y = south; y < north; y += latitudeStep) {
        // Where areas overlap, the severest counts, and of equals the first.
        const rank = (other: number): number => (areas[other]?.level ?? 0) * 1000 - other;
        const isAnothers = areas.some((other, at) => rank(at) > rank(number) && isIn(other.rings, x, y));
        if (!isIn(rings, x, y) || isAnothers || nearHouses.some((house) => isIn(house.rings, x, y))) continue;
        sums.total += level;
        const isSeen = nearViews.some((view) => isIn(view.rings, x, y));
        if (isSeen) sums.before += level;
        if (isSeen || added.some((view) => isIn(view, x, y))) sums.after += level;
      }
  }
  return { before: sums.before / sums.total, after: sums.after / sums.total };
}

describe('a question of the demonstration', () => {
  test('about new cameras is answered, and its cover is what looking at every third metre finds', async () => {
    const run = await answered({ reAimFirst: false });
    expect(run).toMatchObject({ state: 'done', progress: 1, failure: null });
    const answer = run.answer;
    if (!answer) throw new Error('no answer');
    expect(answer.sites).toHaveLength(3);
    expect(answer.bound).toBeGreaterThanOrEqual(answer.after);
    expect(answer.after).toBeGreaterThan(answer.before);
    expect(answer.curve.length).toBeGreaterThan(5);
    const sampled = await sampleShares(answer.sites.flatMap(({ view }) => view as Shape[]));
    expect(Math.abs(sampled.before - answer.before)).toBeLessThan(0.012);
    expect(Math.abs(sampled.after - answer.after)).toBeLessThan(0.012);
  });

  test('about angles and about SOS posts is answered, too', async () => {
    const angles = await answered({ kind: 'angles', withOwners: true });
    expect(angles.state).toBe('done');
    expect(angles.answer?.visits.length).toBeGreaterThan(0);
    expect(angles.answer?.after).toBeGreaterThan(angles.answer?.before ?? 1);
    for (const goal of ['within-3', 'average'] as const) {
      const posts = await answered({ kind: 'sos-posts', goal });
      expect(posts.state).toBe('done');
      expect(posts.answer?.sites.length).toBeGreaterThan(0);
    }
  });

  test('that has no answer says why, with the figures of it', async () => {
    const run = await answered({ budget: 100 });
    expect(run).toMatchObject({
      state: 'failed',
      failure: 'over-budget',
      failureValues: { cheapest: 45_000, budget: 100 },
    });
    expect(await answered({ areas: [newId()] })).toMatchObject({ state: 'failed', failure: 'no-areas' });
  });

  test('can be asked again with a site that stays and one that does not', async () => {
    const run = await answered();
    const [stays, goes] = run.answer?.sites ?? [];
    if (!stays || !goes) throw new Error('two sites');
    const id = await askSitingAgain(officer, home.slug, run.id, { count: 3, keep: [stays.key], drop: [goes.key] });
    await runSiting(house(), id);
    const keys = (await runOf(id)).answer?.sites.map(({ key }) => key) ?? [];
    expect(keys).toContain(stays.key);
    expect(keys).not.toContain(goes.key);
  });
});

describe('a question that is open', () => {
  test('is cancelled at once, by whoever may ask, and the thread ends', async () => {
    const waiting = await ask();
    await cancelSiting(officer, home.slug, waiting);
    await runSiting(house(), waiting);
    expect((await runOf(waiting)).state).toBe('cancelled');
    expect(await codeOf(cancelSiting(officer, home.slug, waiting))).toBe('conflict');

    const id = await ask({ count: 30, candidates: ['lamp', 'street', 'pole', 'wall'], seconds: 60 });
    const began = Date.now();
    const work = runSiting(house(), id);
    while ((await runOf(id)).state !== 'working') await new Promise((resolve) => setTimeout(resolve, 20));
    await cancelSiting(officer, home.slug, id);
    await work;
    expect(Date.now() - began, 'of the minute that was asked for').toBeLessThan(60_000);
    expect(await runOf(id)).toMatchObject({ state: 'cancelled', answer: undefined });
  });

  test('that takes too long is ended with a word, whatever the solver does', async () => {
    const id = await ask({ count: 30, candidates: ['lamp', 'street', 'pole', 'wall'], seconds: 60 });
    let hours = 0;
    await runSiting({ ...house(), now: () => new Date(Date.now() + hours++ * 3_600_000) }, id);
    expect(await runOf(id)).toMatchObject({ state: 'failed', failure: 'too-long' });
  });

  test('ends within its time limit with the best that is known by then', async () => {
    const run = await answered({ count: 30, candidates: ['lamp', 'street', 'pole', 'wall'], seconds: 1 });
    expect(run.state).toBe('done');
    expect(run.answer?.bound).toBeGreaterThanOrEqual(run.answer?.after ?? 1);
  });

  test('is taken up again when its server died, but not for ever', async () => {
    const id = await ask();
    await leave(id, 1, new Date());
    await runSiting(house(), id);
    expect((await runOf(id)).state).toBe('done');

    const often = await ask();
    await leave(often, 3, new Date());
    await runSiting(house(), often);
    expect(await runOf(often)).toMatchObject({ state: 'failed', failure: 'lost' });

    const silent = await ask();
    await leave(silent, 1, new Date(Date.now() - 11 * 60_000));
    expect(await failLostSiting(store.handle.database, new Date())).toBe(1);
    expect(await runOf(silent)).toMatchObject({ state: 'failed', failure: 'lost' });
  });

  test('is one of three at most in a zone', async () => {
    const open = [await ask(), await ask(), await ask()];
    expect(await codeOf(ask())).toBe('too-many');
    for (const id of open) await cancelSiting(officer, home.slug, id);
    expect(asked.at(-1)).toBe(JSON.stringify({ runId: open[2] }));
  });
});

describe('rights', () => {
  test('only officers of the zone ask, see and keep, and who looked is on record', async () => {
    const id = (await answered()).id;
    const { database } = store.handle;
    const looks = async () =>
      Number(
        (
          await database
            .selectFrom('auditLog')
            .where('action', 'in', ['siting.desk', 'siting.see'])
            .select(({ fn }) => fn.countAll().as('count'))
            .executeTakeFirstOrThrow()
        ).count,
      );
    for (const role of everyRole) {
      const context = await contextAs(role);
      const expected = role === 'officer' || role === 'supervisor' ? 'done' : 'not-found';
      const before = await looks();
      expect(await codeOf(getSitingDesk(context, home.slug)), role).toBe(expected);
      expect(await codeOf(getSitingRun(context, home.slug, id)), role).toBe(expected);
      expect(await looks(), role).toBe(before + (expected === 'done' ? 2 : 0));
      if (expected === 'done') continue;
      expect(await codeOf(askSiting(context, home.slug, usualSiting)), role).toBe('not-found');
      expect(await codeOf(cancelSiting(context, home.slug, id)), role).toBe('not-found');
      expect(await codeOf(keepAsPlan(context, home.slug, id, { title: 'แผน', reason: () => '' })), role).toBe(
        'not-found',
      );
    }
    expect(await codeOf(getSitingRun(officer, foreign.slug, id))).toBe('not-found');
    expect(await codeOf(getSitingDesk(officer, foreign.slug))).toBe('not-found');
  });
});

test('an answer is kept as one plan, whose own figures agree with it', async () => {
  const run = await answered({ reAimFirst: true, withOwners: true });
  const words = { title: 'กล้องใหม่สามตัว', reason: (adds: number) => `เพิ่ม ${(adds * 100).toFixed(1)}%` };
  const planId = await keepAsPlan(officer, home.slug, run.id, words);
  expect(await keepAsPlan(officer, home.slug, run.id, words)).toBe(planId);
  const plan = await getPlan(officer, planId);
  expect(plan.title).toBe(words.title);
  expect(plan.changes).toHaveLength((run.answer?.sites.length ?? 0) + (run.answer?.visits.length ?? 0));
  expect(Math.abs(plan.sureAfter - (run.answer?.after ?? 0))).toBeLessThan(0.02);
  const posts = await answered({ kind: 'sos-posts' });
  expect(await codeOf(keepAsPlan(officer, home.slug, posts.id, words))).toBe('conflict');
});

test('what is kept of a question is what its schema allows', async () => {
  const { rows } = await sql<{ request: unknown }>`select request from siting_run`.execute(store.handle.database);
  expect(rows.length).toBeGreaterThan(5);
  for (const { request } of rows) expect(sitingRequest.safeParse(request).success).toBe(true);
});
