import { type FileHandle, open } from 'node:fs/promises';
import { PMTiles, type RangeResponse, type Source, TileType } from 'pmtiles';
import * as z from 'zod/mini';
import type { Bounds, Tile } from '../../compute/geometry/tiles.ts';
import { type MadeTile, wrapTile } from './made-tile.ts';
import { createCache } from './tile-cache.ts';

const mostCachedBytes = 32_000_000;

/** What TileJSON tells of an archive. */
const metadata = z.object({
  name: z.optional(z.string()),
  attribution: z.optional(z.string()),
  vector_layers: z._default(z.array(z.looseObject({ id: z.string() })), []),
});

/** A PMTiles file that takes the place of our own base map. https://docs.protomaps.com/pmtiles/ */
export interface BaseArchive {
  description: z.output<typeof metadata>;
  minZoom: number;
  maxZoom: number;
  bounds: Bounds;
  /** The tile; an empty one where the archive has none. */
  tile(tile: Tile): Promise<MadeTile>;
  close(): Promise<void>;
}

/** Opens the archive at `path`. Throws when it cannot be read, or holds something else than vector tiles. */
export async function openBaseArchive(path: string): Promise<BaseArchive> {
  const file = await open(path, 'r').catch((cause) => {
    throw new Error(`BASEMAP_PMTILES cannot be read: ${path}`, { cause });
  });
  try {
    const archive = new PMTiles(sourceOf(file, path));
    const header = await archive.getHeader();
    if (header.tileType !== TileType.Mvt) throw new Error(`BASEMAP_PMTILES holds no vector tiles: ${path}`);
    const described = metadata.safeParse(await archive.getMetadata());
    const cache = createCache<MadeTile>(mostCachedBytes);
    return {
      description: described.success ? described.data : { vector_layers: [] },
      minZoom: header.minZoom,
      maxZoom: header.maxZoom,
      bounds: [header.minLon, header.minLat, header.maxLon, header.maxLat],
      async tile({ z, x, y }) {
        const key = `${z}/${x}/${y}`;
        const known = cache.get(key, 0);
        if (known) return known;
        const found = await archive.getZxy(z, x, y);
        const bytes = new Uint8Array(found?.data ?? new ArrayBuffer(0));
        const made = wrapTile(bytes);
        cache.set(key, 0, made, bytes.length);
        return made;
      },
      close: () => file.close(),
    };
  } catch (error) {
    await file.close();
    throw error;
  }
}

function sourceOf(file: FileHandle, path: string): Source {
  return {
    getKey: () => path,
    async getBytes(offset, length): Promise<RangeResponse> {
      const bytes = new Uint8Array(length);
      const { bytesRead } = await file.read(bytes, 0, length, offset);
      return { data: bytes.buffer.slice(0, bytesRead) };
    },
  };
}
