import type { Place } from '../../../ui/map/types.ts';

/** A place with a name, as the form of a new incident offers it. */
interface NamedPlace {
  nameTh: string;
  nameEn: string;
  longitude: number;
  latitude: number;
}

const decimals = /^(-?\d{1,2}(?:\.\d+)?)[\s,]+(-?\d{1,3}(?:\.\d+)?)$/;

/**
 * The place that somebody typed: "13.7563, 100.5018", latitude first as people write it, or a name; the whole name
 * before one that only begins so. Undefined when there is no such place.
 */
export function findPlace(text: string, places: readonly NamedPlace[]): Place | undefined {
  const typed = text.trim().toLowerCase();
  if (typed === '') return undefined;
  const numbers = decimals.exec(typed);
  if (numbers) {
    const [latitude, longitude] = [Number(numbers[1]), Number(numbers[2])];
    return Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180 ? [longitude, latitude] : undefined;
  }
  const names = ({ nameTh, nameEn }: NamedPlace): string[] => [nameTh, nameEn].map((name) => name.toLowerCase());
  const found =
    places.find((place) => names(place).includes(typed)) ??
    places.find((place) => names(place).some((name) => name.startsWith(typed)));
  return found && [found.longitude, found.latitude];
}
