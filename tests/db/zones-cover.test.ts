import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { keepCoverageUp } from '../../src/features/coverage/work-out.service.ts';
import { getZonesCoverage } from '../../src/features/coverage/zones-cover.service.ts';
import { anonymous } from '../../src/server/access.ts';
import { contextFor } from '../support/context.ts';
import { openTestDatabase, type TestDatabase } from '../support/database.ts';
import { everyRole, type MadeZone, madeAt, makeViewer } from '../support/factories.ts';

const asked = { purpose: 'detect', scope: 'linked' } as const;
const day = 86_400_000;

let store: TestDatabase;
let home: MadeZone;
beforeAll(async () => {
  store = await openTestDatabase({ seeded: true });
  await keepCoverageUp(store.handle.database, madeAt);
  const [zone] = await rowsOf(sql<{ id: string; slug: string; stationId: string; divisionId: string }>`
    select zone.id, slug, station_id, parent_id as division_id
    from zone join police_unit on police_unit.id = station_id order by slug limit 1`);
  if (!zone) throw new Error('the demonstration has no zone');
  home = { ...zone, center: [0, 0] };
});
afterAll(() => store.remove());

async function rowsOf<Row>(query: ReturnType<typeof sql<Row>>): Promise<Row[]> {
  return (await query.execute(store.handle.database)).rows;
}

test('everybody sees the share of every zone, and what zones come to together is that of all their ground', async () => {
  const groups = await getZonesCoverage(contextFor(store.handle.database, anonymous), asked);
  const [count] = await rowsOf(sql<{ zones: number }>`select count(*)::int as zones from zone`);
  expect(groups.flatMap(({ zones }) => zones)).toHaveLength(count?.zones ?? 0);
  for (const group of groups) {
    expect(group.kind).toBe('division');
    const ids = group.zones.map(({ id }) => id);
    const [exact] = await rowsOf(sql<{ share: number }>`
      select sum(level * ground_square_meters * sure_share) / sum(level * ground_square_meters) as share
      from risk_area_cover as cover join risk_area on risk_area.id = cover.risk_area_id
      where cover.zone_id = any(${ids}::uuid[]) and purpose = 'detect' and scope = 'linked'`);
    expect(group.together?.sureShare).toBeCloseTo(exact?.share ?? 0, 5);
    expect(group.zones.every(({ gap }) => gap === undefined)).toBe(true);
  }
});

test('the worst gap is for officers of that zone alone, and on record before they see it', async () => {
  const { database } = store.handle;
  for (const role of everyRole) {
    const viewer = await makeViewer(database, role, home);
    const looks = () =>
      rowsOf(sql<{ zoneId: string }>`
        select zone_id from audit_log where action = 'coverage.gaps' and account_id = ${viewer.account?.id ?? null}`);
    const zones = (await getZonesCoverage(contextFor(database, viewer), asked)).flatMap((group) => group.zones);
    const told = zones.filter(({ gap }) => gap).map(({ id }) => id);
    const isOfficer = role === 'officer' || role === 'supervisor';
    expect(told, role).toEqual(isOfficer ? [home.id] : []);
    expect(
      (await looks()).map(({ zoneId }) => zoneId),
      role,
    ).toEqual(told);
  }
});

test('a commander has the zones of the own tree first, and together', async () => {
  const { database } = store.handle;
  const commander = await makeViewer(database, 'commander', home);
  const [first, ...others] = await getZonesCoverage(contextFor(database, commander), asked);
  expect(first?.kind).toBe('own');
  expect(first?.zones.map(({ id }) => id).sort()).toEqual([...commander.roles.keys()].sort());
  expect(others.every(({ kind }) => kind === 'division')).toBe(true);
});

test('a share is compared with that of a month ago, but never with one that was counted in another way', async () => {
  const { database } = store.handle;
  const now = new Date(madeAt.getTime() + 40 * day);
  const zoneOf = async () =>
    (await getZonesCoverage({ ...contextFor(database, anonymous), now }, asked))
      .flatMap(({ zones }) => zones)
      .find(({ id }) => id === home.id);
  const add = (days: number, share: number, causes: object) =>
    sql`
    insert into zone_cover (zone_id, purpose, scope, computed_at, sure_share, likely_share, causes)
    values (${home.id}, 'detect', 'linked', ${new Date(madeAt.getTime() + days * day)}, ${share}, 1, ${JSON.stringify(causes)})`.execute(
      database,
    );
  await sql`delete from zone_cover where zone_id = ${home.id}`.execute(database);
  await add(1, 0.125, {});
  expect((await zoneOf())?.earlierShare).toBeNull();
  await add(8, 0.25, {});
  await add(30, 0.5, {});
  expect(await zoneOf()).toMatchObject({ sureShare: 0.5, earlierShare: 0.25 });
  await add(20, 0.375, { ground: 1 });
  expect(await zoneOf()).toMatchObject({ sureShare: 0.5, earlierShare: 0.375 });
  await add(35, 0.625, { ground: 1 });
  expect(await zoneOf()).toMatchObject({ sureShare: 0.625, earlierShare: null });
});
