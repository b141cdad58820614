import { formatDate, formatMonth, localName } from '../../i18n/format.ts';
import type { Locale } from '../../i18n/locale.ts';
import { zonesWhere } from '../../server/access.ts';
import type { Context } from '../../server/context.ts';
import { filterQuery, readAddress } from './address.ts';
import { listedLayers } from './layer-groups.ts';
import { filters } from './map.schema.ts';
import { getLayerCounts, getThingList } from './map.service.ts';
import { listIncidentKinds, listZonesWithBounds } from './map-page.queries.ts';
import { searchMap } from './search.service.ts';

const monthsOffered = 48;
const mostPages = 1_000;
const mostLetters = 100;

/** A zone as the map page offers it. */
interface OfferedZone {
  id: string;
  slug: string;
  name: string;
  /** `[west, south, east, north]`. */
  bounds: [number, number, number, number];
}

/** What the map page is made with, for anybody: zones, the kinds of incidents that may be shown, months, today. */
export async function getMapPage(context: Context, locale: Locale) {
  const exactZones = new Set(zonesWhere(context.viewer, 'incident.see-exact'));
  const seesExact = exactZones.size > 0;
  const [zones, kinds] = await Promise.all([
    listZonesWithBounds(context.database),
    listIncidentKinds(context.database, { withSensitive: seesExact }),
  ]);
  const timeZone = zones[0]?.timeZone ?? 'Asia/Bangkok';
  // Somebody who works in a zone wants to see that one first.
  const offered = zones.toSorted(
    (a, b) => Number(context.viewer.roles.has(b.id)) - Number(context.viewer.roles.has(a.id)),
  );
  return {
    zones: offered.map(
      ({ id, slug, west, south, east, north, ...names }): OfferedZone => ({
        id,
        slug,
        name: localName(names, locale),
        bounds: [west, south, east, north],
      }),
    ),
    kinds: kinds.map(({ code, ...names }) => ({ code, name: localName(names, locale) })),
    months: lastMonths(context.now, locale),
    seesExact,
    today: formatDate(context.now, locale, timeZone),
    isDemonstration: zones.some((zone) => zone.isDemonstration),
  };
}

/**
 * What the page shows before, and without, JavaScript, by the address that was asked for: counts, a page of the list,
 * and what a search found. Refuses a zone that does not exist.
 */
export async function getFirstData(context: Context, url: URL, firstZone: string | undefined, locale: Locale) {
  const address = readAddress(url);
  const zone = address.zone || firstZone;
  const wanted = filters.safeParse(Object.fromEntries(filterQuery(address.filters)));
  const listLayer = listedLayers.find((name) => name === url.searchParams.get('list')) ?? 'reports';
  const page = Math.min(Math.max(Number.parseInt(url.searchParams.get('page') ?? '1', 10) || 1, 1), mostPages);
  const text = (url.searchParams.get('text') ?? '').trim().slice(0, mostLetters);
  const list = { layer: listLayer, zone, page, filters: wanted.success ? wanted.data : {} };
  return {
    counts: await getLayerCounts(context, { zone }),
    listLayer,
    list: await getThingList(context, list, locale),
    page,
    text,
    found: text === '' ? [] : await searchMap(context, { text }, locale),
  };
}

function lastMonths(now: Date, locale: Locale): { value: string; name: string }[] {
  return Array.from({ length: monthsOffered }, (_, back) => {
    const month = new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() - back, 1));
    return { value: month.toISOString().slice(0, 7), name: formatMonth(month, locale, 'UTC') };
  });
}
