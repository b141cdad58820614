import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { createRandom } from '../../src/compute/random.ts';
import { keepCoverageUp } from '../../src/features/coverage/work-out.service.ts';
import { openTestDatabase, type TestDatabase } from '../support/database.ts';
import { madeAt } from '../support/factories.ts';

let store: TestDatabase;
beforeAll(async () => {
  store = await openTestDatabase({ seeded: true });
  await keepCoverageUp(store.handle.database, madeAt);
});
afterAll(() => store.remove());

async function rowsOf<Row>(query: ReturnType<typeof sql<Row>>): Promise<Row[]> {
  return (await query.execute(store.handle.database)).rows;
}

/** All that is kept of coverage but ids and moments, in one order; measures are told to six figures. */
async function everything(): Promise<Record<string, unknown[]>> {
  return {
    views:
      await rowsOf(sql`select camera_id, purpose, is_known, assumed, md5(st_astext(area, 7)) as area from camera_view
      order by camera_id, purpose`),
    covers: await rowsOf(sql`select risk_area_id, purpose, scope, ground_square_meters, sure_share, likely_share
      from risk_area_cover order by risk_area_id, purpose, scope`),
    gaps: await rowsOf(sql`select risk_area_id, purpose, scope, md5(st_astext(area, 7)) as area, square_meters,
      people::numeric(12, 3)::text as people, risk, nearest_camera_id, nearest_camera_meters::numeric(12, 2)::text as meters, turn_camera_id,
      turn_heading_degrees, turn_closes_share from coverage_gap
      order by risk_area_id, purpose, scope, risk desc, st_astext(label, 7)`),
    watches: await rowsOf(sql`select risk_area_id, purpose, scope, time, owner_kind, none_share, one_share, two_share,
      more_share from risk_area_watch order by risk_area_id, purpose, scope, time, owner_kind`),
    walks: await rowsOf(sql`select risk_area_id, one_minute_share, two_minutes_share, three_minutes_share, half_meters,
      nine_in_ten_meters, sight_share, street_sight_share from risk_area_walk order by risk_area_id`),
    reach: await rowsOf(
      sql`select zone_id, minutes, md5(st_astext(line, 7)) as line from sos_reach order by zone_id, minutes`,
    ),
  };
}

const pick = (table: 'camera' | 'building' | 'street_lamp' | 'risk_area' | 'sos_post' | 'street', at: number) =>
  sql`(select id from ${sql.table(table)} order by id offset ${at} limit 1)`;

const counts = async (table: 'camera' | 'building' | 'street_lamp' | 'risk_area' | 'sos_post' | 'street') =>
  (await rowsOf(sql<{ count: number }>`select count(*)::int as count from ${sql.table(table)}`))[0]?.count ?? 0;

/** One change of each kind that coverage depends on, at random. */
const changes = {
  'a camera is turned': (at: number, by: number) =>
    sql`update camera set heading_degrees = ${by * 359} where id = ${pick('camera', at)}`,
  'a camera is moved': (at: number, by: number) =>
    sql`update camera set place = st_translate(place, ${by * 0.002}, ${(by - 0.5) * 0.002}) where id = ${pick('camera', at)}`,
  'a camera breaks': (at: number) => sql`update camera set condition = 'faulty' where id = ${pick('camera', at)}`,
  'a camera is linked': (at: number) => sql`update camera set link = 'linked' where id = ${pick('camera', at)}`,
  'a camera gets another lens and height': (at: number, by: number) =>
    sql`update camera set field_of_view_degrees = ${30 + by * 60}, mounting_height_meters = ${3 + by * 5}, range_meters = ${20 + by * 150}
      where id = ${pick('camera', at)}`,
  'a heading is forgotten': (at: number) =>
    sql`update camera set heading_degrees = null where id = ${pick('camera', at)}`,
  'a camera is deleted': (at: number) => sql`delete from camera where id = ${pick('camera', at)}`,
  'a house is taken down': (at: number) => sql`delete from building where id = ${pick('building', at)}`,
  'a house is moved': (at: number, by: number) =>
    sql`update building set outline = st_translate(outline, ${by * 0.0002}, 0) where id = ${pick('building', at)}`,
  'a lamp goes out': (at: number) =>
    sql`update street_lamp set is_working = not is_working where id = ${pick('street_lamp', at)}`,
  'a risk area is raised': (at: number) =>
    sql`update risk_area set level = 1 + level % 5 where id = ${pick('risk_area', at)}`,
  'a risk area is drawn anew': (at: number, by: number) =>
    sql`update risk_area set boundary = st_translate(boundary, ${by * 0.0005}, 0) where id = ${pick('risk_area', at)}`,
  'a pond is dug': (at: number, by: number) => sql`
    insert into land (id, zone_id, kind, outline, source, source_key)
    select gen_random_uuid(), zone_id, 'water', st_multi(st_buffer(st_centroid(boundary), 0.0001)), 'test', ${`${at} ${by}`}
    from risk_area where id = ${pick('risk_area', at)}`,
  'ponds are filled': () => sql`delete from land where source = 'test'`,
  'a post falls silent': (at: number) =>
    sql`update sos_post set condition = 'silent' where id = ${pick('sos_post', at)}`,
  'a lane is closed': (at: number) => sql`
    insert into street_closure (id, zone_id, street_id, kind, until_on, created_at)
    select gen_random_uuid(), zone_id, id, 'flooded', '2027-01-01', ${madeAt} from street where id = ${pick('street', at)}
    on conflict do nothing`,
} as const;

const tableOf = (name: string) =>
  name.includes('camera') || name.includes('heading')
    ? 'camera'
    : name.includes('house')
      ? 'building'
      : name.includes('lamp')
        ? 'street_lamp'
        : name.includes('risk') || name.includes('pond')
          ? 'risk_area'
          : name.includes('post')
            ? 'sos_post'
            : 'street';

describe('what changes touch is worked out anew, and nothing else', () => {
  test('the result is that of a whole computation, whatever changes', async () => {
    const random = createRandom('anew');
    for (let round = 0; round < 2; round++) {
      for (const [name, change] of Object.entries(changes)) {
        // Some changes are worked out together, as when several people work.
        if (random.between(0, 1) < 0.3) continue;
        const at = random.integer(0, (await counts(tableOf(name))) - 1);
        await change(at, random.between(0, 1)).execute(store.handle.database);
        if (random.between(0, 1) < 0.5) await keepCoverageUp(store.handle.database, madeAt);
      }
      await keepCoverageUp(store.handle.database, madeAt);
      const piecemeal = await everything();
      await sql`insert into coverage_due (zone_id, bounds, cause) select id, st_envelope(boundary), 'zone' from zone`.execute(
        store.handle.database,
      );
      await keepCoverageUp(store.handle.database, madeAt);
      const whole = await everything();
      for (const [kind, rows] of Object.entries(whole))
        expect(piecemeal[kind], `${kind} in round ${round}`).toEqual(rows);
    }
  }, 240_000);

  test('a turned camera leaves most of the zone as it was, and gaps that stay keep their ids', async () => {
    const ids = () => rowsOf(sql<{ id: string }>`select id from coverage_gap order by id`);
    const before = await ids();
    const later = new Date(madeAt.getTime() + 60_000);
    await sql`update camera set heading_degrees = 77 where id = (
      select camera_id from camera_view where is_known and purpose = 'detect' order by camera_id limit 1)`.execute(
      store.handle.database,
    );
    await keepCoverageUp(store.handle.database, later);
    const [views] = await rowsOf(sql<{ anew: number; kept: number }>`
      select count(distinct camera_id) filter (where computed_at = ${later})::int as anew,
        count(distinct camera_id) filter (where computed_at < ${later})::int as kept from camera_view`);
    expect(views?.anew).toBe(1);
    expect(views?.kept).toBeGreaterThan(20);
    const after = new Set((await ids()).map(({ id }) => id));
    expect(before.filter(({ id }) => after.has(id)).length).toBeGreaterThan(0.8 * before.length);
  });

  test('what says nothing of what is seen makes nothing due', async () => {
    await sql`update camera set name = 'another name', changed_at = now()`.execute(store.handle.database);
    expect(await keepCoverageUp(store.handle.database, madeAt)).toBe(0);
  });

  test('nobody is woken by a statement that changes nothing, such as those of the work itself', async () => {
    const heard: string[] = [];
    const stop = await store.handle.listen(
      'coverage_due',
      (payload) => heard.push(payload),
      () => {},
    );
    const say = (word: string) => sql`select pg_notify('coverage_due', ${word})`.execute(store.handle.database);
    await sql`update camera set name = 'a third name'`.execute(store.handle.database);
    await keepCoverageUp(store.handle.database, madeAt);
    await say('so far');
    await vi.waitFor(() => expect(heard).toEqual(['so far']));
    await sql`update camera set heading_degrees = 13 where id = ${pick('camera', 0)}`.execute(store.handle.database);
    await say('and then');
    await vi.waitFor(() => expect(heard).toEqual(['so far', '', 'and then']));
    await stop();
  });
});
