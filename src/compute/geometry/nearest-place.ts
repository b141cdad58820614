/** A named place. */
export interface NamedPlace {
  slug: string;
  longitude: number;
  latitude: number;
}

const earthRadiusMeters = 6_371_008.8;

/** Metres between two places along the globe, by the haversine formula (R. W. Sinnott, Sky and Telescope 68, 1984). */
export function metersBetween(one: Omit<NamedPlace, 'slug'>, other: Omit<NamedPlace, 'slug'>): number {
  const radians = (degrees: number): number => (degrees * Math.PI) / 180;
  const height = Math.sin(radians(other.latitude - one.latitude) / 2) ** 2;
  const width = Math.sin(radians(other.longitude - one.longitude) / 2) ** 2;
  const share = height + Math.cos(radians(one.latitude)) * Math.cos(radians(other.latitude)) * width;
  return 2 * earthRadiusMeters * Math.asin(Math.min(1, Math.sqrt(share)));
}

/** The place nearest to a position, with the metres to it; `undefined` when there is none. */
export function nearestPlace(
  places: readonly NamedPlace[],
  position: Omit<NamedPlace, 'slug'>,
): { slug: string; meters: number } | undefined {
  return places
    .map((place) => ({ slug: place.slug, meters: metersBetween(place, position) }))
    .reduce<{ slug: string; meters: number } | undefined>(
      (best, one) => (best === undefined || one.meters < best.meters ? one : best),
      undefined,
    );
}
