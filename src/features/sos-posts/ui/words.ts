import type { Locale } from '../../../i18n/locale.ts';
import { messagesFor } from '../../../i18n/messages.ts';

/** The message of a code that the database keeps (`condition.working`), or the code when nobody has words for it. */
export function codeWords(locale: Locale, group: string, code: string): string {
  const known: Readonly<Record<string, string>> = messagesFor(locale).sosPosts;
  return known[`${group}.${code}`] ?? code;
}

/** The labels of a post's values by name, in its form and its history. */
export function postLabels(locale: Locale): Record<string, string> {
  const { sosPosts: words, signals } = messagesFor(locale);
  const { code, nameTh, nameEn, condition, latitude, longitude, notes, owner, voice } = words;
  return {
    ...{ code, nameTh, nameEn, condition, latitude, longitude, notes },
    ...{ organisationId: owner, voiceAddress: voice, heartbeatMinutes: signals.interval },
  };
}
