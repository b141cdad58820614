import { existsSync, readFileSync } from 'node:fs';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { importOptions } from '../../src/features/imports/imports.schema.ts';
import { runImport, UnknownZoneError } from '../../src/features/imports/imports.service.ts';
import { prepareImport } from '../../src/features/imports/prepare.ts';
import { rejectedCsv } from '../../src/features/imports/problems.ts';
import type { FileSource } from '../../src/features/imports/table.ts';
import { AppError } from '../../src/server/errors.ts';
import type { TestDatabase } from '../support/database.ts';
import { everyRole, type MadeZone, makeViewer } from '../support/factories.ts';
import { fileOf, type ImportDesk, importedAt, openImportDesk, realData } from '../support/importing.ts';

let desk: ImportDesk;
let store: TestDatabase;
let zone: MadeZone;
let bringIn: ImportDesk['bringIn'];
beforeAll(async () => {
  desk = await openImportDesk();
  ({ store, zone, bringIn } = desk);
});
afterAll(() => desk.store.remove());

const count = async (table: string): Promise<number> =>
  (await sql<{ count: number }>`select count(*)::int as count from ${sql.table(table)}`.execute(store.handle.database))
    .rows[0]?.count ?? -1;

const at = (east: number, north: number) => `${zone.center[0] + east},${zone.center[1] + north}`;

describe('incidents', () => {
  const header = 'เลขคดี,ประเภทคดี,วันที่เกิดเหตุ,เวลา,ลองจิจูด,ละติจูด';
  const rows = () => [
    `1,ลักทรัพย์,15 ม.ค. 65,20.30 น.,${at(0, 0)}`,
    `2,วิ่งราวทรัพย์,16/1/2565,,${at(0.001, 0)}`,
    `3,ทำร้ายร่างกาย,๑๗ มกราคม ๒๕๖๕,21:00,${at(0, 0.001)}`,
  ];

  test('come in once, change when they differ, and stay as they are otherwise', async () => {
    const file = fileOf(`${header}\n${rows().join('\n')}\n`);
    expect(await bringIn('incidents', file)).toMatchObject({ read: 3, added: 3, changed: 0, same: 0 });
    expect(await bringIn('incidents', file)).toMatchObject({ added: 0, changed: 0, same: 3 });
    const corrected = fileOf(`${header}\n${rows().join('\n').replace('ทำร้ายร่างกาย', 'ปล้นทรัพย์')}\n`);
    expect(await bringIn('incidents', corrected)).toMatchObject({ added: 0, changed: 1, same: 2 });
    const stored = await store.handle.database
      .selectFrom('incident')
      .where('sourceName', '=', 'test')
      .orderBy('occurredFrom')
      .select(['kind', 'occurredFrom', 'occurredTo', 'zoneId'])
      .execute();
    expect(stored).toEqual([
      {
        kind: 'theft',
        occurredFrom: new Date('2022-01-15T13:30:00Z'),
        occurredTo: new Date('2022-01-15T13:30:00Z'),
        zoneId: zone.id,
      },
      // The hour is not known: the whole day in Bangkok.
      {
        kind: 'snatching',
        occurredFrom: new Date('2022-01-15T17:00:00Z'),
        occurredTo: new Date('2022-01-16T16:59:59Z'),
        zoneId: zone.id,
      },
      {
        kind: 'robbery',
        occurredFrom: new Date('2022-01-17T14:00:00Z'),
        occurredTo: new Date('2022-01-17T14:00:00Z'),
        zoneId: zone.id,
      },
    ]);
  });

  test('without an id are known by what they say and by their place among equals', async () => {
    const same = `ลักทรัพย์,15/1/2565,${at(0, 0)}`;
    const file = fileOf(`ประเภท,วันที่,lon,lat\n${same}\n${same}\n${same}\n`);
    expect(await bringIn('incidents', file, { source: 'equal' })).toMatchObject({ added: 3 });
    expect(await bringIn('incidents', file, { source: 'equal' })).toMatchObject({ added: 0, same: 3 });
    const more = fileOf(`ประเภท,วันที่,lon,lat\n${same}\n${same}\n${same}\n${same}\n`);
    expect(await bringIn('incidents', more, { source: 'equal' })).toMatchObject({ added: 1, same: 3 });
  });

  test('that cannot be used are refused with the reason, and nothing else is lost', async () => {
    const bad = [
      `9,theft,,,${at(0, 0)}`,
      `10,theft,31 เม.ย. 65,,${at(0, 0)}`,
      `11,theft,1/1/2565,,`,
      `12,theft,1/1/2565,,13.8,100.5`,
      `13,theft,1/1/2565,,${zone.center[0] + 1},${zone.center[1]}`,
      `14,theft,1/1/2600,,${at(0, 0)}`,
      `15,theft,1/1/2565,,${at(0, 0)}`,
      `15,robbery,1/1/2565,,${at(0, 0)}`,
      `16,,1/1/2565,,${at(0, 0)}`,
      '17,theft',
    ];
    const source = fileOf(`${header}\n${bad.join('\n')}\n`);
    const result = await bringIn('incidents', source, { source: 'bad' });
    expect(result.added).toBe(1);
    expect([...result.rejected.values()].sort()).toEqual([
      'reasonBadDate',
      'reasonFuture',
      'reasonImpossiblePlace',
      'reasonNoDate',
      'reasonNoDate',
      'reasonNoKind',
      'reasonNoPlace',
      'reasonOutside',
      'reasonSameKey',
    ]);
    const refused = (await rejectedCsv(source, result.rejected, 'en')).split('\n');
    expect(refused).toHaveLength(result.rejected.size + 2);
    expect(refused[2]).toContain('the date cannot be read');
    expect(refused[2]).toContain('31 เม.ย. 65');
  });

  test('in Thai coordinate systems lie where PostGIS puts them', async () => {
    for (const system of [32647, 24047]) {
      const { rows: made } = await sql<{ x: number; y: number }>`
        select st_x(p) as x, st_y(p) as y
        from st_transform(st_setsrid(st_makepoint(${zone.center[0]}, ${zone.center[1]}), 4326), ${system}::int) as p
      `.execute(store.handle.database);
      const source = `utm-${system}`;
      const file = fileOf(`kind;date;x;y\ntheft;2022-01-15;${made[0]?.x};${made[0]?.y}\n`);
      expect(await bringIn('incidents', file, { source, system: `EPSG:${system}` })).toMatchObject({ added: 1 });
      const { rows: stored } = await sql<{ meters: number }>`
        select st_distance(place::geography, st_setsrid(st_makepoint(${zone.center[0]}, ${zone.center[1]}), 4326)::geography) as meters
        from incident where source_name = ${source}`.execute(store.handle.database);
      expect(stored[0]?.meters).toBeLessThan(0.01);
    }
  });

  test('are brought in by administrators only', async () => {
    const file = fileOf(`${header}\n${rows()[0]}\n`);
    for (const role of everyRole.filter((name) => name !== 'administrator')) {
      const viewer = await makeViewer(store.handle.database, role, zone);
      await expect(bringIn('incidents', file, { source: role }, viewer), role).rejects.toThrow(AppError);
    }
    await expect(bringIn('incidents', file, { zone: 'nowhere' })).rejects.toThrow(UnknownZoneError);
    expect(await count('import_row')).toBe(0);
  });
});

test('buildings that come later move every incident to public points in one step', async () => {
  const { database } = store.handle;
  const before = await sql`select from incident where zone_id = ${zone.id} and snap_point_id is not null`.execute(
    database,
  );
  expect(before.rows).toHaveLength(0);
  const features = Array.from({ length: 40 }, (_, index) => {
    const [x, y] = [zone.center[0] + (index % 8) * 0.0002, zone.center[1] + Math.floor(index / 8) * 0.0002];
    const ring = [
      [x, y],
      [x + 0.0001, y],
      [x + 0.0001, y + 0.0001],
      [x, y + 0.0001],
      [x, y],
    ];
    return { type: 'Feature', properties: { building: 'house' }, geometry: { type: 'Polygon', coordinates: [ring] } };
  });
  const file = fileOf(JSON.stringify({ type: 'FeatureCollection', features }));
  expect(await bringIn('buildings', file, { source: 'houses' })).toMatchObject({ added: 40 });
  const left = await sql`select from incident where zone_id = ${zone.id} and snap_point_id is null`.execute(database);
  expect(left.rows).toHaveLength(0);
  const { rows: points } = await sql<{
    homes: number;
  }>`select homes from snap_point where zone_id = ${zone.id}`.execute(database);
  expect(Math.min(...points.map((point) => point.homes))).toBeGreaterThanOrEqual(8);
});

test('walls that stand alone are ground of their own where nobody lives; fences, which can be seen through, are none', async () => {
  const [east, north] = zone.center;
  const feature = (id: string, barrier: string, ...ends: number[][]) => ({
    type: 'Feature',
    id,
    properties: { barrier, height: '2.5' },
    geometry: { type: 'LineString', coordinates: [[east, north], ...ends] },
  });
  const features = [
    feature('way/1', 'wall', [east + 0.0001, north], [east + 0.0001, north + 0.0002]),
    feature('way/2', 'fence', [east + 0.0003, north]),
  ];
  const file = fileOf(JSON.stringify({ type: 'FeatureCollection', features }));
  const result = await bringIn('buildings', file, { source: 'walls' });
  expect(result).toMatchObject({ read: 2, added: 2 });
  expect([...result.rejected.values()]).toEqual(['reasonWrongGeometry']);
  const { rows } = await sql<{ kind: string; homes: number; meters: number; height: number }>`
    select kind, homes, st_area(outline::geography) / 0.3 as meters, height_meters as height
    from building where source = 'walls' order by meters`.execute(store.handle.database);
  expect(rows.map(({ kind, homes, height }) => ({ kind, homes, height }))).toEqual([
    { kind: 'wall', homes: 0, height: 2.5 },
    { kind: 'wall', homes: 0, height: 2.5 },
  ]);
  expect(rows[1]?.meters).toBeCloseTo(22.3, 0);
  expect(await bringIn('buildings', file, { source: 'walls' })).toMatchObject({ added: 0, changed: 0, same: 2 });
});

test('a zone is made around a file once, and streets of a second file join it', async () => {
  const street = (x: number) => ({
    type: 'Feature',
    properties: { highway: 'residential', name: 'Main Street' },
    geometry: {
      type: 'MultiLineString',
      coordinates: [
        [
          [x, 1],
          [x, 1.01],
        ],
        [
          [x, 1.02],
          [x, 1.03],
        ],
      ],
    },
  });
  const collection = (...xs: number[]) =>
    fileOf(JSON.stringify({ type: 'FeatureCollection', features: xs.map(street) }));
  expect(
    await bringIn('streets', collection(10, 10.1), { createZone: 'Half Moon Bay', timeZone: 'America/Los_Angeles' }),
  ).toMatchObject({ added: 4 });
  expect(await bringIn('streets', collection(10.05), { createZone: 'Half Moon Bay' })).toMatchObject({ added: 2 });
  const made = await store.handle.database
    .selectFrom('zone')
    .where('slug', '=', 'half-moon-bay')
    .select(['timeZone', 'isDemonstration'])
    .execute();
  expect(made).toEqual([{ timeZone: 'America/Los_Angeles', isDemonstration: false }]);
});

test('an import that is cancelled keeps its tables clean', async () => {
  const lines = Array.from({ length: 50 }, (_, index) => `${index},theft,2022-01-15,${at(0, 0)}`);
  const file = fileOf(`id,kind,date,lon,lat\n${lines.join('\n')}\n`);
  const prepared = await prepareImport(store.handle.database, {
    target: 'incidents',
    source: file,
    options: importOptions.parse({ source: 'cancelled' }),
    now: importedAt,
  });
  const result = await runImport(
    { handle: store.handle, viewer: desk.administrator, now: importedAt, isCancelled: () => true },
    prepared,
  );
  expect(result).toMatchObject({ isCancelled: true, added: 0 });
  expect(await count('import_row')).toBe(0);
});

describe.skipIf(!existsSync(realData))('real files (kept beside the checkout)', () => {
  const read = (name: string): FileSource => fileOf(readFileSync(`${realData}/${name}`), name);
  test.each([
    ['incidents', 'crime/memphis-robberies.csv', 2245, { createZone: 'Memphis', timeZone: 'America/Chicago' }],
    [
      'incidents',
      'crime/new-york-vehicle-thefts-2014-2017.csv.gz',
      35_746,
      { createZone: 'New York', timeZone: 'America/New_York', set: { kind: 'vehicle-theft' } },
    ],
    ['areas', 'thailand/provinces.geojson', 77, {}],
  ] as const)(
    '%s from %s',
    async (target, name, rows, said) => {
      const options = { source: name, ...said };
      expect(await bringIn(target, read(name), options)).toMatchObject({
        read: rows,
        added: rows,
        rejected: new Map(),
      });
      expect(await bringIn(target, read(name), options)).toMatchObject({ added: 0, changed: 0, same: rows });
    },
    120_000,
  );
});
