import type { Locale } from '../../../i18n/locale.ts';
import { messagesFor } from '../../../i18n/messages.ts';

/** The message of a stored word, `prefix.word`; a word that has none reads as it is stored. */
function wordsOf(topic: 'people' | 'administration', prefix: string, word: string, locale: Locale): string {
  const messages: Record<string, string> = messagesFor(locale)[topic];
  return messages[`${prefix}.${word}`] ?? word;
}

/** A role's name for people. */
export const roleWords = (role: string, locale: Locale): string => wordsOf('people', 'role', role, locale);

/** A kind of contact for people. */
export const contactWords = (kind: string, locale: Locale): string => wordsOf('people', 'contact', kind, locale);

/** A level of verification for people, and what it is good for or how to get further. */
export function verificationWords(level: string, locale: Locale): { name: string; why: string } {
  return {
    name: wordsOf('people', 'verification', level, locale),
    why: wordsOf('people', 'verificationWhy', level, locale),
  };
}

/** A kind of organisation for people. */
export const kindWords = (kind: string, locale: Locale): string => wordsOf('administration', 'kind', kind, locale);

/** A patrol unit's vehicle for people. */
export const vehicleWords = (vehicle: string, locale: Locale): string =>
  wordsOf('administration', 'vehicle', vehicle, locale);
