import { type RawBuilder, sql } from 'kysely';
import { box, type LayerRequest, type LayerRows } from './layer-request.ts';

const names = sql`nullif(name_th, '') as name_th, nullif(name_en, '') as name_en`;

/** Streets: the farther away, the fewer kinds. */
export function streetRows(request: LayerRequest): LayerRows {
  const kinds = ['main', ...(request.zoom >= 11 ? ['secondary'] : []), ...(request.zoom >= 13 ? ['local'] : [])];
  const isWanted = request.zoom >= 14 ? sql`true` : sql`kind = any(${kinds})`;
  return sql`
    select kind, ${names}, line as shape from street
    where line && ${box(request)} and ${isWanted}
    order by array_position(array['main', 'secondary', 'local', 'lane', 'path'], kind), id`;
}

/** Buildings, the largest first. */
export function buildingRows(request: LayerRequest): LayerRows {
  return sql`
    select kind, outline as shape from building where outline && ${box(request)} order by st_area(outline) desc, id`;
}

/** Green, water and grounds, the largest first. */
export function landRows(request: LayerRequest): LayerRows {
  return sql`
    select kind, ${names}, outline as shape from land where outline && ${box(request)} order by st_area(outline) desc, id`;
}

export function landmarkRows(request: LayerRequest): LayerRows {
  return sql`select kind, ${names}, place as shape from landmark where place && ${box(request)} order by kind, id`;
}

export function lampRows(request: LayerRequest): LayerRows {
  return sql`select is_working, place as shape from street_lamp where place && ${box(request)} order by is_working, id`;
}

/** Areas that can be told apart at this zoom: provinces far away, communities only near. */
export function areaRows(request: LayerRequest): LayerRows {
  const isWanted = sql.join(
    [
      sql`kind = 'province'`,
      ...(request.zoom >= 7 ? [sql`kind = 'district'`] : []),
      ...(request.zoom >= 9 ? [sql`kind in ('sub-district', 'local-government')`] : []),
      ...(request.zoom >= 11 ? [sql`kind = 'community'`] : []),
    ] satisfies RawBuilder<unknown>[],
    sql` or `,
  );
  return sql`
    select kind, ${names}, boundary as shape from area
    where boundary && ${box(request)} and (${isWanted}) order by st_area(boundary) desc, id`;
}

export function zoneRows(request: LayerRequest): LayerRows {
  return sql`
    select id::text as id, slug, ${names}, boundary as shape from zone where boundary && ${box(request)} order by slug`;
}
