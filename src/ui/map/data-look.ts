import type { Locale } from '../../i18n/locale.ts';
import type { MapColours } from './colours.ts';

/** What the drawing of our own data depends on. */
export interface DataLook {
  colours: MapColours;
  locale: Locale;
  /** Of the map's middle, in degrees: what a metre is in pixels depends on it. */
  latitude: number;
}
