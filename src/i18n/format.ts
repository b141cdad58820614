import type { Locale } from './locale.ts';

/**
 * Fills `{name}` in a message. `{count|one|many}` chooses by number, for languages that need it.
 */
export function fill(message: string, values: Record<string, string | number>): string {
  return message.replace(/\{(\w+)(?:\|([^|}]*)\|([^|}]*))?\}/g, (_whole, name: string, one?: string, many?: string) => {
    const value = values[name];
    if (one !== undefined && many !== undefined) return Number(value) === 1 ? one : many;
    return String(value ?? '');
  });
}

const tag = (locale: Locale): string => (locale === 'th' ? 'th-TH-u-ca-buddhist-nu-latn' : 'en-GB');

/** A day as people write it: "3 พ.ย. 2569" in the Buddhist era, "3 Nov 2026" in English. */
export function formatDate(value: Date | string, locale: Locale, timeZone: string): string {
  return part(value, locale, { day: 'numeric', month: 'short', year: 'numeric', timeZone });
}

/** A day and hour: "3 พ.ย. 2569 20:14 น.", "3 Nov 2026, 20:14". */
export function formatDateTime(value: Date | string, locale: Locale, timeZone: string): string {
  const day = formatDate(value, locale, timeZone);
  const time = formatTime(value, locale, timeZone);
  return locale === 'th' ? `${day} ${time}` : `${day}, ${time}`;
}

/** An hour of the day: "20:14 น.", "20:14". */
export function formatTime(value: Date | string, locale: Locale, timeZone: string): string {
  const text = part(value, 'en', { hour: '2-digit', minute: '2-digit', hourCycle: 'h23', timeZone });
  return locale === 'th' ? `${text} น.` : text;
}

/** The same to the second, for what follows quickly: "20:14:07 น.", "20:14:07". */
export function formatClock(value: Date | string, locale: Locale, timeZone: string): string {
  const text = part(value, 'en', { timeStyle: 'medium', hourCycle: 'h23', timeZone });
  return locale === 'th' ? `${text} น.` : text;
}

/** A month: "พ.ย. 2569", "Nov 2026". */
export function formatMonth(value: Date | string, locale: Locale, timeZone: string): string {
  return part(value, locale, { month: 'short', year: 'numeric', timeZone });
}

function part(value: Date | string, locale: Locale, options: Intl.DateTimeFormatOptions): string {
  const text = new Intl.DateTimeFormat(tag(locale), options).format(
    typeof value === 'string' ? new Date(value) : value,
  );
  return text.replace(/^พ\.ศ\. /, '').replace(' พ.ศ. ', ' ');
}

/** A number with the language's grouping. */
export function formatNumber(value: number, locale: Locale, options: Intl.NumberFormatOptions = {}): string {
  return new Intl.NumberFormat(locale === 'th' ? 'th-TH-u-nu-latn' : 'en-GB', options).format(value);
}

/** A sum of money: "480,000 บาท", "480,000 baht". */
export function formatBaht(value: number, locale: Locale): string {
  return `${formatNumber(value, locale, { maximumFractionDigits: 0 })} ${locale === 'th' ? 'บาท' : 'baht'}`;
}

/** A distance on foot: "38 เมตร", "1.2 กม.". */
export function formatMeters(meters: number, locale: Locale): string {
  if (meters < 1000) return `${formatNumber(Math.round(meters), locale)} ${locale === 'th' ? 'เมตร' : 'm'}`;
  const kilometers = formatNumber(meters / 1000, locale, { maximumFractionDigits: 1 });
  return `${kilometers} ${locale === 'th' ? 'กม.' : 'km'}`;
}

/** How long something took, as a clock shows it: "0:21", "12:05", "1:02:10". */
export function formatDuration(seconds: number): string {
  const whole = Math.round(seconds);
  const [hours, minutes] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60];
  const tail = String(whole % 60).padStart(2, '0');
  return hours > 0 ? `${hours}:${String(minutes).padStart(2, '0')}:${tail}` : `${minutes}:${tail}`;
}

/** The name in the page's language, else in the other. */
export function localName(thing: { nameTh: string; nameEn: string }, locale: Locale): string {
  return locale === 'th' ? thing.nameTh || thing.nameEn : thing.nameEn || thing.nameTh;
}
