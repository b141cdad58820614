import { isLayerName, type LayerName, layerNames, type Selection } from '../../ui/map/layer-names.ts';
import type { MapView } from '../../ui/map/types.ts';
import { type CoverFilter, coverQuery, readCover } from './cover-filter.ts';

/** Which incidents are shown; empty means all. */
export interface IncidentFilters {
  kinds: readonly string[];
  /** Months, "2026-11", both included. Empty: from the first, to the last. */
  from: string;
  to: string;
  /** Hours of the day, the first included and the last not; `[20, 4]` goes over midnight. */
  hours: readonly [number, number] | null;
  /** ISO days, Monday is 1. */
  weekdays: readonly number[];
}

/** Everything that the map's address says, so that a link shows the same. */
export interface MapAddress {
  zone: string;
  layers: ReadonlySet<LayerName>;
  filters: IncidentFilters;
  cover: CoverFilter;
  selected: Selection | null;
  /** Where the map looks; null for the whole zone. */
  view: MapView | null;
}

export const defaultLayers: readonly LayerName[] = [
  'zones',
  'risk-areas',
  'live',
  'incidents',
  'reports',
  'projects',
  'sos-posts',
];

/** Reads an address; whatever makes no sense in it is as if it were not there. */
export function readAddress({ searchParams, hash }: URL): MapAddress {
  const layers = listOf(searchParams, 'layers').filter(isLayerName);
  return {
    zone: /^[a-z0-9-]{1,60}$/.exec(searchParams.get('zone') ?? '')?.[0] ?? '',
    layers: new Set(searchParams.has('layers') ? layers : defaultLayers),
    filters: {
      kinds: listOf(searchParams, 'kinds').filter((kind) => /^[a-z-]{1,40}$/.test(kind)),
      from: monthOf(searchParams.get('from')),
      to: monthOf(searchParams.get('to')),
      hours: hoursOf(searchParams),
      weekdays: [...new Set(listOf(searchParams, 'weekdays').map(Number))].filter(isWeekday),
    },
    cover: readCover(searchParams),
    selected: selectionOf(searchParams.get('selected')),
    view: viewOf(hash),
  };
}

/** The query and the hash for an address, shortest form, the same for the same state. */
export function writeAddress({ zone, layers, filters, cover, selected, view }: MapAddress): string {
  const query = tileQueryOf(filters, cover);
  const shown = layerNames.filter((name) => layers.has(name));
  const isDefault = shown.length === defaultLayers.length && defaultLayers.every((name) => layers.has(name));
  if (zone) query.set('zone', zone);
  if (!isDefault) query.set('layers', shown.join(','));
  if (selected) query.set('selected', `${selected.layer}:${selected.id}`);
  // Commas and colons may stand in a query as they are, and people read addresses.
  const text = query.toString().replaceAll('%2C', ',').replaceAll('%3A', ':');
  return `${text && `?${text}`}${view ? hashOf(view) : ''}`;
}

/** All filters as the tiles and the list take them. */
export function tileQueryOf(filters: IncidentFilters, cover: CoverFilter): URLSearchParams {
  return new URLSearchParams([...filterQuery(filters), ...coverQuery(cover)]);
}

/** What of them is asked of incidents. */
export function filterQuery({ kinds, from, to, hours, weekdays }: IncidentFilters): URLSearchParams {
  const query = new URLSearchParams();
  if (kinds.length > 0) query.set('kinds', [...kinds].sort().join(','));
  if (from) query.set('from', from);
  if (to) query.set('to', to);
  if (hours) query.set('hours', hours.join('-'));
  if (weekdays.length > 0) query.set('weekdays', [...weekdays].sort().join(','));
  return query;
}

/** Whether an hour lies in a range that may go over midnight. */
export function isHourWithin(hour: number, hours: readonly [number, number] | null): boolean {
  if (!hours) return true;
  const [from, to] = hours;
  return from < to ? hour >= from && hour < to : hour >= from || hour < to;
}

/** A form without JavaScript repeats a name, an address of ours joins with commas. */
function listOf(query: URLSearchParams, name: string): string[] {
  return query
    .getAll(name)
    .flatMap((text) => text.split(','))
    .filter(Boolean);
}

function monthOf(text: string | null): string {
  return /^\d{4}-(0[1-9]|1[0-2])$/.exec(text ?? '')?.[0] ?? '';
}

/** `hours=20-4`, or the two fields of the form. */
function hoursOf(query: URLSearchParams): [number, number] | null {
  const text = query.get('hours') ?? `${query.get('hour-from') ?? ''}-${query.get('hour-to') ?? ''}`;
  const [, from, to] = /^(\d{1,2})-(\d{1,2})$/.exec(text) ?? [];
  if (from === undefined || to === undefined) return null;
  const hours: [number, number] = [Number(from), Number(to) % 24];
  return hours[0] < 24 && Number(to) <= 24 && hours[0] !== hours[1] ? hours : null;
}

function isWeekday(day: number): boolean {
  return Number.isInteger(day) && day >= 1 && day <= 7;
}

function selectionOf(text: string | null): Selection | null {
  const [, layer = '', id = ''] = /^([a-z-]+):([\w-]{1,64})$/.exec(text ?? '') ?? [];
  return isLayerName(layer) ? { layer, id } : null;
}

function viewOf(hash: string): MapView | null {
  const [, zoom, latitude, longitude] = /^#map=([\d.]+)\/(-?[\d.]+)\/(-?[\d.]+)$/.exec(hash) ?? [];
  const view: MapView = { center: [Number(longitude), Number(latitude)], zoom: Number(zoom) };
  const isOnEarth = Math.abs(view.center[0]) <= 180 && Math.abs(view.center[1]) <= 85;
  return isOnEarth && view.zoom <= 22 ? view : null;
}

function hashOf({ center: [longitude, latitude], zoom }: MapView): string {
  return `#map=${round(zoom, 2)}/${round(latitude, 5)}/${round(longitude, 5)}`;
}

function round(value: number, decimals: number): number {
  return Number(value.toFixed(decimals));
}
