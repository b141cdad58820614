import { toArabicDigits } from './fields.ts';

/** A moment as a clock on the wall shows it. `hour` is undefined when only the day is known. */
export interface WallTime {
  year: number;
  month: number;
  day: number;
  hour?: number;
  minute?: number;
  second?: number;
  /** Minutes east of Greenwich, when what was written says so. */
  offsetMinutes?: number;
}

/** Which comes first in dates such as 03/04/2565. */
export type DayOrder = 'day-first' | 'month-first';

const thaiMonths = ['มค', 'กพ', 'มีค', 'เมย', 'พค', 'มิย', 'กค', 'สค', 'กย', 'ตค', 'พย', 'ธค'];
const thaiMonthNames = [
  'มกราคม',
  'กุมภาพันธ์',
  'มีนาคม',
  'เมษายน',
  'พฤษภาคม',
  'มิถุนายน',
  'กรกฎาคม',
  'สิงหาคม',
  'กันยายน',
  'ตุลาคม',
  'พฤศจิกายน',
  'ธันวาคม',
];
const englishMonths = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

const isoPattern = /^(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ]+(.+))?$/;
const numericPattern = /^(\d{1,2})[/.-](\d{1,2})[/.-](\d{2}|\d{4})(?:,?\s+(.+))?$/;
const namedPattern =
  /^(\d{1,2})[\s.-]*([^\d\s.-][^\d]*?)[\s.,-]*(?:พ\.?ศ\.?|ค\.?ศ\.?)?\s*(\d{4}|\d{2})(?:,?\s+(.+))?$/u;
const clockPattern =
  /^(?:เวลา\s*)?(\d{1,2})[:.](\d{2})(?:[:.](\d{2})(?:\.\d+)?)?\s*(?:น\.?|(am|pm))?\s*(z|[+-]\d{2}:?\d{2})?$/i;

/**
 * Reads a date as people and systems write it: ISO, `15 ม.ค. 65`, `15 มกราคม พ.ศ. 2565`, `15/1/2565 20:30 น.`,
 * `04/27/2016 01:44:00 PM`, Thai digits. A year from 2400 on is Buddhist; a year of two digits is Buddhist in Thai
 * dates and in day-first ones from 43 on, else of this century. Undefined when it is no date that exists.
 */
export function parseDate(written: string, order: DayOrder = 'day-first'): WallTime | undefined {
  const text = toArabicDigits(written).normalize('NFC').replace(/\s+/g, ' ').trim();
  if (text.length > 60) return undefined;
  const iso = isoPattern.exec(text);
  if (iso) return complete(fullYear(iso[1], false), Number(iso[2]), Number(iso[3]), iso[4]);
  const numeric = numericPattern.exec(text);
  if (numeric) {
    const [first, second] = [Number(numeric[1]), Number(numeric[2])];
    const [day, month] = order === 'day-first' ? [first, second] : [second, first];
    return complete(fullYear(numeric[3], order === 'day-first'), month, day, numeric[4]);
  }
  const named = namedPattern.exec(text);
  if (!named) return undefined;
  const month = monthOf(named[2] ?? '');
  return month && complete(fullYear(named[3], month.isThai), month.number, Number(named[1]), named[4]);
}

/** The order that all of these can be read in: month first only when some number says so and none says otherwise. */
export function guessDayOrder(samples: readonly string[]): DayOrder {
  let monthFirst = 0;
  for (const sample of samples) {
    const match = numericPattern.exec(toArabicDigits(sample).trim());
    if (!match) continue;
    if (Number(match[1]) > 12) return 'day-first';
    if (Number(match[2]) > 12) monthFirst += 1;
  }
  return monthFirst > 0 ? 'month-first' : 'day-first';
}

/** A day number as spreadsheets keep it (1 is 1 January 1900, with their 29 February 1900), as wall time. */
export function fromSpreadsheetDay(days: number): WallTime | undefined {
  if (!(days >= 61 && days < 200_000)) return undefined;
  const moment = new Date(Math.round((days - 25569) * 86_400) * 1000);
  const wall = { year: moment.getUTCFullYear(), month: moment.getUTCMonth() + 1, day: moment.getUTCDate() };
  if (Number.isInteger(days)) return wall;
  return { ...wall, hour: moment.getUTCHours(), minute: moment.getUTCMinutes(), second: moment.getUTCSeconds() };
}

function monthOf(name: string): { number: number; isThai: boolean } | undefined {
  const bare = name.replace(/[.\s]/g, '').toLowerCase();
  const short = thaiMonths.indexOf(bare);
  const long = thaiMonthNames.indexOf(bare);
  if (short >= 0 || long >= 0) return { number: Math.max(short, long) + 1, isThai: true };
  const english = englishMonths.indexOf(bare.slice(0, 3));
  return english >= 0 && /^[a-z]+$/.test(bare) ? { number: english + 1, isThai: false } : undefined;
}

function fullYear(written: string | undefined, isThai: boolean): number {
  const year = Number(written);
  if ((written ?? '').length <= 2) return isThai && year >= 43 ? 2500 + year - 543 : 2000 + year;
  return year >= 2400 ? year - 543 : year;
}

function complete(year: number, month: number, day: number, clock: string | undefined): WallTime | undefined {
  if (year < 1900 || year > 2200 || month < 1 || month > 12 || day < 1 || day > daysIn(year, month)) return undefined;
  if (clock === undefined) return { year, month, day };
  const match = clockPattern.exec(clock.trim());
  if (!match) return undefined;
  const half = match[4]?.toLowerCase();
  let hour = Number(match[1]);
  if (half && (hour < 1 || hour > 12)) return undefined;
  if (half) hour = (hour % 12) + (half === 'pm' ? 12 : 0);
  const [minute, second] = [Number(match[2]), Number(match[3] ?? 0)];
  if (hour > 23 || minute > 59 || second > 59) return undefined;
  const wall = { year, month, day, hour, minute, second };
  return match[5] ? { ...wall, offsetMinutes: offsetOf(match[5]) } : wall;
}

function daysIn(year: number, month: number): number {
  return new Date(Date.UTC(year, month, 0)).getUTCDate();
}

function offsetOf(written: string): number {
  if (/^z$/i.test(written)) return 0;
  const sign = written.startsWith('-') ? -1 : 1;
  const digits = written.slice(1).replace(':', '');
  return sign * (Number(digits.slice(0, 2)) * 60 + Number(digits.slice(2)));
}
