import type { Bounds } from '../../compute/geometry/tiles.ts';
import { toArabicDigits } from '../../formats/fields.ts';
import { localName } from '../../i18n/format.ts';
import { type Locale, localPath } from '../../i18n/locale.ts';
import { recordTileLook } from '../../server/audit.ts';
import { describeThing } from './describe.ts';
import { rowsOfLayer } from './layer-rows.ts';
import type { LayerId } from './layers.ts';
import { boundsOfZone, tellingIn } from './map.service.ts';
import { type Asking, narrowRights, rightsOf, zonesOnRecord } from './rights.ts';
import { listNamedPlaces } from './search.queries.ts';
import { listThings } from './things.queries.ts';
import { listZoneBoxes } from './zone-boxes.queries.ts';

const mostPlaces = 12;
const mostThings = 5;
const world: Bounds = [-180, -85.05, 180, 85.05];
const searchedLayers = [
  'risk-areas',
  'reports',
  'proposals',
  'projects',
  'sos-posts',
  'cameras',
] as const satisfies readonly LayerId[];

/** One answer to a search, with the place to go to on the map and the page to read, where there is one. */
export interface Found {
  type: string;
  id?: string;
  title: string;
  subtitle: string;
  place: [number, number];
  path?: string;
}

/**
 * What the text may mean: zones, lanes, landmarks, and reports, proposals, projects, SOS posts and cameras that this
 * viewer may see, by number, code or title. Thai and Arabic digits are the same, and spaces do not matter.
 */
export async function searchMap(
  context: Asking,
  input: { text: string; zone?: string | undefined },
  locale: Locale,
): Promise<Found[]> {
  const text = toArabicDigits(input.text).trim();
  if (text === '') return [];
  const zones = await listZoneBoxes(context.database);
  const bounds = boundsOfZone(zones, input.zone) ?? world;
  const found = await searchPlaces(context, { text, zone: input.zone }, locale);
  const telling = tellingIn(locale);
  for (const layer of searchedLayers) {
    const rights = narrowRights(rightsOf(context.viewer), layer, bounds, zones);
    const rows = rowsOfLayer(layer, { zoom: 22, bounds, filters: { zone: input.zone }, rights });
    const things = await listThings(context.database, { layer, rows, text, limit: mostThings, offset: 0 });
    const seenIn = things.length > 0 ? zonesOnRecord(rights, layer) : [];
    if (seenIn.length > 0) {
      await recordTileLook(context.database, { viewer: context.viewer, zoneIds: seenIn, layer, now: context.now });
    }
    found.push(...things.map((thing) => ({ type: layer, ...describeThing(layer, thing, telling) })));
  }
  return found;
}

async function searchPlaces(
  context: Asking,
  question: { text: string; zone: string | undefined },
  locale: Locale,
): Promise<Found[]> {
  const { words } = tellingIn(locale);
  const places = await listNamedPlaces(context.database, { ...question, limit: mostPlaces });
  return places.map((place) => {
    const zoneName = localName({ nameTh: place.zoneTh, nameEn: place.zoneEn }, locale);
    return {
      type: place.type,
      title: localName(place, locale),
      subtitle: place.type === 'zone' ? words.zone : `${words[place.type]} · ${zoneName}`,
      place: [place.longitude, place.latitude],
      ...(place.type === 'zone' ? { path: localPath(locale, `/zones/${place.slug}`) } : {}),
    };
  });
}
