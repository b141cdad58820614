import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { decideRiskArea, getRiskArea } from '../../src/features/zones/risk-areas.service.ts';
import { type RiskAreaState, riskAreaArrows, riskAreaStates } from '../../src/features/zones/risk-areas.states.ts';
import { getZone, getZoneMiddles, getZones } from '../../src/features/zones/zones.service.ts';
import type { Viewer } from '../../src/server/access.ts';
import { newId } from '../../src/server/identifiers.ts';
import { type Arrows, expectSameArrows, pairsOf, walkArrowsInDatabase, wayTo } from '../support/arrows.ts';
import { contextFor } from '../support/context.ts';
import { openTestDatabase, type TestDatabase } from '../support/database.ts';
import { everyRole, type MadeZone, madeAt, makeViewer, makeZone } from '../support/factories.ts';

let store: TestDatabase;
let zone: MadeZone;
let foreign: MadeZone;
let officer: Viewer;

beforeAll(async () => {
  store = await openTestDatabase();
  [zone, foreign] = [await makeZone(store.handle.database), await makeZone(store.handle.database)];
  officer = await makeViewer(store.handle.database, 'officer', zone);
});
afterAll(() => store.remove());

const as = (viewer: Viewer) => contextFor(store.handle.database, viewer);

const arrows: Arrows = [
  ['', 'proposed'],
  ...riskAreaStates.flatMap((from) => riskAreaArrows[from].map((to) => [from, to] as const)),
];

async function propose(database = store.handle.database): Promise<string> {
  const id = newId();
  const [longitude, latitude] = zone.center;
  await database
    .insertInto('riskArea')
    .values({
      id,
      zoneId: zone.id,
      nameTh: 'ซอยหลังตลาด',
      nameEn: 'Lane behind the market',
      level: 4,
      boundary: sql<string>`st_makeenvelope(${longitude}, ${latitude}, ${longitude + 0.001}, ${latitude + 0.001}, 4326)`,
      factors: JSON.stringify([{ key: 'lighting', th: 'ไฟดับ', en: 'Lamps out', figure: '0.6/3' }, { key: 'model-3' }]),
      assessedOn: '2026-10-01',
      createdAt: madeAt,
      updatedAt: madeAt,
    })
    .execute();
  return id;
}

async function bringTo(id: string, state: RiskAreaState): Promise<void> {
  for (const to of wayTo(arrows, state).slice(1))
    await decideRiskArea(as(officer), id, { to: to as RiskAreaState, reason: 'ตรวจพื้นที่แล้ว' });
}

describe('states', () => {
  test('service and database hold the same arrows', () => expectSameArrows(store.handle.database, 'risk_area', arrows));

  test('the database walks every arrow and no other', () =>
    walkArrowsInDatabase({
      database: store.handle.database,
      table: 'risk_area',
      arrows,
      states: riskAreaStates,
      insert: (database) => propose(database as typeof store.handle.database),
      columns: () => ({}),
    }));

  test.each(pairsOf(arrows, riskAreaStates))('the service: $from → $to is $isArrow', async ({ from, to, isArrow }) => {
    const id = await propose();
    await bringTo(id, from as RiskAreaState);
    const attempt = decideRiskArea(as(officer), id, { to: to as RiskAreaState, reason: 'เดินตรวจ 3 คืน' });
    if (isArrow) await attempt;
    else await expect(attempt).rejects.toMatchObject({ code: 'conflict' });
    const area = await getRiskArea(as(officer), id);
    expect(area.state).toBe(isArrow ? to : from);
    if (isArrow) expect(area.decisions[0]).toMatchObject({ to, reason: 'เดินตรวจ 3 คืน' });
  });
});

test.each(everyRole)('%s: decides and sees as the tables say, in own and foreign territory', async (role) => {
  for (const where of [zone, foreign]) {
    const viewer = await makeViewer(store.handle.database, role, where);
    const isOwn = where === zone;
    const id = await propose();
    const decide = () => decideRiskArea(as(viewer), id, { to: 'confirmed', reason: 'มีผู้แจ้งหลายราย' });
    const knows = isOwn && ['planner', 'officer', 'supervisor', 'commander'].includes(role);
    if (knows) expect((await getRiskArea(as(viewer), id)).factors).toHaveLength(2);
    else await expect(getRiskArea(as(viewer), id)).rejects.toMatchObject({ code: 'not-found' });
    const listed = (await getZone(as(viewer), zone.slug)).riskAreas.some((area) => area.id === id);
    expect(listed).toBe(knows);
    if (isOwn && (role === 'officer' || role === 'supervisor')) await decide();
    else {
      await expect(decide()).rejects.toMatchObject({ code: 'not-found' });
      await bringTo(id, 'confirmed');
    }
    const seen = await getRiskArea(as(viewer), id);
    expect(seen.factors[0]).toEqual({ th: 'ไฟดับ', en: 'Lamps out', ...(knows && { figure: '0.6/3' }) });
    expect(seen.factors).toHaveLength(knows ? 2 : 1);
  }
});

test('zones are found by name and their middles lie inside', async () => {
  const [one] = await getZones(as(officer), zone.slug.slice(5));
  expect(one).toMatchObject({ slug: zone.slug });
  expect(await getZones(as(officer), '%_no such name')).toEqual([]);
  const middle = (await getZoneMiddles(as(officer))).find(({ slug }) => slug === zone.slug);
  expect(middle?.longitude).toBeCloseTo(zone.center[0], 2);
});
