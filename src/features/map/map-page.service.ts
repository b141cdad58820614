import { formatDate, formatMonth, localName } from '../../i18n/format.ts';
import type { Locale } from '../../i18n/locale.ts';
import { zonesWhere } from '../../server/access.ts';
import type { Context } from '../../server/context.ts';
import { listIncidentKinds, listZonesWithBounds } from './map-page.queries.ts';

const monthsOffered = 48;

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

function lastMonths(now: Date, locale: Locale): { value: string; name: string }[] {
  return Array.from({ length: monthsOffered }, (_, back) => {
    const month = new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() - back, 1));
    return { value: month.toISOString().slice(0, 7), name: formatMonth(month, locale, 'UTC') };
  });
}
