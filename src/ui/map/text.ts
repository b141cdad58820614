import type { ExpressionSpecification } from 'maplibre-gl';
import type { Locale } from '../../i18n/locale.ts';

// MapLibre reads the weight out of the first family's name; the second is the family that the page really has.
export const boldFont = ['IBM Plex Sans Thai SemiBold', 'IBM Plex Sans Thai', 'sans-serif'];
export const readingFont = ['IBM Plex Sans Thai Looped', 'sans-serif'];

/** The name in the page's language, else in the other. */
export function localNameOf(locale: Locale): ExpressionSpecification {
  const [first, second] = locale === 'th' ? ['name_th', 'name_en'] : ['name_en', 'name_th'];
  return ['case', ['!=', ['coalesce', ['get', first], ''], ''], ['get', first], ['coalesce', ['get', second], '']];
}

/** Loads the faces before the first name is drawn: the map draws a letter once and keeps what it got. */
export async function loadMapFonts(): Promise<void> {
  const faces = ["600 16px 'IBM Plex Sans Thai'", "400 16px 'IBM Plex Sans Thai Looped'"];
  await Promise.allSettled(faces.map((face) => document.fonts.load(face, 'กขa1')));
}
