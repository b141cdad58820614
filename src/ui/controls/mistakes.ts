import type { Locale } from '../../i18n/locale.ts';
import { messagesFor } from '../../i18n/messages.ts';

/**
 * What to do about a mistake, in the reader's language. A key is a common message (`mistakeDate`) or one of a topic
 * (`projects.mistakeArea`); keys that no message has read as "cannot be used as it is".
 */
export function mistakeWords(key: string, locale: Locale): string {
  const messages: Record<string, Record<string, string>> = messagesFor(locale);
  const [topic, name] = key.includes('.') ? key.split('.', 2) : ['common', key];
  return messages[topic ?? '']?.[name ?? ''] ?? messagesFor(locale).common.errorInvalid;
}
