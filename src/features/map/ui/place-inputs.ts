import { fill } from '../../../i18n/format.ts';
import type { Place } from '../../../ui/map/types.ts';

/** A ten-millionth of a degree is a centimetre: nobody points better than to a tenth of a metre. */
const decimals = 6;

function inputOf(id: string): HTMLInputElement | null {
  const element = document.getElementById(id);
  return element instanceof HTMLInputElement ? element : null;
}

/** The place that stands in two inputs, or null when there is none or it is no place on earth. */
export function readPlace(longitudeInput: string, latitudeInput: string): Place | null {
  const longitude = Number.parseFloat(inputOf(longitudeInput)?.value ?? '');
  const latitude = Number.parseFloat(inputOf(latitudeInput)?.value ?? '');
  const isPlace = Math.abs(longitude) <= 180 && Math.abs(latitude) <= 90;
  return isPlace ? [longitude, latitude] : null;
}

/** Writes a place into two inputs, and tells whoever listens to them as if the reader had typed it. */
export function writePlace(longitudeInput: string, latitudeInput: string, [longitude, latitude]: Place): void {
  const longitudeElement = inputOf(longitudeInput);
  const latitudeElement = inputOf(latitudeInput);
  if (!longitudeElement || !latitudeElement) return;
  longitudeElement.value = longitude.toFixed(decimals);
  latitudeElement.value = latitude.toFixed(decimals);
  for (const element of [longitudeElement, latitudeElement]) {
    element.dispatchEvent(new Event('input', { bubbles: true }));
    element.dispatchEvent(new Event('change', { bubbles: true }));
  }
}

/** Chooses an option of a list, so that the form says one place and not two. */
export function chooseOption({ id, option }: { id: string; option: string }): void {
  const list = document.getElementById(id);
  if (list instanceof HTMLSelectElement) list.value = option;
}

/** What people would call the place: "Soi Suksan 4, near the market". Empty when nothing around has a name. */
export function placeName([street, landmark]: string[], near: string): string {
  if (!street) return landmark ?? '';
  return landmark ? fill(near, { street, landmark }) : street;
}
