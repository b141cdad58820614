import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { getZoneCoverage } from '../../src/features/coverage/coverage.service.ts';
import { keepCoverageUp } from '../../src/features/coverage/work-out.service.ts';
import { anonymous } from '../../src/server/access.ts';
import { contextFor } from '../support/context.ts';
import { openTestDatabase, type TestDatabase } from '../support/database.ts';
import { everyRole, madeAt, makeViewer } from '../support/factories.ts';

let store: TestDatabase;
beforeAll(async () => {
  store = await openTestDatabase({ seeded: true });
  await keepCoverageUp(store.handle.database, madeAt);
});
afterAll(() => store.remove());

async function rowsOf<Row>(query: ReturnType<typeof sql<Row>>): Promise<Row[]> {
  return (await query.execute(store.handle.database)).rows;
}

describe('coverage of the demonstration', () => {
  test('is worked out once, until something changes', async () => {
    expect(await keepCoverageUp(store.handle.database, madeAt)).toBe(0);
    await sql`update camera set heading_degrees = 90 where id = (select camera_id from camera_view where is_known limit 1)`.execute(
      store.handle.database,
    );
    expect(await keepCoverageUp(store.handle.database, madeAt)).toBe(1);
  });

  test('every working camera has valid views, finer uses inside coarser ones, none through a building', async () => {
    const [views] = await rowsOf(sql<{ views: number; invalid: number; cameras: number; working: number }>`
      select count(*)::int as views, count(*) filter (where not st_isvalid(area))::int as invalid,
        count(distinct camera_id)::int as cameras,
        (select count(*)::int from camera where condition = 'working' and accepted_at is not null) as working
      from camera_view`);
    expect(views?.invalid).toBe(0);
    expect(views?.cameras).toBe(views?.working);
    const outside = await rowsOf(sql<{ id: string }>`
      select coarse.camera_id as id from camera_view as coarse
      join camera_view as fine on fine.camera_id = coarse.camera_id
      where (coarse.purpose, fine.purpose) in (('detect', 'outline'), ('outline', 'observe'), ('observe', 'discern'),
        ('discern', 'recognise'), ('recognise', 'identify'), ('plate-slow', 'plate-moving'))
        and st_area(st_difference(fine.area, st_buffer(coarse.area, 0.000002), 1e-9)::geography) > 0.5`);
    expect(outside).toEqual([]);
    const throughWalls = await rowsOf(sql<{ code: string }>`
      select camera.code from camera_view join camera on camera.id = camera_view.camera_id
      join building on st_intersects(building.outline, camera_view.area)
      where camera_view.purpose = 'detect' and not st_dwithin(camera.place::geography, building.outline::geography, 0.3)
        and st_area(st_intersection(building.outline, camera_view.area, 1e-9)::geography) > 0.5`);
    expect(throughWalls).toEqual([]);
  });

  test('the share of each risk area is what PostGIS finds from the same views', async () => {
    const rows = await rowsOf(sql<{ share: number; exact: number; ground: number; exactGround: number }>`
      select cover.sure_share as share, cover.ground_square_meters as ground,
        st_area(open.ground::geography) as exact_ground,
        coalesce(st_area(st_intersection(open.ground, seen.area, 1e-9)::geography) / st_area(open.ground::geography), 0) as exact
      from risk_area_cover as cover
      join risk_area on risk_area.id = cover.risk_area_id
      cross join lateral (
        select st_difference(risk_area.boundary,
          coalesce(st_union(closed.outline, 1e-9), 'SRID=4326;POLYGON EMPTY'), 1e-9) as ground
        from (
          select outline from building where building.outline && risk_area.boundary
          union all
          select st_difference(land.outline, coalesce(crossing.ways, 'SRID=4326;POLYGON EMPTY'), 1e-9)
          from land left join lateral (
            select st_buffer(st_collect(line), 0.000027) as ways from street where line && land.outline) as crossing on true
          where land.outline && risk_area.boundary and land.kind in ('water', 'canal')
        ) as closed
      ) as open
      left join lateral (
        select st_union(view.area, 1e-9) as area from camera_view as view join camera on camera.id = view.camera_id
        where view.purpose = cover.purpose and view.is_known and view.area && risk_area.boundary
          and (cover.scope = 'all' or camera.link = 'linked')
      ) as seen on true
      where cover.purpose in ('detect', 'observe')`);
    expect(rows.length).toBeGreaterThan(20);
    for (const { share, exact, ground, exactGround } of rows) {
      expect(Math.abs(share - exact)).toBeLessThan(0.01);
      expect(Math.abs(ground / exactGround - 1)).toBeLessThan(0.01);
    }
    expect(rows.some(({ share }) => share > 0.05)).toBe(true);
  });

  test('number plates are read by cameras alone that are set up for it, and no steeper than 30° from above', async () => {
    const views = await rowsOf(sql<{ reads: boolean; nearest: number; least: number }>`
      select 'plate' = any(camera.functions) as reads,
        st_distance(camera.place::geography, view.area::geography) as nearest,
        (camera.mounting_height_meters - 0.6) / tan(radians(30)) as least
      from camera_view as view join camera on camera.id = view.camera_id
      where view.purpose in ('plate-slow', 'plate-moving') and camera.mounting_height_meters is not null
        and not st_isempty(view.area)`);
    expect(views.length).toBeGreaterThan(0);
    for (const { reads, nearest, least } of views) {
      expect(reads).toBe(true);
      // A camera on a wall stands clear of it before it looks.
      expect(nearest).toBeGreaterThan(least - 0.3);
    }
  });

  test('a heading that nobody knows is likely, never sure', async () => {
    const [unknown] = await rowsOf(sql<{ views: number; assumed: number }>`
      select count(*)::int as views, count(*) filter (where 'headingDegrees' = any(assumed))::int as assumed
      from camera_view where not is_known`);
    expect(unknown?.views).toBeGreaterThan(0);
    expect(unknown?.assumed).toBe(unknown?.views);
    const [shares] = await rowsOf(sql<{ ordered: boolean; more: boolean }>`
      select bool_and(likely_share >= sure_share) as ordered, bool_or(likely_share > sure_share) as more
      from risk_area_cover`);
    expect(shares).toEqual({ ordered: true, more: true });
  });

  test('gaps are open ground of their risk area that no camera sees for sure, and with the seen they are all of it', async () => {
    const [gaps] = await rowsOf(sql<{ gaps: number; invalid: number; outside: number; unlabelled: number }>`
      select count(*)::int as gaps, count(*) filter (where not st_isvalid(gap.area))::int as invalid,
        count(*) filter (where st_area(st_difference(gap.area, st_buffer(risk_area.boundary, 0.00001), 1e-9)::geography) > 1)::int
          as outside,
        count(*) filter (where not st_dwithin(gap.label::geography, gap.area::geography, 1))::int as unlabelled
      from coverage_gap as gap join risk_area on risk_area.id = gap.risk_area_id`);
    expect(gaps?.gaps).toBeGreaterThan(20);
    expect(gaps).toMatchObject({ invalid: 0, outside: 0, unlabelled: 0 });
    const overlaps = await rowsOf(sql<{ id: string }>`
      select gap.id from coverage_gap as gap
      join camera_view as view on view.purpose = gap.purpose and view.is_known and view.area && gap.area
      join camera on camera.id = view.camera_id
      where (gap.scope = 'all' or camera.link = 'linked')
        and st_area(st_intersection(view.area, gap.area, 1e-9)::geography) > 0.2 * gap.square_meters + 5`);
    expect(overlaps).toEqual([]);
    const sums = await rowsOf(sql<{ ground: number; seen: number; gaps: number }>`
      select cover.ground_square_meters as ground, cover.ground_square_meters * cover.sure_share as seen,
        coalesce(sum(gap.square_meters), 0)::real as gaps
      from risk_area_cover as cover
      left join coverage_gap as gap using (risk_area_id, purpose, scope)
      group by cover.risk_area_id, cover.purpose, cover.scope`);
    for (const { ground, seen, gaps: unseen } of sums) {
      expect(seen + unseen).toBeLessThanOrEqual(ground + 1);
      expect(seen + unseen).toBeGreaterThan(0.93 * ground);
    }
  });

  test('everybody of the zone lives near some ground, and gaps tell how many', async () => {
    const [people] = await rowsOf(sql<{ most: number; any: boolean }>`
      select max(total)::real as most, bool_or(total > 0) as any from (
        select sum(people) as total from coverage_gap where purpose = 'identify' and scope = 'linked' group by zone_id
      ) as zones`);
    expect(people?.any).toBe(true);
    expect(people?.most).toBeLessThan(8500);
  });

  test('every risk area knows its way to a post that answers, and a post that falls silent lengthens it', async () => {
    const walks = () =>
      rowsOf(sql<{ id: string; three: number; half: number | null; ordered: boolean }>`
        select risk_area_id as id, three_minutes_share as three, half_meters as half,
          one_minute_share <= two_minutes_share and two_minutes_share <= three_minutes_share as ordered
        from risk_area_walk order by risk_area_id`);
    const before = await walks();
    expect(before.length).toBeGreaterThan(7);
    expect(before.every(({ ordered }) => ordered)).toBe(true);
    expect(before.some(({ three }) => three > 0.3)).toBe(true);
    await sql`update sos_post set condition = 'silent' where condition = 'working'
      and id = (select id from sos_post where condition = 'working' order by id limit 1)`.execute(
      store.handle.database,
    );
    expect(await keepCoverageUp(store.handle.database, madeAt)).toBe(1);
    const after = await walks();
    const half = (row: { half: number | null } | undefined) => row?.half ?? Number.POSITIVE_INFINITY;
    expect(after.every((row, at) => half(row) >= half(before[at]))).toBe(true);
    expect(after.some((row, at) => half(row) > half(before[at]))).toBe(true);
  });

  test('a post is in sight from the same ground as PostGIS finds in a street without houses, and from none when it is silent', async () => {
    const sights = () =>
      rowsOf(sql<{ id: string; ground: number; streets: number | null; near: number }>`
        select walk.risk_area_id as id, sight_share as ground, street_sight_share as streets,
          coalesce(st_area(st_intersection(risk_area.boundary, posts.area, 1e-9)) / st_area(risk_area.boundary), 0) as near
        from risk_area_walk as walk join risk_area on risk_area.id = walk.risk_area_id
        left join lateral (
          select st_union(st_buffer(place::geography, 50)::geometry, 1e-9) as area from sos_post
          where condition = 'working' and st_dwithin(place, risk_area.boundary, 0.001)
        ) as posts on true order by walk.risk_area_id`);
    const before = await sights();
    // Houses may hide a post, and never show one: what is in sight is never more than what is near enough and open.
    for (const { ground, near } of before) {
      if (near === 0) expect(ground).toBe(0);
      expect(ground).toBeLessThanOrEqual(Math.min(1, near * 2.5 + 0.01));
    }
    const seen = before.find(({ ground }) => ground > 0);
    expect(seen?.streets ?? 0).toBeGreaterThan(0);
    const { rows: posts } = await sql<{ id: string }>`
      update sos_post set condition = 'silent' from risk_area
      where risk_area.id = ${seen?.id} and condition = 'working' and st_dwithin(place, boundary, 0.001)
      returning sos_post.id`.execute(store.handle.database);
    await keepCoverageUp(store.handle.database, madeAt);
    expect((await sights()).find(({ id }) => id === seen?.id)).toMatchObject({ ground: 0, streets: 0 });
    await sql`update sos_post set condition = 'working' where id = any(${posts.map(({ id }) => id)})`.execute(
      store.handle.database,
    );
    await keepCoverageUp(store.handle.database, madeAt);
    expect(await sights()).toEqual(before);
  });

  test('water is no ground but for the bridges over it, and the history tells why the share is another', async () => {
    const [area] = await rowsOf(sql<{ id: string; ground: number }>`
      select risk_area_id as id, ground_square_meters as ground from risk_area_cover
      where purpose = 'detect' and scope = 'linked' order by sure_share desc, risk_area_id limit 1`);
    const ground = async () =>
      (
        await rowsOf(sql<{ ground: number }>`
          select ground_square_meters as ground from risk_area_cover
          where risk_area_id = ${area?.id} and purpose = 'detect' and scope = 'linked'`)
      )[0]?.ground ?? 0;
    await sql`
      insert into land (id, zone_id, kind, outline, source, source_key)
      select gen_random_uuid(), zone_id, 'canal', st_multi(boundary), 'test', 'flood' from risk_area where id = ${area?.id}`.execute(
      store.handle.database,
    );
    const later = new Date(madeAt.getTime() + 3_600_000);
    await keepCoverageUp(store.handle.database, later);
    // What is left are its streets, some 6 m wide.
    expect(await ground()).toBeLessThan((area?.ground ?? 0) / 2);
    expect(await ground()).toBeGreaterThan(0);
    const causes = await rowsOf(sql<{ causes: Record<string, number> }>`
      select causes from zone_cover where computed_at = ${later}`);
    expect(causes[0]?.causes).toEqual({ land: 1 });
    await sql`delete from land where source = 'test'`.execute(store.handle.database);
    await keepCoverageUp(store.handle.database, later);
    expect(await ground()).toBe(area?.ground);
  });

  test('gaps are told to officers of the zone alone, and who looked is on record before they are', async () => {
    const { database } = store.handle;
    const zones = await rowsOf(sql<{ id: string; slug: string; stationId: string; divisionId: string }>`
      select zone.id, slug, station_id, parent_id as division_id
      from zone join police_unit on police_unit.id = station_id order by slug`);
    const [home, foreign] = zones;
    if (!home || !foreign) throw new Error('two zones');
    const asked = { purpose: 'observe', scope: 'linked' } as const;
    const looks = async () =>
      (
        await rowsOf(sql<{ looks: number }>`
        select count(*)::int as looks from audit_log where action = 'coverage.gaps' and zone_id = ${home.id}`)
      )[0]?.looks;
    for (const role of everyRole) {
      const viewer = await makeViewer(database, role, { ...home, center: [0, 0] });
      const before = await looks();
      const { gaps, riskAreas } = await getZoneCoverage(contextFor(database, viewer), home.slug, asked);
      const isOfficer = role === 'officer' || role === 'supervisor';
      expect(riskAreas.length, role).toBeGreaterThan(0);
      expect(gaps !== undefined, role).toBe(isOfficer);
      expect(await looks(), role).toBe((before ?? 0) + (isOfficer ? 1 : 0));
      expect((await getZoneCoverage(contextFor(database, viewer), foreign.slug, asked)).gaps, role).toBeUndefined();
    }
  });

  test('a zone none of whose cameras is linked is told what would be seen if they were', async () => {
    const { database } = store.handle;
    const of = (scope: 'linked' | 'all') =>
      getZoneCoverage(contextFor(database, anonymous), 'ban-suksan', { purpose: 'detect', scope });
    expect((await of('linked')).seenIfShared).toBe(0);
    await sql`update camera set link = 'unlinked' where link = 'linked'`.execute(database);
    await keepCoverageUp(database, madeAt);
    const [linked, all] = [await of('linked'), await of('all')];
    expect(linked.now?.likelyShare).toBe(0);
    expect(linked.seenIfShared).toBe(all.now?.likelyShare);
    expect(linked.seenIfShared).toBeGreaterThan(0);
    expect(all.seenIfShared).toBe(0);
  });
});
