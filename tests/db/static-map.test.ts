import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { drawZone } from '../../src/features/map/static-map.service.ts';
import { openTestDatabase, type TestDatabase } from '../support/database.ts';
import { type MadeZone, makeZone } from '../support/factories.ts';
import { furnishZone } from '../support/town-things.ts';

let store: TestDatabase;
let zone: MadeZone;
beforeAll(async () => {
  store = await openTestDatabase();
  zone = await makeZone(store.handle.database);
  await furnishZone(store.handle.database, zone);
});
afterAll(() => store.remove());

test('a zone is drawn small, with its main streets’ names, and refers to nothing outside', async () => {
  const thai = await drawZone(store.handle, zone.slug, 'th');
  for (const part of ['green', 'building', 'lane', 'main', 'risk', 'zone']) {
    expect(thai.svg).toMatch(new RegExp(`<path class="${part}" d="M `));
  }
  expect(thai.svg).toContain('>ถนนใหญ่</text>');
  expect((await drawZone(store.handle, zone.slug, 'en')).svg).toContain('>Main road</text>');
  expect(thai.svg).not.toMatch(/href|url\(|@import|<script|NaN|undefined/);
  expect(thai.svg.match(/https?:/g)).toHaveLength(1);
  expect(gzipSync(thai.svg).length).toBeLessThan(40_000);
  expect((await drawZone(store.handle, zone.slug, 'th')).tag).toBe(thai.tag);
});

test('a script in a name stays a name', async () => {
  const nasty = '</title><script>alert(1)</script>';
  await store.handle.database.updateTable('zone').set({ nameTh: nasty }).where('id', '=', zone.id).execute();
  const { svg } = await drawZone(store.handle, zone.slug, 'th');
  expect(svg).not.toContain('<script');
});

test('a zone that does not exist is not found', async () => {
  await expect(drawZone(store.handle, 'nowhere', 'th')).rejects.toThrow('not-found');
});
