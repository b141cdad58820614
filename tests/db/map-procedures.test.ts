import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { snapZone } from '../../src/features/incidents/snap.service.ts';
import { layerIds } from '../../src/features/map/layers.ts';
import { detailInput, type Filters, insideInput, listInput, searchInput } from '../../src/features/map/map.schema.ts';
import { getCountsInside, getLayerCounts, getThingDetail, getThingList } from '../../src/features/map/map.service.ts';
import { searchMap } from '../../src/features/map/search.service.ts';
import type { Viewer } from '../../src/server/access.ts';
import { openTestDatabase, type TestDatabase } from '../support/database.ts';
import { everyRole, makeViewer, makeZone, type RoleUnderTest } from '../support/factories.ts';
import { type FurnishedZone, furnishZone } from '../support/town-things.ts';

let store: TestDatabase;
let own: FurnishedZone;
let foreign: FurnishedZone;
const viewers = new Map<RoleUnderTest, Viewer>();
beforeAll(async () => {
  store = await openTestDatabase();
  const { database } = store.handle;
  own = await furnishZone(database, await makeZone(database));
  foreign = await furnishZone(database, await makeZone(database));
  await snapZone(database, own.zone.id);
  for (const role of everyRole) viewers.set(role, await makeViewer(database, role, own.zone));
});
afterAll(() => store.remove());

function asking(role: RoleUnderTest) {
  const viewer = viewers.get(role);
  if (!viewer) throw new Error(role);
  return { database: store.handle.database, viewer, now: new Date() };
}

const around = ({ zone }: FurnishedZone): [number, number][] => {
  const [x, y] = zone.center;
  return [
    [x - 0.01, y - 0.01],
    [x + 0.01, y - 0.01],
    [x + 0.01, y + 0.01],
    [x - 0.01, y + 0.01],
  ];
};

describe('counts of layers', () => {
  test('the public has no cameras, and incidents are those that may be told', async () => {
    const { counts } = await getLayerCounts(asking('anonymous'), { zone: own.zone.slug });
    expect(counts).toMatchObject({
      incidents: 1,
      reports: 1,
      proposals: 2,
      projects: 1,
      'sos-posts': 1,
      'risk-areas': 1,
    });
    expect(counts).not.toHaveProperty('cameras');
  });
  test('an officer has everything of the own zone, and of a foreign one what the public has', async () => {
    const { counts } = await getLayerCounts(asking('officer'), { zone: own.zone.slug });
    expect(counts).toMatchObject({
      incidents: 2,
      reports: 3,
      cameras: 2,
    });
    expect(await getLayerCounts(asking('officer'), { zone: foreign.zone.slug })).toEqual(
      await getLayerCounts(asking('anonymous'), { zone: foreign.zone.slug }),
    );
  });
  test('incidents are counted in a zone without points, too', async () => {
    const { counts } = await getLayerCounts(asking('anonymous'), { zone: foreign.zone.slug });
    expect(counts).toMatchObject({ incidents: 1 });
    const list = await getThingList(
      asking('anonymous'),
      { layer: 'incidents', zone: foreign.zone.slug, page: 1, filters: {} },
      'en',
    );
    expect(list).toEqual({ items: [], total: 0 });
  });
  test.each([
    ['kinds', { kinds: ['theft'] }, 1],
    ['other kinds', { kinds: ['burglary'] }, 0],
    ['months', { from: '2026-05', to: '2026-05' }, 2],
    ['months before', { to: '2026-04' }, 0],
    ['hours', { hours: { from: 20, to: 4 } }, 2],
    ['other hours', { hours: { from: 8, to: 12 } }, 0],
    ['weekdays', { weekdays: [7] }, 2],
  ] as const)('of incidents follow the filters: %s', async (_name, filters, expected) => {
    const asked = { zone: own.zone.slug, filters: { ...filters } as Filters };
    const { counts, allIncidents, unplacedIncidents } = await getLayerCounts(asking('officer'), asked);
    expect({ incidents: counts.incidents, allIncidents, unplacedIncidents }).toEqual({
      incidents: expected,
      allIncidents: 2,
      unplacedIncidents: 0,
    });
  });
  test('of incidents without a place that may be shown are told apart', async () => {
    const placed = await getLayerCounts(asking('anonymous'), { zone: own.zone.slug, filters: { kinds: ['theft'] } });
    expect(placed).toMatchObject({ counts: { incidents: 1 }, allIncidents: 1, unplacedIncidents: 0 });
    const unplaced = await getLayerCounts(asking('anonymous'), { zone: foreign.zone.slug });
    expect(unplaced).toMatchObject({ counts: { incidents: 1 }, allIncidents: 1, unplacedIncidents: 1 });
    const hours: Filters = { hours: { from: 20, to: 4 } };
    const unknown = await getLayerCounts(asking('anonymous'), { zone: own.zone.slug, filters: hours });
    expect(unknown, 'of the hour the public knows nothing').toMatchObject({ counts: { incidents: 0 } });
  });
  test('a zone that does not exist is not found', async () => {
    await expect(getLayerCounts(asking('anonymous'), { zone: 'nowhere' })).rejects.toThrow('not-found');
  });
});

describe('lists', () => {
  test.each(layerIds)('of %s can be made for everybody, in both languages', async (layer) => {
    for (const role of everyRole) {
      for (const locale of ['th', 'en'] as const) {
        const list = await getThingList(asking(role), { layer, zone: own.zone.slug, page: 1, filters: {} }, locale);
        expect(list.items.length).toBe(Math.min(50, list.total));
        for (const item of list.items) expect(item.subtitle, JSON.stringify(item)).not.toMatch(/undefined|NaN|\{/);
      }
    }
  });
  test('incidents carry no id for the public, and the hour for officers', async () => {
    const question = { layer: 'incidents', zone: own.zone.slug, page: 1, filters: {} } as const;
    const shown = await getThingList(asking('anonymous'), question, 'en');
    expect(shown.items).toEqual([
      { title: 'Theft', subtitle: 'May 2026', place: [expect.any(Number), expect.any(Number)] },
    ]);
    const exact = await getThingList(asking('officer'), question, 'en');
    expect(exact.items.map((item) => item.id).sort()).toEqual(Object.values(own.incidents).sort());
    expect(exact.items[0]?.subtitle).toBe('10 May 2026 · 20:00');
  });
});

describe('details', () => {
  test('of a sensitive report, a camera or an incident are found by officers of the zone only', async () => {
    const hidden = [
      { layer: 'reports', id: own.reports.sensitive },
      { layer: 'cameras', id: own.cameras.other },
      { layer: 'incidents', id: own.incidents.theft },
    ] as const;
    for (const thing of hidden) {
      for (const role of everyRole) {
        const detail = getThingDetail(asking(role), thing, 'th');
        if (role === 'officer' || role === 'supervisor') expect((await detail).title).not.toBe('');
        else await expect(detail, `${role} ${thing.layer}`).rejects.toThrow('not-found');
      }
    }
    const looks = await store.handle.database
      .selectFrom('auditLog')
      .where('action', '=', 'map.detail')
      .select('subject')
      .execute();
    expect(looks).toHaveLength(6);
  });
  test('of a report tell what it is and where to read more', async () => {
    const detail = await getThingDetail(asking('anonymous'), { layer: 'reports', id: own.reports.ordinary }, 'en');
    expect(detail).toMatchObject({ title: 'Dark', path: expect.stringMatching(/^\/en\/reports\/TT-\d+$/) });
    expect(detail.facts).toContainEqual({ label: 'State', value: 'Received' });
  });
  test('of a draft, or of nothing, are not found', async () => {
    for (const id of [own.proposals.draft, '00000000-0000-7000-8000-000000000000']) {
      await expect(getThingDetail(asking('planner'), { layer: 'proposals', id }, 'th')).rejects.toThrow('not-found');
    }
  });
});

describe('search', () => {
  const titles = async (role: RoleUnderTest, text: string) =>
    (await searchMap(asking(role), { text }, 'th')).map((found) => found.title);

  test('finds a lane by Thai or Arabic digits, whatever the spaces', async () => {
    for (const text of ['ซอย ๔', 'ซอย 4', 'ซอย4 แยก ๒', 'soi 4'])
      expect(await titles('anonymous', text)).toContain('ซอย ๔ แยก 2');
  });
  test('finds a report by its number, a proposal by its title, a landmark by its name', async () => {
    const [report] = await searchMap(asking('anonymous'), { text: 'tt-๒๐๔๑' }, 'th');
    expect(report).toMatchObject({ type: 'reports', id: own.reports.ordinary, path: '/reports/TT-2041' });
    expect(await titles('anonymous', 'ไฟทาง')).toContain('ไฟทางในซอย 4');
    expect(await titles('anonymous', 'morning')).toEqual(['ตลาดเช้า', 'ตลาดเช้า']);
    const { items } = await getThingList(
      asking('anonymous'),
      { layer: 'risk-areas', zone: own.zone.slug, page: 1, filters: {} },
      'th',
    );
    expect(await titles('anonymous', items[0]?.title ?? '')).toContain(items[0]?.title);
  });
  test('finds a camera for officers, and nothing hidden for others', async () => {
    expect(await titles('officer', 'CAM-')).toHaveLength(2);
    expect(await titles('anonymous', 'CAM-')).toEqual([]);
    expect(await titles('anonymous', 'TT-2043')).toEqual([]);
    expect(await titles('officer', 'TT-2043')).toHaveLength(1);
  });
  test('takes any text for text', async () => {
    for (const text of ['%', '_', '\\', "'; drop table zone; --", '🏮', '((((', '‮abc']) {
      expect(await titles('anonymous', text)).toEqual([]);
    }
  });
});

describe('inside a polygon', () => {
  const counts = async (role: RoleUnderTest, town: FurnishedZone) =>
    Object.fromEntries(
      (await getCountsInside(asking(role), { polygon: around(town), filters: {} }, 'en')).map((one) => [
        `${one.layer} ${one.kind ?? ''}`.trim(),
        one.count,
      ]),
    );
  test('counts what the viewer may see', async () => {
    expect(await counts('anonymous', own)).toMatchObject({
      'incidents theft': 1,
      'reports dark': 1,
      'sos-posts': 1,
      lamps: 1,
    });
    expect(Object.keys(await counts('anonymous', own)).join()).not.toMatch(/domestic|harassment|cameras/);
    expect(await counts('officer', own)).toMatchObject({
      'incidents theft': 1,
      'incidents domestic': 1,
      'reports dark': 2,
      cameras: 2,
    });
    expect(await counts('officer', foreign)).not.toHaveProperty('cameras');
  });
  test('refuses a polygon that crosses itself', async () => {
    const [a, b, c, d] = around(own);
    if (!a || !b || !c || !d) throw new Error('four corners');
    const asked = getCountsInside(asking('anonymous'), { polygon: [a, c, b, d], filters: {} }, 'en');
    await expect(asked).rejects.toThrow('crosses itself');
  });
});

test('input from outside is refused, never taken for something else', () => {
  const corner = [100.5, 13.7];
  for (const polygon of [
    [],
    [corner, corner],
    [corner, [100.9, 13.7], [100.5, 14]],
    [[13.7, 100.5], corner, corner],
    [['a', 1], corner, corner],
    Array(501).fill(corner),
  ]) {
    expect(insideInput.safeParse({ polygon }).success, JSON.stringify(polygon).slice(0, 80)).toBe(false);
  }
  expect(searchInput.safeParse({ text: 'x'.repeat(101) }).success).toBe(false);
  expect(detailInput.safeParse({ layer: 'reports', id: '1' }).success).toBe(false);
  expect(detailInput.safeParse({ layer: 'constructor', id: own.reports.ordinary }).success).toBe(false);
  for (const bbox of [
    [1, 1, 0, 0],
    [0, 0, 400, 10],
    [Number.NaN, 0, 1, 1],
    [0, 0, 1],
  ]) {
    expect(listInput.safeParse({ layer: 'reports', bbox }).success).toBe(false);
  }
  fc.assert(
    fc.property(fc.anything(), (anything) => void insideInput.safeParse({ polygon: anything, filters: anything })),
  );
});
