import type { Locale } from '../../i18n/locale.ts';
import { messagesFor } from '../../i18n/messages.ts';

/** What to do about a mistake, in the reader's language; keys that no message has read as "cannot be used as it is". */
export function mistakeWords(key: string, locale: Locale): string {
  const { common } = messagesFor(locale);
  return key in common ? common[key as keyof typeof common] : common.errorInvalid;
}
