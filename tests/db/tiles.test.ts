import { VectorTile, type VectorTileFeature } from '@mapbox/vector-tile';
import { PbfReader } from 'pbf';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { boundsOfTile, tileAt } from '../../src/compute/geometry/tiles.ts';
import { snapZone } from '../../src/features/incidents/snap.service.ts';
import { rowsOfLayer } from '../../src/features/map/layer-rows.ts';
import { isLayerId, type LayerId, layerOf, layers } from '../../src/features/map/layers.ts';
import type { Filters } from '../../src/features/map/map.schema.ts';
import { rightsOf } from '../../src/features/map/rights.ts';
import { bufferOf, encodeHere, encodeInDatabase } from '../../src/features/map/tiles.queries.ts';
import { createTileHouse, type TileHouse } from '../../src/features/map/tiles.service.ts';
import type { Viewer } from '../../src/server/access.ts';
import { openTestDatabase, type TestDatabase } from '../support/database.ts';
import { everyRole, makeViewer, makeZone, type RoleUnderTest } from '../support/factories.ts';
import { type FurnishedZone, furnishZone } from '../support/town-things.ts';

let store: TestDatabase;
let house: TileHouse;
let own: FurnishedZone;
let foreign: FurnishedZone;
const viewers = new Map<RoleUnderTest, Viewer>();
beforeAll(async () => {
  store = await openTestDatabase();
  const { database } = store.handle;
  own = await furnishZone(database, await makeZone(database));
  foreign = await furnishZone(database, await makeZone(database));
  await snapZone(database, own.zone.id);
  await snapZone(database, foreign.zone.id);
  for (const role of everyRole) viewers.set(role, await makeViewer(database, role, own.zone));
  house = await createTileHouse(store.handle);
});
afterAll(async () => {
  await house.stop();
  await store.remove();
});

const layerIds = Object.keys(layers).filter(isLayerId);

function features(bytes: Uint8Array, layer: LayerId): VectorTileFeature[] {
  const read = new VectorTile(new PbfReader(bytes)).layers[layer];
  return Array.from({ length: read?.length ?? 0 }, (_, at) => read?.feature(at)).filter((one) => one !== undefined);
}

/** The features that the viewer gets of the tiles around the middle of the zone. */
async function look(
  who: RoleUnderTest | Viewer,
  layer: LayerId,
  { zone }: FurnishedZone,
  z = 15,
  filters: Filters = {},
): Promise<Record<string, unknown>[]> {
  const viewer = typeof who === 'string' ? viewers.get(who) : who;
  if (!viewer) throw new Error('no such viewer');
  const { x, y } = tileAt(zone.center, z);
  const seen: Record<string, unknown>[] = [];
  const reach = z > 2 ? 1 : 0;
  for (let dx = -reach; dx <= reach; dx++) {
    for (let dy = -reach; dy <= reach; dy++) {
      const wish = { layer, tile: { z, x: x + dx, y: y + dy }, filters };
      const tile = await house.tile({ database: store.handle.database, viewer, now: new Date() }, wish);
      seen.push(...features(await tile.bytes('identity'), layer).map((one) => one.properties));
    }
  }
  return seen;
}

/** Whether every corner of one drawing lies within a unit (and rounding) of the other's lines. */
function liesAlong(one: VectorTileFeature, other: VectorTileFeature): boolean {
  const segments = other.loadGeometry().flatMap((part) => part.map((to, at) => [part[at - 1] ?? to, to] as const));
  return one.loadGeometry().every((part) =>
    part.every((corner) =>
      segments.some(([from, to]) => {
        const [dx, dy] = [to.x - from.x, to.y - from.y];
        const along = ((corner.x - from.x) * dx + (corner.y - from.y) * dy) / (dx * dx + dy * dy || 1);
        const share = Math.min(1, Math.max(0, along));
        return Math.hypot(corner.x - from.x - share * dx, corner.y - from.y - share * dy) <= Math.SQRT2;
      }),
    ),
  );
}

const inOrder = (list: VectorTileFeature[]): VectorTileFeature[] =>
  [...list].sort((a, b) => sortKey(a).localeCompare(sortKey(b)));
const sortKey = (feature: VectorTileFeature): string =>
  JSON.stringify([Object.entries(feature.properties).sort(), feature.bbox().map((edge) => Math.round(edge / 8))]);
const plain = (feature: VectorTileFeature): unknown => [feature.type, Object.entries(feature.properties).sort()];

describe.each(layerIds)('layer %s', (layer) => {
  test.each([12, 14, 16])('has the same features by both encoders at zoom %i', async (z) => {
    const viewer = viewers.get(layer === 'cameras' ? 'officer' : 'supervisor');
    if (!viewer || z < layerOf(layer).minZoom) return;
    const tile = tileAt(own.zone.center, z);
    const bounds = boundsOfTile(tile, bufferOf(layer));
    const request = { zoom: z, bounds, filters: {}, rights: rightsOf(viewer) };
    const drawing = { layer, tile, rows: rowsOfLayer(layer, request), limit: 1000 };
    const here = inOrder(features(await encodeHere(store.handle.database, drawing), layer));
    if (z === 14) expect(here.length).toBeGreaterThan(0);
    if (!store.handle.canEncodeTiles) return;
    const there = inOrder(features(await encodeInDatabase(store.handle.database, drawing), layer));
    expect(here.map(plain)).toEqual(there.map(plain));
    here.forEach((feature, at) => {
      const twin = there[at];
      expect(twin && liesAlong(feature, twin) && liesAlong(twin, feature), JSON.stringify(feature.properties)).toBe(
        true,
      );
    });
  });
});

describe('incidents', () => {
  test.each(['anonymous', 'resident', 'partner', 'planner', 'commander', 'administrator'] as const)(
    '%s sees counts at snap points: no id, no hour, no sensitive kind',
    async (role) => {
      const seen = await look(role, 'incidents', own);
      expect(seen).toEqual([{ kind: 'theft', count: 1, month: '2026-05' }]);
    },
  );

  test.each(['officer', 'supervisor'] as const)('%s sees everything in the own zone', async (role) => {
    const seen = await look(role, 'incidents', own);
    expect(seen.map((one) => one.id).sort()).toEqual(Object.values(own.incidents).sort());
    expect(seen.map((one) => one.occurred)).toEqual(['2026-05-10T20', '2026-05-10T20']);
  });

  test('a foreign officer sees what the public sees', async () => {
    expect(await look('officer', 'incidents', foreign)).toEqual([{ kind: 'theft', count: 1, month: '2026-05' }]);
  });

  test.each([0, 5, 8, 11, 13])('are counted in cells at zoom %i, for each by their rights', async (z) => {
    const total = async (role: RoleUnderTest): Promise<number> => {
      const seen = await look(role, 'incidents', own, z, { zone: own.zone.slug });
      expect(seen.every((one) => Object.keys(one).join() === 'count')).toBe(true);
      return seen.reduce((sum, one) => sum + Number(one.count), 0);
    };
    expect(await total('anonymous')).toBe(1);
    expect(await total('planner')).toBe(1);
    expect(await total('officer')).toBe(2);
  });

  test('filters narrow near and far alike', async () => {
    for (const z of [13, 15]) {
      const count = async (role: RoleUnderTest, filters: Filters) =>
        (await look(role, 'incidents', own, z, { zone: own.zone.slug, ...filters })).length;
      expect(await count('anonymous', { kinds: ['theft'] })).toBe(1);
      expect(await count('anonymous', { kinds: ['domestic'] })).toBe(0);
      expect(await count('anonymous', { from: '2026-06' })).toBe(0);
      expect(await count('anonymous', { from: '2026-05', to: '2026-05' })).toBe(1);
      expect(await count('anonymous', { zone: foreign.zone.slug })).toBe(0);
      expect(await count('anonymous', { hours: { from: 1, to: 2 } })).toBe(1);
      expect(await count('officer', { hours: { from: 1, to: 2 } })).toBe(0);
      expect(await count('officer', { hours: { from: 20, to: 4 } })).toBeGreaterThan(0);
      expect(await count('officer', { weekdays: [7] })).toBeGreaterThan(0);
      expect(await count('officer', { weekdays: [1, 2] })).toBe(0);
    }
  });
});

describe('cameras', () => {
  test.each(['anonymous', 'resident', 'commander', 'administrator'] as const)('%s sees none', async (role) => {
    expect(await look(role, 'cameras', own)).toEqual([]);
  });

  test('a planner sees counts only', async () => {
    const seen = await look('planner', 'cameras', own);
    expect(seen.reduce((sum, one) => sum + Number(one.count), 0)).toBe(2);
    expect(seen.every((one) => Object.keys(one).join() === 'count')).toBe(true);
    expect(await look('planner', 'cameras', foreign)).toEqual([]);
  });

  test('a partner sees its own', async () => {
    const partner = viewers.get('partner');
    if (!partner) throw new Error('no partner');
    expect(await look(partner, 'cameras', own)).toEqual([]);
    const memberships = partner.memberships.map((one) => ({ ...one, organisationId: own.ownerId }));
    const seen = await look({ ...partner, memberships }, 'cameras', own);
    expect(seen.map((one) => one.id)).toEqual([own.cameras.owned]);
  });

  test('an officer sees all of the own zone, an unknown heading as such, and none elsewhere', async () => {
    const seen = await look('officer', 'cameras', own);
    expect(seen.map((one) => one.id).sort()).toEqual(Object.values(own.cameras).sort());
    expect(seen.map((one) => one.heading).sort()).toEqual([-1, 90]);
    expect(await look('officer', 'cameras', foreign)).toEqual([]);
  });
});

describe('coverage', () => {
  test.each(['anonymous', 'resident', 'partner', 'commander', 'administrator'] as const)(
    '%s sees neither views nor gaps, near or far, by any filter',
    async (role) => {
      for (const z of [13, 15]) {
        for (const filters of [{}, { scope: 'all' }, { purpose: 'identify' }] satisfies Filters[]) {
          expect(await look(role, 'camera-views', own, z, filters)).toEqual([]);
          expect(await look(role, 'coverage-gaps', own, z, filters)).toEqual([]);
        }
      }
    },
  );

  test.each([14, 15, 16])('an area that is cut into tiles carries its name in one of them at zoom %i', async (z) => {
    const areas = await look('officer', 'risk-areas', own, z);
    expect(areas.filter((area) => area.is_named)).toHaveLength(1);
  });

  test('an officer sees views and gaps of the own zone for what is asked, the unknown as unknown', async () => {
    const shown = async (filters: Filters = {}) =>
      [...new Set((await look('officer', 'camera-views', own, 13, filters)).map((one) => one.is_known))].sort();
    expect(await shown()).toEqual([true]);
    expect(await shown({ scope: 'all' })).toEqual([false, true]);
    expect(await shown({ purpose: 'identify' })).toEqual([]);
    const gaps = await look('officer', 'coverage-gaps', own, 12);
    expect(gaps).toEqual([{ id: own.gap, rank: 1, shade: 5, square_meters: 2400, people: 12, is_named: true }]);
    expect((await look('officer', 'coverage-gaps', own, 12, { purpose: 'identify' }))[0]).toMatchObject({
      square_meters: 2500,
    });
    expect(await look('officer', 'coverage-gaps', own, 12, { scope: 'all' })).toEqual([]);
    for (const layer of ['camera-views', 'coverage-gaps'] as const)
      expect(await look('officer', layer, foreign)).toEqual([]);
  });

  test('a planner sees how many gaps there are in a cell, and no view', async () => {
    expect(await look('planner', 'camera-views', own)).toEqual([]);
    expect(await look('planner', 'coverage-gaps', own, 12)).toEqual([
      { shade: 5, square_meters: 2400, people: 12, count: 1 },
    ]);
    expect(await look('planner', 'coverage-gaps', foreign, 15)).toEqual([]);
    const { x, y } = tileAt(own.zone.center, 16);
    const tile = await house.tile(
      { database: store.handle.database, viewer: viewers.get('planner') as Viewer, now: new Date() },
      { layer: 'coverage-gaps', tile: { z: 16, x, y }, filters: {} },
    );
    const [cell] = features(await tile.bytes('identity'), 'coverage-gaps');
    // A cell of three hundred metres is half a tile wide at zoom 16, however small the gap in it is.
    const [west = 0, , east = 0] = cell?.bbox() ?? [];
    expect(east - west).toBeGreaterThan(2000);
  });

  test('looks at views and gaps are on record, looks at cells are not', async () => {
    const { database } = store.handle;
    const officer = await makeViewer(database, 'officer', own.zone);
    const planner = await makeViewer(database, 'planner', own.zone);
    const layersOf = async (viewer: Viewer) =>
      (
        await database
          .selectFrom('auditTileHour')
          .where('accountId', '=', viewer.account?.id ?? '')
          .select('layer')
          .orderBy('layer')
          .execute()
      ).map(({ layer }) => layer);
    for (const viewer of [officer, planner]) {
      await look(viewer, 'camera-views', own);
      await look(viewer, 'coverage-gaps', own);
    }
    expect(await layersOf(officer)).toEqual(['camera-views', 'coverage-gaps']);
    expect(await layersOf(planner)).toEqual([]);
  });
});

describe('reports', () => {
  const idsSeenBy = async (role: RoleUnderTest, town: FurnishedZone) =>
    (await look(role, 'reports', town)).map((one) => one.id).sort();

  test.each(['anonymous', 'resident', 'partner', 'administrator', 'commander'] as const)(
    '%s sees ordinary ones at public places',
    async (role) => expect(await idsSeenBy(role, own)).toEqual([own.reports.ordinary]),
  );
  test('a planner sees every ordinary one of the own zone', async () => {
    expect(await idsSeenBy('planner', own)).toEqual([own.reports.ordinary, own.reports.notPublic].sort());
    expect(await idsSeenBy('planner', foreign)).toEqual([foreign.reports.ordinary]);
  });
  test('an officer sees sensitive ones that are addressed to the station', async () => {
    expect(await idsSeenBy('officer', own)).toEqual(Object.values(own.reports).sort());
    expect(await idsSeenBy('officer', foreign)).toEqual([foreign.reports.ordinary]);
  });
});

test('drafts are on nobody’s map, and a camera proposal stands at its risk area', async () => {
  for (const role of everyRole) {
    const seen = await look(role, 'proposals', own);
    expect(seen.map((one) => one.id).sort()).toEqual([own.proposals.open, own.proposals.camera].sort());
  }
  const tile = tileAt(own.zone.center, 16);
  const asking = { database: store.handle.database, viewer: viewers.get('anonymous') as Viewer, now: new Date() };
  const atRiskArea = await house.tile(asking, { layer: 'proposals', tile, filters: {} });
  expect(features(await atRiskArea.bytes('identity'), 'proposals').map((one) => one.properties.id)).toEqual([
    own.proposals.camera,
  ]);
});

test('an exact look is on record once a person, layer, zone and hour; others leave none', async () => {
  const { database } = store.handle;
  const officer = await makeViewer(database, 'officer', own.zone);
  const rows = () =>
    database
      .selectFrom('auditTileHour')
      .where('accountId', '=', officer.account?.id ?? '')
      .select(['layer', 'zoneId'])
      .execute();
  await look(officer, 'streets', own);
  await look(officer, 'incidents', foreign);
  expect(await rows()).toEqual([]);
  await look(officer, 'incidents', own);
  await look(officer, 'incidents', own, 12);
  expect(await rows()).toEqual([{ layer: 'incidents', zoneId: own.zone.id }]);
  await look(officer, 'cameras', own);
  expect(await rows()).toHaveLength(2);
});

test('a tile is forgotten when what it shows changes', async () => {
  const { database } = store.handle;
  const before = await look('anonymous', 'sos-posts', foreign);
  expect(before).toHaveLength(1);
  await database.updateTable('sosPost').set({ condition: 'faulty' }).where('zoneId', '=', foreign.zone.id).execute();
  await expect
    .poll(() => look('anonymous', 'sos-posts', foreign), { timeout: 3_000 })
    .toMatchObject([{ condition: 'faulty' }]);
});
