import { type RawBuilder, sql } from 'kysely';
import type { Database } from '../../../db/client/database.ts';
import { mercatorCircumferenceMeters, type Tile, tileExtent, tileUnitsOf } from '../../compute/geometry/tiles.ts';
import { encodeTile, type TileFeature } from '../../formats/mvt.ts';
import type { LayerRows } from './layer-request.ts';
import { type LayerId, layerOf } from './layers.ts';

/** What is to be drawn into which tile. */
export interface TileDrawing {
  layer: LayerId;
  tile: Tile;
  rows: LayerRows;
  /** Features at most. */
  limit: number;
}

/** Lines and areas reach this many units over the edge, so that their strokes do not end at it. */
export const bufferOf = (layer: LayerId): number => (layerOf(layer).shape === 'point' ? 0 : 64);

/**
 * The tile's bytes, made by the database itself. Putting a shape into the tile costs more than all else, so it is done
 * once for each shape: of incidents, hundreds lie at the same point.
 */
export async function encodeInDatabase(database: Database, drawing: TileDrawing): Promise<Uint8Array> {
  const { layer, tile, rows, limit } = drawing;
  const columns = sql.join(Object.keys(layerOf(layer).fields).map((name) => sql.ref(name)));
  const drawn = sql`st_asmvtgeom(${mercatorShape(drawing)}, st_tileenvelope(${tile.z}::integer, ${tile.x}::integer,
    ${tile.y}::integer), ${tileExtent}::integer, ${bufferOf(layer)}::integer) as geometry`;
  // Lines and areas are all different. "offset 0" keeps theirs from being put into the tile twice, to be looked at and taken.
  const placed =
    layerOf(layer).shape === 'point'
      ? sql`join (select shape, ${drawn} from (select distinct shape from listed) as place) as placed using (shape)`
      : sql`cross join lateral (select ${drawn} offset 0) as placed`;
  const result = await sql<{ bytes: Buffer }>`
    with listed as materialized (${rows} limit ${limit})
    select st_asmvt(drawn, ${layer}, ${tileExtent}::integer, 'geometry') as bytes
    from (select ${columns}, geometry from listed ${placed} where geometry is not null) as drawn`.execute(database);
  return result.rows[0]?.bytes ?? new Uint8Array();
}

/** The same tile from the same rows, encoded here, for engines that cannot. */
export async function encodeHere(database: Database, drawing: TileDrawing): Promise<Uint8Array> {
  const { layer, tile, rows, limit } = drawing;
  const columns = sql.join(Object.keys(layerOf(layer).fields).map((name) => sql.ref(name)));
  const result = await sql<TileFeature>`
    select st_asgeojson(${mercatorShape(drawing)}, 3)::json as geometry,
      (select jsonb_strip_nulls(to_jsonb(fields)) from (select ${columns}) as fields) as properties
    from (${rows} limit ${limit}) as row`.execute(database);
  return encodeTile(layer, result.rows, { buffer: bufferOf(layer), place: tileUnitsOf(tile) });
}

/** The shape in Web Mercator, without the detail that nobody sees at this zoom. */
function mercatorShape({ layer, tile }: TileDrawing): RawBuilder<unknown> {
  const { shape, maxZoom } = layerOf(layer);
  const projected = sql`st_transform(shape, 3857)`;
  if (shape === 'point' || tile.z >= maxZoom) return projected;
  const units = tile.z >= 14 ? 1 : 4;
  const toleranceMeters = (units * mercatorCircumferenceMeters) / (tileExtent * 2 ** tile.z);
  return sql`st_simplify(${projected}, ${toleranceMeters}, true)`;
}
