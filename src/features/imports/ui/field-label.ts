import type { Locale } from '../../../i18n/locale.ts';
import { messagesFor } from '../../../i18n/messages.ts';

/** What a field of an import is called on screen. */
export function fieldLabel(field: string, locale: Locale): string {
  const words: Record<string, string> = messagesFor(locale).imports;
  return words[`field${field[0]?.toUpperCase()}${field.slice(1)}`] ?? field;
}
