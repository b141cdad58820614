import type { Locale } from '../../i18n/locale.ts';
import type { Messages } from '../../i18n/th.ts';

/** How things are told of: in these words, in this language. */
export interface Telling {
  words: Messages['mapThings'];
  locale: Locale;
}
