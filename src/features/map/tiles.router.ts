import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Tile } from '../../compute/geometry/tiles.ts';
import { messagesFor } from '../../i18n/messages.ts';
import type { PageLocals } from '../../server/context.ts';
import { contextOf } from '../../server/context.ts';
import { AppError, type ErrorCode } from '../../server/errors.ts';
import type { SideHandler } from '../../server/http/handle.ts';
import { refuse } from '../../server/http/plain-pages.ts';
import { log } from '../../server/log.ts';
import type { BaseArchive } from './base-archive.ts';
import { isLayerId, type LayerId, layerOf } from './layers.ts';
import type { Encoding, MadeTile } from './made-tile.ts';
import { filters, tileNumbers } from './map.schema.ts';
import type { TileHouse, TileWish } from './tiles.service.ts';

const tilePath = /^\/tiles\/([a-z-]{1,30})\/([^/]{1,20})\/([^/]{1,20})\/([^/]{1,20})\.mvt$/;
const tileJsonPath = /^\/tiles\/([a-z-]{1,30})\.json$/;

/**
 * Answers `/tiles/{layer}/{z}/{x}/{y}.mvt` and `/tiles/{layer}.json`; the layer `base` is there when an archive takes
 * the place of our own base map.
 */
export function createTileHandler(house: TileHouse, base: BaseArchive | undefined): SideHandler {
  return async (request, response, locals) => {
    if (!locals.path.startsWith('/tiles/')) return false;
    const deny = (code: ErrorCode, status?: number): true => {
      refuse(response, code, { locale: locals.locale, wantsJson: true, ...(status ? { status } : {}) });
      return true;
    };
    if (request.method !== 'GET' && request.method !== 'HEAD') return deny('invalid', 405);
    try {
      const described = tileJsonPath.exec(locals.path)?.[1];
      if (base && described === 'base') {
        sendJson(request, response, describeBase(base, locals.application.settings.origin));
        return true;
      }
      if (described) {
        if (!isLayerId(described)) return deny('not-found');
        await sendTileJson(request, response, locals, house, described);
        return true;
      }
      if (base && locals.path.startsWith('/tiles/base/')) {
        const tile = await base.tile(readTile(tilePath.exec(locals.path)?.slice(2)));
        await sendTile(request, response, tile, publicCaching);
        return true;
      }
      const wish = readWish(locals.path, request.url ?? '');
      const tile = await house.tile(contextOf(locals), wish);
      await sendTile(request, response, tile, cachingOf(wish.layer, locals));
      return true;
    } catch (error) {
      if (error instanceof AppError) return deny(error.code);
      log.error('tile failed', error, { requestId: locals.requestId });
      return deny('unavailable', 500);
    }
  };
}

function readWish(path: string, url: string): TileWish {
  const [, layer = '', z, x, y] = tilePath.exec(path) ?? [];
  if (!isLayerId(layer)) throw new AppError('not-found');
  const tile = readTile([z, x, y]);
  const question = url.indexOf('?');
  const wanted = filters.safeParse(
    Object.fromEntries(new URLSearchParams(question < 0 ? '' : url.slice(question, question + 4_000))),
  );
  if (!wanted.success) throw new AppError('invalid');
  return { layer, tile, filters: wanted.data };
}

function readTile([z, x, y]: readonly (string | undefined)[] = []): Tile {
  const numbers = tileNumbers.safeParse({ z, x, y });
  if (!numbers.success) throw new AppError('invalid');
  return numbers.data;
}

async function sendTile(
  request: IncomingMessage,
  response: ServerResponse,
  tile: MadeTile,
  caching: Caching,
): Promise<void> {
  const encoding = chooseEncoding(request);
  const etag = `"${tile.tag}${encoding === 'identity' ? '' : `-${encoding}`}"`;
  response.setHeader('ETag', etag);
  response.setHeader('Cache-Control', caching.control);
  response.setHeader('Vary', caching.vary);
  if (isKnown(request, etag)) {
    response.writeHead(304).end();
    return;
  }
  const bytes = await tile.bytes(encoding);
  response.setHeader('Content-Type', 'application/vnd.mapbox-vector-tile');
  if (encoding !== 'identity') response.setHeader('Content-Encoding', encoding);
  response.setHeader('Content-Length', bytes.length);
  response.writeHead(200);
  response.end(request.method === 'HEAD' ? undefined : bytes);
}

interface Caching {
  control: string;
  vary: string;
}

const publicCaching: Caching = { control: 'public, max-age=60, stale-while-revalidate=300', vary: 'Accept-Encoding' };

/**
 * What everybody sees alike may be kept by anybody for a while. What depends on the viewer is never kept by a shared
 * cache; the browser of somebody who is signed in keeps nothing at all.
 */
function cachingOf(layer: LayerId, locals: PageLocals): Caching {
  if (layerOf(layer).isSameForAll) return publicCaching;
  return {
    control: locals.viewer.account ? 'private, no-store' : 'private, no-cache',
    vary: 'Accept-Encoding, Cookie',
  };
}

function chooseEncoding(request: IncomingMessage): Encoding {
  const accepted = String(request.headers['accept-encoding'] ?? '')
    .split(',')
    .map((part) => part.trim().toLowerCase())
    .filter((part) => !/;\s*q=0(\.0*)?$/.test(part))
    .map((part) => part.split(';')[0]?.trim());
  if (accepted.includes('br')) return 'br';
  return accepted.includes('gzip') ? 'gzip' : 'identity';
}

function isKnown(request: IncomingMessage, etag: string): boolean {
  const known = request.headers['if-none-match'];
  if (!known) return false;
  return known.split(',').some((one) => one.trim().replace(/^W\//, '') === etag || one.trim() === '*');
}

async function sendTileJson(
  request: IncomingMessage,
  response: ServerResponse,
  locals: PageLocals,
  house: TileHouse,
  id: LayerId,
): Promise<void> {
  const layer = layerOf(id);
  const wanted = new URL(request.url ?? '/', locals.application.settings.origin).searchParams.get('zone');
  const zones = (await house.zones(contextOf(locals))).filter(({ slug }) => wanted === null || slug === wanted);
  // Layers that anybody may fill from an import reach beyond the zones; the zones themselves do not.
  const isWithinZones = wanted !== null || id === 'zones' || !layer.isSameForAll;
  if (wanted !== null && zones.length === 0) throw new AppError('not-found');
  const bounds = [
    Math.min(...zones.map((zone) => zone.bounds[0])),
    Math.min(...zones.map((zone) => zone.bounds[1])),
    Math.max(...zones.map((zone) => zone.bounds[2])),
    Math.max(...zones.map((zone) => zone.bounds[3])),
  ];
  sendJson(request, response, {
    tilejson: '3.0.0',
    name: id,
    attribution: messagesFor(locals.locale).common.siteName,
    tiles: [`${locals.application.settings.origin}/tiles/${id}/{z}/{x}/{y}.mvt`],
    minzoom: layer.minZoom,
    maxzoom: layer.maxZoom,
    ...(isWithinZones && zones.length > 0 ? { bounds } : {}),
    vector_layers: [{ id, fields: layer.fields, minzoom: layer.minZoom, maxzoom: layer.maxZoom }],
  });
}

function describeBase({ description, minZoom, maxZoom, bounds }: BaseArchive, origin: string): object {
  return {
    tilejson: '3.0.0',
    ...description,
    tiles: [`${origin}/tiles/base/{z}/{x}/{y}.mvt`],
    minzoom: minZoom,
    maxzoom: maxZoom,
    bounds,
  };
}

function sendJson(request: IncomingMessage, response: ServerResponse, content: object): void {
  response.setHeader('Cache-Control', 'public, max-age=60');
  response.setHeader('Content-Type', 'application/json; charset=utf-8');
  response.writeHead(200);
  response.end(request.method === 'HEAD' ? undefined : JSON.stringify(content));
}
