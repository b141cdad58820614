import { en } from './en.ts';
import type { Locale } from './locale.ts';
import { type Messages, th } from './th.ts';

/** The messages of a language. For pages; an island gets the ones that it shows as a property. */
export function messagesFor(locale: Locale): Messages {
  return locale === 'th' ? th : en;
}
