import type { Bounds } from '../../compute/geometry/tiles.ts';
import type { Locale } from '../../i18n/locale.ts';
import { messagesFor } from '../../i18n/messages.ts';
import { recordLook, recordTileLook } from '../../server/audit.ts';
import { AppError, notFound } from '../../server/errors.ts';
import { describeThing, factsOf, kindTitle } from './describe.ts';
import { rowsOfLayer } from './layer-rows.ts';
import { type LayerId, layerOf } from './layers.ts';
import type { Filters, InsideInput, ListInput } from './map.schema.ts';
import { type Asking, type MapRights, narrowRights, rightsOf, type ZoneBox, zonesOnRecord } from './rights.ts';
import type { Telling } from './telling.ts';
import {
  countInside,
  countRows,
  countThings,
  findGapCover,
  findIncidentPlace,
  isValidPolygon,
  listKindNames,
  listThings,
  type Thing,
} from './things.queries.ts';
import { countIncidents } from './totals.queries.ts';
import { listZoneBoxes } from './zone-boxes.queries.ts';

const world: Bounds = [-180, -85.05, 180, 85.05];
/** Nearer than every tile: points are points, and every kind of street is there. */
const nearest = 22;
const itemsPerPage = 50;
/** Incidents are listed from a part of the country at a time, about fifty kilometres wide. */
const widestIncidentList = 0.5;

export const tellingIn = (locale: Locale): Telling => ({ words: messagesFor(locale).mapThings, locale });

/** Layers whose things are counted in the legend. */
const countedLayers = [
  'risk-areas',
  'reports',
  'proposals',
  'projects',
  'sos-posts',
  'cameras',
  'coverage-gaps',
  'lamps',
  'zones',
  'areas',
] as const satisfies readonly LayerId[];

/** How many things there are in one zone or in all, as this viewer may see them. */
export interface LayerCounts {
  /** Of each layer by the filters; layers without any are left out. */
  counts: Partial<Record<LayerId, number>>;
  /** Incidents without the filters. */
  allIncidents: number;
  /** Incidents by the filters that have no place which this viewer may see, and so are in no point and no cell. */
  unplacedIncidents: number;
}

/** How many things of each layer the viewer may see, in one zone or in all. */
export async function getLayerCounts(
  context: Asking,
  { zone, filters = {} }: { zone?: string | undefined; filters?: Filters },
): Promise<LayerCounts> {
  const zones = await listZoneBoxes(context.database);
  const bounds = boundsOfZone(zones, zone) ?? world;
  const counts: Partial<Record<LayerId, number>> = {};
  for (const layer of countedLayers) {
    const rights = narrowRights(rightsOf(context.viewer), layer, bounds, zones);
    const { purpose, scope } = filters;
    const rows = rowsOfLayer(layer, { zoom: nearest, bounds, filters: { zone, purpose, scope }, rights });
    counts[layer] = await countThings(context.database, rows, 'count' in layerOf(layer).fields);
  }
  const exactZones = rightsOf(context.viewer).incidentZones;
  const all = await countIncidents(context.database, { filters: { zone }, exactZones });
  const isFiltered = Object.keys(coverless(filters)).length > 0;
  const wanted = isFiltered
    ? await countIncidents(context.database, { filters: { ...filters, zone }, exactZones })
    : all;
  return {
    counts: {
      ...Object.fromEntries(Object.entries(counts).filter(([, count]) => count > 0)),
      ...(all.total > 0 ? { incidents: wanted.total } : {}),
    },
    allIncidents: all.total,
    unplacedIncidents: Math.max(0, wanted.total - wanted.placed),
  };
}

/** The filters that incidents know of. */
function coverless({ purpose: _purpose, scope: _scope, ...rest }: Filters): Filters {
  return rest;
}

/** A page of fifty of the layer's things, as the map shows them to this viewer, and how many there are. */
export async function getThingList(context: Asking, input: ListInput, locale: Locale) {
  const zones = await listZoneBoxes(context.database);
  const bounds = listedBounds(input, zones);
  const rights = narrowRights(rightsOf(context.viewer), input.layer, bounds, zones);
  await recordExactLook(context, input.layer, rights);
  const filters = { ...input.filters, zone: input.zone };
  const rows = rowsOfLayer(input.layer, { zoom: nearest, bounds, filters, rights });
  const things = await listThings(context.database, {
    layer: input.layer,
    rows,
    limit: itemsPerPage,
    offset: (input.page - 1) * itemsPerPage,
  });
  const total = await countRows(context.database, rows);
  const telling = tellingIn(locale);
  return { items: things.map((thing) => describeThing(input.layer, thing, telling)), total };
}

/** All that the map tells of one thing. What the viewer may not see is not found. */
export async function getThingDetail(context: Asking, input: { layer: LayerId; id: string }, locale: Locale) {
  const thing = (await findThing(context, input)) ?? notFound();
  const telling = tellingIn(locale);
  const { title, subtitle, place, path } = describeThing(input.layer, thing, telling);
  return { title, subtitle, place, facts: factsOf(input.layer, thing, telling), ...(path ? { path } : {}) };
}

async function findThing(context: Asking, { layer, id }: { layer: LayerId; id: string }): Promise<Thing | undefined> {
  if (!('id' in layerOf(layer).fields)) return undefined;
  const place = layer === 'incidents' ? await findIncidentPlace(context.database, id) : undefined;
  if (layer === 'incidents' && !place) return undefined;
  const bounds: Bounds = place ? [place[0], place[1], place[0], place[1]] : world;
  const zones = await listZoneBoxes(context.database);
  const rights = narrowRights(rightsOf(context.viewer), layer, bounds, zones);
  const filters = layer === 'coverage-gaps' ? await findGapCover(context.database, id) : {};
  const rows = rowsOfLayer(layer, { zoom: nearest, bounds, filters, rights });
  const [thing] = await listThings(context.database, { layer, rows, id, limit: 1, offset: 0 });
  const seenIn = thing ? zonesOnRecord(rights, layer) : [];
  if (seenIn.length > 0) {
    await recordLook(context.database, {
      viewer: context.viewer,
      zoneId: seenIn.length === 1 ? (seenIn[0] ?? null) : null,
      action: 'map.detail',
      subject: layer,
      subjectId: id,
      now: context.now,
    });
  }
  return thing;
}

const askedInside = [
  'incidents',
  'reports',
  'risk-areas',
  'proposals',
  'projects',
  'sos-posts',
  'cameras',
  'lamps',
] as const satisfies readonly LayerId[];

/**
 * How many things of each layer and kind have a part inside the polygon, as the map shows them to this viewer: for the
 * public, incidents by the points that stand for eight homes. Refuses a polygon that crosses itself.
 */
export async function getCountsInside(context: Asking, input: InsideInput, locale: Locale) {
  const polygon = JSON.stringify({ type: 'Polygon', coordinates: [closed(input.polygon)] });
  if (!(await isValidPolygon(context.database, polygon))) throw new AppError('invalid', 'the polygon crosses itself');
  const zones = await listZoneBoxes(context.database);
  const bounds = boundsOfCorners(input.polygon);
  const telling = tellingIn(locale);
  const kinds = new Map((await listKindNames(context.database)).map((kind) => [kind.code, kind]));
  const inside: { layer: LayerId; kind?: string; title: string; count: number | null }[] = [];
  for (const layer of askedInside) {
    const rights = narrowRights(rightsOf(context.viewer), layer, bounds, zones);
    await recordExactLook(context, layer, rights);
    const rows = rowsOfLayer(layer, { zoom: nearest, bounds, filters: input.filters, rights });
    for (const { kind, count } of await countInside(context.database, { layer, rows, polygon })) {
      inside.push({ layer, ...(kind ? { kind } : {}), title: kindTitle(layer, kind, telling, kinds), count });
    }
  }
  return inside;
}

/** A list and a count of exact places are on record like a tile of them: once a person, layer, zone and hour. */
async function recordExactLook(context: Asking, layer: LayerId, rights: MapRights): Promise<void> {
  const zoneIds = zonesOnRecord(rights, layer);
  if (zoneIds.length === 0) return;
  await recordTileLook(context.database, { viewer: context.viewer, zoneIds, layer, now: context.now });
}

/** The box around the zone; undefined when none was asked for. Refuses a zone that does not exist. */
export function boundsOfZone(zones: readonly ZoneBox[], slug: Filters['zone']): Bounds | undefined {
  if (slug === undefined) return undefined;
  return (zones.find((zone) => zone.slug === slug) ?? notFound()).bounds;
}

function listedBounds({ layer, bbox, zone }: ListInput, zones: readonly ZoneBox[]): Bounds {
  const asked = bbox ?? boundsOfZone(zones, zone);
  if (layer !== 'incidents') return asked ?? world;
  const [west, south, east, north] = asked ?? zones[0]?.bounds ?? world;
  const half = widestIncidentList / 2;
  const [x, y] = [(west + east) / 2, (south + north) / 2];
  return [Math.max(west, x - half), Math.max(south, y - half), Math.min(east, x + half), Math.min(north, y + half)];
}

function closed(corners: readonly (readonly [number, number])[]): (readonly [number, number])[] {
  const [first, last] = [corners[0], corners.at(-1)];
  const isClosed = first && last && first[0] === last[0] && first[1] === last[1];
  return isClosed || !first ? [...corners] : [...corners, first];
}

function boundsOfCorners(corners: readonly (readonly [number, number])[]): Bounds {
  const [x, y] = [corners.map((corner) => corner[0]), corners.map((corner) => corner[1])];
  return [Math.min(...x), Math.min(...y), Math.max(...x), Math.max(...y)];
}
