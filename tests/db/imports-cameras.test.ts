import { existsSync, readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { newId } from '../../src/server/identifiers.ts';
import type { TestDatabase } from '../support/database.ts';
import type { MadeZone } from '../support/factories.ts';
import { fileOf, type ImportDesk, openImportDesk, realData } from '../support/importing.ts';

let desk: ImportDesk;
let store: TestDatabase;
let zone: MadeZone;
let bringIn: ImportDesk['bringIn'];
beforeAll(async () => {
  desk = await openImportDesk();
  ({ store, zone, bringIn } = desk);
});
afterAll(() => desk.store.remove());

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

test.skipIf(!existsSync(realData))(
  'all of Bengaluru’s surveillance, with three cameras on four of its poles',
  async () => {
    const name = 'cameras/bengaluru-cameras.geojson';
    const file = () => fileOf(readFileSync(`${realData}/${name}`), name);
    const options = { source: name, createZone: 'Bengaluru', timeZone: 'Asia/Kolkata' };
    const first = await bringIn('cameras', file(), options);
    expect(first).toMatchObject({ read: 1828, added: 1828 + 4 * 2 });
    expect(first.rejected.size).toBe(0);
    expect(await bringIn('cameras', file(), options)).toMatchObject({ added: 0, changed: 0, same: 1836 });
  },
);
