import type { DatabaseHandle } from '../../../db/client/database.ts';
import { boundsOfTile, type Tile } from '../../compute/geometry/tiles.ts';
import { recordTileLook } from '../../server/audit.ts';
import { AppError } from '../../server/errors.ts';
import { rowsOfLayer } from './layer-rows.ts';
import { followLayerVersions } from './layer-versions.ts';
import { type LayerId, layerOf } from './layers.ts';
import { type MadeTile, wrapTile } from './made-tile.ts';
import type { Filters } from './map.schema.ts';
import { type Asking, type MapRights, narrowRights, rightsOf, type ZoneBox, zonesOnRecord } from './rights.ts';
import { createCache } from './tile-cache.ts';
import { bufferOf, encodeHere, encodeInDatabase } from './tiles.queries.ts';
import { listZoneBoxes } from './zone-boxes.queries.ts';

/** No tile is larger than this, at any zoom. */
export const mostTileBytes = 500_000;
const mostCachedBytes = 96_000_000;
/** What an entry costs beside its bytes. */
const entryBytes = 500;

export interface TileWish {
  layer: LayerId;
  tile: Tile;
  filters: Filters;
}

/** Makes tiles, keeps the ones that were asked for, and forgets them when what they show has changed. */
export interface TileHouse {
  /**
   * The tile as the viewer may see it. A look at exact places is on record before this returns. Throws `not-found`
   * when the layer has no tiles this near.
   */
  tile(context: Asking, wish: TileWish): Promise<MadeTile>;
  /** Every zone with the box around it. */
  zones(context: Asking): Promise<readonly ZoneBox[]>;
  stop(): Promise<void>;
}

export async function createTileHouse(handle: Pick<DatabaseHandle, 'listen' | 'canEncodeTiles'>): Promise<TileHouse> {
  const versions = await followLayerVersions(handle);
  const cache = createCache<MadeTile>(mostCachedBytes);
  const underway = new Map<string, Promise<MadeTile>>();
  const recorded = createLookMemory();
  let zoneBoxes: { version: number; boxes: Promise<ZoneBox[]> } | undefined;

  function zones({ database }: Asking): Promise<ZoneBox[]> {
    const version = versions.of('zones');
    if (zoneBoxes?.version !== version) {
      const boxes = listZoneBoxes(database);
      zoneBoxes = { version, boxes };
      boxes.catch(() => {
        zoneBoxes = undefined;
      });
    }
    return zoneBoxes.boxes;
  }

  async function make(context: Asking, wish: TileWish, rights: MapRights): Promise<MadeTile> {
    const bounds = boundsOfTile(wish.tile, bufferOf(wish.layer));
    const rows = rowsOfLayer(wish.layer, {
      zoom: wish.tile.z,
      bounds,
      inner: boundsOfTile(wish.tile),
      filters: wish.filters,
      rights,
    });
    const encode = handle.canEncodeTiles ? encodeInDatabase : encodeHere;
    for (let limit = layerOf(wish.layer).mostFeatures; ; limit = Math.floor(limit / 2)) {
      const bytes = await encode(context.database, { layer: wish.layer, tile: wish.tile, rows, limit });
      if (bytes.length <= mostTileBytes) return wrapTile(bytes);
    }
  }

  return {
    zones,
    stop: () => versions.stop(),
    async tile(context, wish) {
      const layer = layerOf(wish.layer);
      if (wish.tile.z > layer.maxZoom) throw new AppError('not-found');
      if (wish.tile.z < layer.minZoom) return emptyTile;
      const bounds = boundsOfTile(wish.tile, bufferOf(wish.layer));
      const all = rightsOf(context.viewer);
      const rights = layer.isSameForAll ? all : narrowRights(all, wish.layer, bounds, await zones(context));
      await recorded.record(context, wish.layer, layer.isSameForAll ? [] : zonesOnRecord(rights, wish.layer));
      const { z, x, y } = wish.tile;
      const key = JSON.stringify([wish.layer, z, x, y, wish.filters, layer.isSameForAll ? 0 : Object.values(rights)]);
      // Read before the rows are, so that a change meanwhile makes this tile an old one.
      const version = versions.of(versionName(wish.layer, rights));
      const known = cache.get(key, version) ?? underway.get(`${key} ${version}`);
      if (known) return known;
      const making = make(context, wish, rights);
      underway.set(`${key} ${version}`, making);
      try {
        const made = await making;
        const size = (await made.bytes('identity')).length;
        cache.set(key, version, made, size + entryBytes);
        return made;
      } finally {
        underway.delete(`${key} ${version}`);
      }
    },
  };
}

/** What the public sees of incidents changes more rarely than what officers see. */
function versionName(layer: LayerId, rights: MapRights): string {
  return layer === 'incidents' && rights.incidentZones.length > 0 ? 'incidents-exact' : layer;
}

/** Remembers which rows of this hour are in the database, so that one look at a map is not fifty statements. */
function createLookMemory(): {
  record(context: Asking, layer: LayerId, zoneIds: readonly string[]): Promise<void>;
} {
  const written = new Set<string>();
  let hour = -1;
  return {
    async record(context, layer, zoneIds) {
      if (zoneIds.length === 0) return;
      const thisHour = Math.floor(context.now.getTime() / 3_600_000);
      if (thisHour !== hour) written.clear();
      hour = thisHour;
      const keyOf = (zoneId: string): string => `${context.viewer.account?.id} ${layer} ${zoneId}`;
      const missing = zoneIds.filter((zoneId) => !written.has(keyOf(zoneId)));
      if (missing.length === 0) return;
      await recordTileLook(context.database, { viewer: context.viewer, zoneIds: missing, layer, now: context.now });
      for (const zoneId of missing) written.add(keyOf(zoneId));
    },
  };
}

const emptyTile = wrapTile(new Uint8Array());
