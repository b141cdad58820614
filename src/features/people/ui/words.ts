import type { Locale } from '../../../i18n/locale.ts';
import { messagesFor } from '../../../i18n/messages.ts';

/** The message of a stored word, `prefix.word`; a word that has none reads as it is stored. */
function wordsOf(prefix: string, word: string, locale: Locale): string {
  const { people } = messagesFor(locale);
  const key = `${prefix}.${word}`;
  return key in people ? people[key as keyof typeof people] : word;
}

/** A role's name for people. */
export const roleWords = (role: string, locale: Locale): string => wordsOf('role', role, locale);

/** A kind of contact for people. */
export const contactWords = (kind: string, locale: Locale): string => wordsOf('contact', kind, locale);

/** A level of verification for people, and what it is good for or how to get further. */
export function verificationWords(level: string, locale: Locale): { name: string; why: string } {
  return { name: wordsOf('verification', level, locale), why: wordsOf('verificationWhy', level, locale) };
}
