import fc from 'fast-check';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { tileAt } from '../../src/compute/geometry/tiles.ts';
import { settleIncidents } from '../../src/features/incidents/settle.service.ts';
import { assignSnapPoints, snapZone } from '../../src/features/incidents/snap.service.ts';
import { mergeIncidentCells } from '../../src/features/map/cells.service.ts';
import { openTestDatabase, type TestDatabase } from '../support/database.ts';
import { type MadeZone, makeZone } from '../support/factories.ts';
import { makeHouses, makeIncident } from '../support/town.ts';

let store: TestDatabase;
let zone: MadeZone;
beforeAll(async () => {
  store = await openTestDatabase();
  zone = await makeZone(store.handle.database);
  await makeHouses(store.handle.database, zone, { count: 200 });
  await snapZone(store.handle.database, zone.id);
});
afterAll(() => store.remove());

const levels = [5, 7, 9, 11, 13, 15, 17];

/** Counts per audience, level, kind, cell and month, by looking at every incident. */
async function recount(): Promise<Record<string, number>> {
  const { rows } = await sql<{
    kind: string;
    month: number;
    place: [number, number];
    shown: [number, number] | null;
  }>`
    select i.kind, to_char(i.occurred_from at time zone zone.time_zone, 'YYYYMM')::integer as month,
      json_build_array(st_x(i.place), st_y(i.place)) as place,
      case when p.id is not null and i.is_public and not incident_kind.is_sensitive
        then json_build_array(st_x(p.place), st_y(p.place)) end as shown
    from incident i join zone on zone.id = i.zone_id join incident_kind on incident_kind.code = i.kind
    left join snap_point p on p.id = i.snap_point_id
    where i.zone_id = ${zone.id}`.execute(store.handle.database);
  const counts: Record<string, number> = {};
  for (const row of rows) {
    for (const [audience, place] of [['exact', row.place] as const, ['public', row.shown] as const]) {
      if (!place) continue;
      for (const level of levels) {
        const { x, y } = tileAt(place, level);
        if (audience === 'exact' && level > 13) continue;
        const perFilter = level === 17 ? [] : [`${row.kind} 0`, ` ${row.month}`];
        for (const key of [`${row.kind} ${row.month}`, ...perFilter, ' 0']) {
          const name = `${audience} ${level} ${x} ${y} ${key}`;
          counts[name] = (counts[name] ?? 0) + 1;
        }
      }
    }
  }
  return counts;
}

async function readCells(): Promise<Record<string, number>> {
  const { rows } = await sql<{ name: string; count: number }>`
    select audience || ' ' || level || ' ' || x || ' ' || y || ' ' || kind || ' ' || month as name,
      sum(count)::integer as count
    from (select * from incident_cell union all select * from incident_cell_change) as cell
    where zone_id = ${zone.id} group by 1 having sum(count) <> 0`.execute(store.handle.database);
  return Object.fromEntries(rows.map(({ name, count }) => [name, count]));
}

const kind = fc.constantFrom('theft', 'noise', 'domestic', 'burglary');
const step = fc.double({ min: -0.0099, max: 0.0099, noNaN: true });
// The first and last hours of months, where a clock in another time zone says another month.
const occurred = fc.constantFrom('2026-04-30T23:30:00+07', '2026-05-01T00:30:00+07', '2025-12-31T18:00:00Z');
const operation = fc.oneof(
  fc.record({ type: fc.constant('insert' as const), kind, east: step, north: step, occurred }),
  fc.record({ type: fc.constant('move' as const), east: step, north: step, which: fc.nat(20) }),
  fc.record({ type: fc.constant('rename' as const), kind, which: fc.nat(20) }),
  fc.record({ type: fc.constant('hide' as const), which: fc.nat(20) }),
  fc.record({ type: fc.constantFrom('delete' as const, 'delete-many' as const), which: fc.nat(20) }),
  fc.constant({ type: 're-snap' as const }),
  fc.constant({ type: 'merge' as const }),
  fc.record({ type: fc.constant('sensitivity' as const), kind }),
  fc.record({ type: fc.constant('time-zone' as const), timeZone: fc.constantFrom('Asia/Bangkok', 'America/New_York') }),
);

async function pick(which: number): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`select id from incident where zone_id = ${zone.id} order by id`.execute(
    store.handle.database,
  );
  return rows.length === 0 ? [] : [rows[which % rows.length]?.id ?? ''];
}

test('cells stay equal to a recount, whatever happens to incidents', async () => {
  const { database } = store.handle;
  await fc.assert(
    fc.asyncProperty(fc.array(operation, { minLength: 3, maxLength: 12 }), async (operations) => {
      for (const action of operations) {
        if (action.type === 'insert') {
          const place = [zone.center[0] + action.east, zone.center[1] + action.north] as const;
          const id = await makeIncident(database, zone, { kind: action.kind, place, occurred: action.occurred });
          await assignSnapPoints(database, [id]);
        } else if (action.type === 're-snap') await snapZone(database, zone.id);
        else if (action.type === 'merge') await mergeIncidentCells(database);
        else if (action.type === 'sensitivity')
          await sql`update incident_kind set is_sensitive = not is_sensitive where code = ${action.kind}`.execute(
            database,
          );
        else if (action.type === 'time-zone')
          await database.updateTable('zone').set({ timeZone: action.timeZone }).where('id', '=', zone.id).execute();
        else {
          const ids =
            action.type === 'delete-many' ? [...(await pick(0)), ...(await pick(1))] : await pick(action.which);
          if (ids.length === 0) continue;
          if (action.type === 'move') {
            const [x, y] = [zone.center[0] + action.east, zone.center[1] + action.north];
            await sql`update incident set place = st_setsrid(st_makepoint(${x}, ${y}), 4326)
              where id = any(${ids}::uuid[])`.execute(database);
          } else if (action.type === 'rename') {
            await database.updateTable('incident').set({ kind: action.kind }).where('id', 'in', ids).execute();
          } else if (action.type === 'hide') {
            await sql`update incident set is_public = not is_public where id = any(${ids}::uuid[])`.execute(database);
          } else await database.deleteFrom('incident').where('id', 'in', ids).execute();
        }
      }
      expect(await readCells()).toEqual(await recount());
    }),
    { numRuns: 12 },
  );
});

test('a zone that moves to another time zone, and a kind that becomes sensitive, are counted anew in one step', async () => {
  const { database } = store.handle;
  const set = (timeZone: string) => database.updateTable('zone').set({ timeZone }).where('id', '=', zone.id).execute();
  const setSensitive = (isSensitive: boolean) =>
    database.updateTable('incidentKind').set({ isSensitive }).where('code', '=', 'theft').execute();
  const publicThefts = async () =>
    Object.entries(await readCells()).filter(([name]) => /^public 5 .* theft 0$/.test(name)).length;
  await set('Asia/Bangkok');
  await setSensitive(false);
  const id = await makeIncident(database, zone, { occurred: '2031-05-01T00:30:00+07' });
  await assignSnapPoints(database, [id]);
  await mergeIncidentCells(database);
  const monthsOf = async () =>
    Object.keys(await readCells())
      .filter((name) => /^exact 5 .* theft 2031/.test(name))
      .map((name) => name.slice(-6));
  expect(await monthsOf()).toEqual(['203105']);

  await set('America/New_York');
  expect(await monthsOf(), 'there it was the evening before').toEqual(['203104']);
  expect(await readCells()).toEqual(await recount());

  expect(await publicThefts()).toBeGreaterThan(0);
  await setSensitive(true);
  expect(await publicThefts()).toBe(0);
  expect(await readCells()).toEqual(await recount());
  await setSensitive(false);
  expect(await readCells()).toEqual(await recount());
  await set('Asia/Bangkok');
});

test('a statement that changes many incidents is counted as exactly as many that change one', async () => {
  const { database } = store.handle;
  const many = sql`zone_id = ${zone.id} and source_name = 'many'`;
  await sql`
    insert into incident (id, zone_id, kind, occurred_from, occurred_to, place, snap_point_id, source, source_name, recorded_at)
    select gen_random_uuid(), ${zone.id}::uuid, (array['theft', 'noise', 'domestic'])[1 + at % 3], moment, moment,
      st_translate(point.place, 0.00001 * (at % 7), 0), point.id, 'feed', 'many', moment
    from generate_series(1, 3000) as at
    cross join lateral (select timestamptz '2026-01-01T00:00:00+07' + at * interval '1 hour' as moment) as clock
    join (
      select id, place, row_number() over (order by id) as number, count(*) over () as points
      from snap_point
      where zone_id = ${zone.id} and generation = (select snap_generation from zone where id = ${zone.id})
    ) as point on point.number = 1 + at % point.points`.execute(database);
  expect(await readCells()).toEqual(await recount());
  await sql`update incident set kind = 'burglary', occurred_from = occurred_from - interval '40 days', is_public = false
    where ${many} and kind <> 'noise'`.execute(database);
  expect(await readCells()).toEqual(await recount());
  await sql`delete from incident where ${many} and kind = 'noise'`.execute(database);
  expect(await readCells()).toEqual(await recount());
});

test('a live incident joins the public counts when it is closed and the delay is over', async () => {
  const { database } = store.handle;
  const id = await makeIncident(database, zone, { occurred: '2026-06-01T10:00:00Z' });
  await assignSnapPoints(database, [id]);
  const isPublic = async () =>
    (await database.selectFrom('incident').where('id', '=', id).select('isPublic').executeTakeFirstOrThrow()).isPublic;
  const change = (state: string) =>
    database.updateTable('incidentResponse').set({ state }).where('incidentId', '=', id).execute();
  await database
    .insertInto('incidentResponse')
    .values({ incidentId: id, zoneId: zone.id, priority: 2, changedAt: new Date() })
    .execute();
  expect(await isPublic()).toBe(false);
  await settleIncidents(database, new Date('2026-06-01T12:00:00Z'));
  expect(await isPublic()).toBe(false);
  await change('closed');
  await settleIncidents(database, new Date('2026-06-01T10:59:00Z'));
  expect(await isPublic()).toBe(false);
  await settleIncidents(database, new Date('2026-06-01T11:00:00Z'));
  expect(await isPublic()).toBe(true);
  await change('assigned');
  expect(await isPublic()).toBe(false);
});
