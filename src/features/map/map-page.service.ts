import { isWithin } from '../../compute/geometry/tiles.ts';
import { formatDate, formatMonth, localName } from '../../i18n/format.ts';
import type { Locale } from '../../i18n/locale.ts';
import { messagesFor } from '../../i18n/messages.ts';
import { zonesWhere } from '../../server/access.ts';
import type { Context } from '../../server/context.ts';
import { AppError, notFound } from '../../server/errors.ts';
import { mostZones } from '../../server/live/live.schema.ts';
import type { LiveSnapshot } from '../../ui/live/live-incidents.ts';
import { getLiveNow } from '../incidents/queue.service.ts';
import { type MapAddress, readAddress, tileQueryOf } from './address.ts';
import { listedLayers } from './layer-groups.ts';
import { detailInput, filters } from './map.schema.ts';
import { getLayerCounts, getThingDetail, getThingList } from './map.service.ts';
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
  timeZone: string;
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
      ({ id, slug, timeZone, west, south, east, north, ...names }): OfferedZone => ({
        id,
        slug,
        name: localName(names, locale),
        timeZone,
        bounds: [west, south, east, north],
      }),
    ),
    kinds: kinds.map(({ code, ...names }) => ({ code, name: localName(names, locale) })),
    months: lastMonths(context.now, locale),
    seesExact,
    seesGaps: seesGapsAs(context),
    states: statesIn(locale),
    now: context.now.toISOString(),
    today: formatDate(context.now, locale, timeZone),
    isDemonstration: zones.some((zone) => zone.isDemonstration),
  };
}

/**
 * What the page shows before, and without, JavaScript, by the address that was asked for: counts, a page of the list,
 * and what a search found. Refuses a zone that does not exist.
 */
export async function getFirstData(context: Context, url: URL, zones: readonly OfferedZone[], locale: Locale) {
  const address = readAddress(url);
  const slugs = zones.slice(0, mostZones).map(({ slug }) => slug);
  const live: LiveSnapshot =
    slugs.length > 0 ? await getLiveNow(context, slugs) : { zoneIds: [], eventId: '', incidents: [] };
  const detail = await findSelected(context, address, locale);
  const followed = live.incidents.find(({ id, key }) => (id ?? key) === address.selected?.id);
  const begin = beginningZone(zones, address, detail?.place ?? followed?.place ?? undefined);
  const zone = begin || undefined;
  const wanted = filters.safeParse(Object.fromEntries(tileQueryOf(address.filters, address.cover)));
  const listLayer = listedLayers.find((name) => name === url.searchParams.get('list')) ?? 'reports';
  const page = Math.min(Math.max(Number.parseInt(url.searchParams.get('page') ?? '1', 10) || 1, 1), mostPages);
  const text = (url.searchParams.get('text') ?? '').trim().slice(0, mostLetters);
  const asked = wanted.success ? wanted.data : {};
  return {
    zone: begin,
    counts: await getLayerCounts(context, { zone, filters: asked }),
    listLayer,
    // The list of live incidents is made of the live incidents themselves.
    list:
      listLayer === 'live'
        ? { items: [], total: 0 }
        : await getThingList(context, { layer: listLayer, zone, page, filters: asked }, locale),
    live,
    detail,
    page,
    text,
    found: text === '' ? [] : await searchMap(context, { text }, locale),
  };
}

/** How the viewer sees gaps in cover somewhere: as they are, counted by cell, or not at all. */
function seesGapsAs({ viewer }: Context): 'exact' | 'cells' | 'none' {
  if (zonesWhere(viewer, 'camera.see-exact').length > 0) return 'exact';
  return zonesWhere(viewer, 'camera.see-cells').length > 0 ? 'cells' : 'none';
}

function statesIn(locale: Locale): Record<string, string> {
  const group = 'incidents.';
  const words = Object.entries(messagesFor(locale).mapThings).filter(([key]) => key.startsWith(group));
  return Object.fromEntries(words.map(([key, word]) => [key.slice(group.length), word]));
}

/**
 * What the address selects, if the viewer may see it; null when nothing is selected or there is no such thing. Live
 * incidents are told of by themselves.
 */
async function findSelected(context: Context, { selected }: MapAddress, locale: Locale) {
  const parsed = detailInput.safeParse(selected);
  if (!parsed.success) return null;
  try {
    return await getThingDetail(context, parsed.data, locale);
  } catch (error) {
    if (error instanceof AppError && error.code === 'not-found') return null;
    throw error;
  }
}

/** The zone that the page begins with: the one that was asked for, unless what is selected lies in another. */
function beginningZone(
  zones: readonly OfferedZone[],
  address: MapAddress,
  place: [number, number] | undefined,
): string {
  const asked = zones.find(({ slug }) => slug === address.zone);
  if (address.zone && !asked) notFound();
  const isIn = ({ bounds }: OfferedZone): boolean => place !== undefined && isWithin(place, bounds);
  if (asked && (!place || isIn(asked))) return asked.slug;
  return (zones.find(isIn) ?? asked ?? zones[0])?.slug ?? '';
}

function lastMonths(now: Date, locale: Locale): { value: string; name: string }[] {
  return Array.from({ length: monthsOffered }, (_, back) => {
    const month = new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() - back, 1));
    return { value: month.toISOString().slice(0, 7), name: formatMonth(month, locale, 'UTC') };
  });
}
