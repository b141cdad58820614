import { existsSync, readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ImportOptions } from '../../src/features/imports/imports.schema.ts';
import { importOptions } from '../../src/features/imports/imports.schema.ts';
import { runImport, UnknownZoneError } from '../../src/features/imports/imports.service.ts';
import { prepareImport } from '../../src/features/imports/prepare.ts';
import { rejectedCsv } from '../../src/features/imports/problems.ts';
import type { FileSource } from '../../src/features/imports/table.ts';
import type { TargetName } from '../../src/features/imports/targets/target.ts';
import type { Viewer } from '../../src/server/access.ts';
import { AppError } from '../../src/server/errors.ts';
import { newId } from '../../src/server/identifiers.ts';
import { openTestDatabase, type TestDatabase } from '../support/database.ts';
import { everyRole, type MadeZone, makeViewer, makeZone } from '../support/factories.ts';

let store: TestDatabase;
let zone: MadeZone;
let administrator: Viewer;
beforeAll(async () => {
  store = await openTestDatabase();
  zone = await makeZone(store.handle.database);
  administrator = await makeViewer(store.handle.database, 'administrator', zone);
});
afterAll(() => store.remove());

const now = new Date('2026-11-01T00:00:00Z');

function fileOf(content: string | Buffer, name = 'data.csv'): FileSource {
  const bytes = Buffer.from(content);
  return {
    name,
    async *open() {
      for (let at = 0; at < bytes.length; at += 65_536) yield bytes.subarray(at, at + 65_536);
    },
  };
}

async function bringIn(
  target: TargetName,
  source: FileSource,
  said: Partial<ImportOptions> = {},
  viewer = administrator,
) {
  const { database } = store.handle;
  const options = importOptions.parse({ source: 'test', ...said });
  const prepared = await prepareImport(database, { target, source, options, now });
  expect(prepared.missing).toEqual([]);
  return runImport({ handle: store.handle, viewer, now }, prepared);
}

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

test('cameras keep an unknown heading unknown and remember what was written', async () => {
  const feature = (id: number, direction: string | null) => ({
    type: 'Feature',
    id: `node/${id}`,
    properties: { 'camera:direction': direction, 'camera:type': 'fixed' },
    geometry: { type: 'Point', coordinates: zone.center },
  });
  const features = [feature(1, '204'), feature(2, 'N'), feature(3, '30;120;170'), feature(4, 'null'), feature(5, null)];
  const file = fileOf(gzipSync(JSON.stringify({ type: 'FeatureCollection', features })));
  expect(await bringIn('cameras', file, { source: 'osm', owner: 'เทศบาล' })).toMatchObject({ read: 5, added: 7 });
  expect(await bringIn('cameras', file, { source: 'osm', owner: 'เทศบาล' })).toMatchObject({ added: 0, same: 7 });
  const cameras = await store.handle.database
    .selectFrom('camera')
    .orderBy('sourceKey')
    .select(['headingDegrees', 'headingWritten'])
    .execute();
  expect(cameras).toEqual([
    { headingDegrees: 204, headingWritten: '204' },
    { headingDegrees: 0, headingWritten: 'N' },
    { headingDegrees: 30, headingWritten: '30;120;170' },
    { headingDegrees: 120, headingWritten: '30;120;170' },
    { headingDegrees: 170, headingWritten: '30;120;170' },
    { headingDegrees: null, headingWritten: 'null' },
    { headingDegrees: null, headingWritten: '' },
  ]);
});

test('one code for all that hangs on a pole is told apart, the same way every time', async () => {
  const [longitude, latitude] = zone.center;
  const lines = ['id,code,latitude,longitude'];
  for (const id of ['a', 'b', 'c']) lines.push(`${id},POLE-7,${latitude},${longitude}`);
  const codesOf = async (table: 'camera' | 'sosPost', source: string): Promise<string[]> => {
    const rows = store.handle.database.selectFrom(table).select('code').where('source', '=', source);
    return (await rows.orderBy('sourceKey').execute()).map(({ code }) => code);
  };
  for (const [target, table] of [
    ['cameras', 'camera'],
    ['sos-posts', 'sosPost'],
  ] as const) {
    const options = { source: `poles of ${target}`, owner: 'เทศบาล' };
    expect(await bringIn(target, fileOf(lines.join('\n')), options)).toMatchObject({ added: 3 });
    const codes = await codesOf(table, options.source);
    expect(new Set(codes).size).toBe(3);
    expect(codes[0]).toBe('POLE-7');
    expect(codes[1]).toMatch(/^POLE-7-[0-9a-f]{10}$/);
    expect(await bringIn(target, fileOf(lines.join('\n')), options)).toMatchObject({ added: 0, changed: 0, same: 3 });
    expect(await bringIn(target, fileOf(lines.join('\n')), { ...options, source: `${target} again` })).toMatchObject({
      added: 3,
    });
  }
});

test('tags of OpenStreetMap are understood, what is no camera says so, and what people mend is kept', async () => {
  const feature = (id: number, properties: Record<string, string>) => ({
    type: 'Feature',
    id: `node/${id}`,
    properties: { 'surveillance:type': 'camera', 'camera:mount': 'pole', height: '', ...properties },
    geometry: { type: 'Point', coordinates: zone.center },
  });
  const features = [
    feature(1, { 'camera:direction': '270-90', height: '4.5 m', ref: 'A' }),
    feature(2, { 'camera:direction': '10;unknown', 'camera:mount': 'building', ref: 'B' }),
    feature(3, { 'surveillance:type': 'ALPR', 'camera:mount': 'tree', ref: 'C' }),
    feature(4, { 'surveillance:type': 'guard', ref: 'D' }),
  ];
  const file = () => fileOf(JSON.stringify({ type: 'FeatureCollection', features }));
  const options = { source: 'osm-tags', owner: 'เทศบาล' };
  const first = await bringIn('cameras', file(), options);
  expect([...first.rejected.values()]).toEqual([]);
  const read = () =>
    store.handle.database
      .selectFrom('camera')
      .where('source', '=', 'osm-tags')
      .orderBy('code')
      .select([
        'id',
        'code',
        'headingDegrees',
        'fieldOfViewDegrees',
        'mountingHeightMeters',
        'mount',
        'functions',
        'model',
      ])
      .execute();
  const cameras = (await read()).map(({ id: _id, ...camera }) => Object.values(camera));
  expect(cameras).toEqual([
    ['A', 0, 180, 4.5, 'pole', ['plain'], ''],
    ['B-1', 10, null, null, 'wall', ['plain'], ''],
    ['B-2', null, null, null, 'wall', ['plain'], ''],
    ['C', null, null, null, null, ['plain', 'plate'], ''],
    ['D', null, null, null, 'pole', ['plain'], 'guard'],
  ]);
  const [mended] = await read();
  const id = mended?.id ?? '';
  await store.handle.database.updateTable('camera').set({ headingDegrees: 45 }).where('id', '=', id).execute();
  expect(await bringIn('cameras', file(), options)).toMatchObject({ added: 0, changed: 1 });
  await store.handle.database.updateTable('camera').set({ headingDegrees: 45 }).where('id', '=', id).execute();
  const told = { id: newId(), zoneId: zone.id, subject: 'camera', subjectId: id, type: 'edited' };
  const moments = { occurredAt: new Date(), recordedAt: new Date() };
  await store.handle.database
    .insertInto('event')
    .values({ ...told, ...moments })
    .execute();
  expect(await bringIn('cameras', file(), options)).toMatchObject({ added: 0, changed: 0, same: 5 });
  expect((await read())[0]?.headingDegrees).toBe(45);
  const events = store.handle.database.selectFrom('event').select(['type', 'payload']).where('subjectId', '=', id);
  const history = await events.where('type', 'like', 'imported%').orderBy('recordedAt').orderBy('id').execute();
  expect(history.map(({ type }) => type)).toEqual(['imported', 'imported-again']);
  const [longitude, latitude] = zone.center;
  expect(history[0]?.payload).toMatchObject({ code: 'A', heading: 0, fieldOfView: 180, longitude, latitude });
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
    now,
  });
  const result = await runImport(
    { handle: store.handle, viewer: administrator, now, isCancelled: () => true },
    prepared,
  );
  expect(result).toMatchObject({ isCancelled: true, added: 0 });
  expect(await count('import_row')).toBe(0);
});

const data = '../shared/data';
describe.skipIf(!existsSync(data))('real files (kept beside the checkout)', () => {
  const read = (name: string): FileSource => fileOf(readFileSync(`${data}/${name}`), name);
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

  test('all of Bengaluru’s surveillance, with three cameras on four of its poles', async () => {
    const name = 'cameras/bengaluru-cameras.geojson';
    const options = { source: name, createZone: 'Bengaluru', timeZone: 'Asia/Kolkata' };
    const first = await bringIn('cameras', read(name), options);
    expect(first).toMatchObject({ read: 1828, added: 1828 + 4 * 2 });
    expect(first.rejected.size).toBe(0);
    expect(await bringIn('cameras', read(name), options)).toMatchObject({ added: 0, changed: 0, same: 1836 });
  });
});
