import * as z from 'zod/mini';

/*
 * Fields of forms and procedures. Every check's message is a key among the common messages that begin with `mistake`,
 * so that a page can say in the reader's language what to do.
 */

const thaiDigits = '๐๑๒๓๔๕๖๗๘๙';

/** Thai digits as Arabic ones; everything else as it was. */
export function toArabicDigits(text: string): string {
  return text.replace(/[\u0e50-\u0e59]/g, (digit) => String(thaiDigits.indexOf(digit)));
}

/** Control characters and marks that turn the direction of text have no place in what people type. */
const unwanted =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are the ones to remove
  /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;

const clean = (text: string): string => text.normalize('NFC').replace(unwanted, '').trim();

const cleaned = (longest: number) =>
  z.pipe(z.string('mistakeRequired').check(z.maxLength(longest * 2, 'mistakeTooLong')), z.transform(clean));

/** Words that must be there, at most `longest` characters after cleaning. */
export const words = (longest: number, shortest = 1) =>
  z.pipe(
    cleaned(longest),
    z.string().check(z.minLength(shortest, 'mistakeRequired'), z.maxLength(longest, 'mistakeTooLong')),
  );

/** Words that may be left out; then the empty string. */
export const optionalWords = (longest: number) =>
  z._default(z.pipe(cleaned(longest), z.string().check(z.maxLength(longest, 'mistakeTooLong'))), '');

/** A number as people type it: Thai digits, spaces and thousands separators are understood. */
export const numberField = (lowest: number, highest: number) =>
  z.pipe(
    z.pipe(
      z.union([z.string().check(z.maxLength(40, 'mistakeNumber')), z.number('mistakeNumber')], 'mistakeNumber'),
      z.transform((value) => (typeof value === 'number' ? value : parseNumber(value))),
    ),
    z.number('mistakeNumber').check(z.minimum(lowest, 'mistakeNumber'), z.maximum(highest, 'mistakeNumber')),
  );

/** The same, whole numbers only. */
export const integerField = (lowest: number, highest: number) =>
  z.pipe(numberField(lowest, highest), z.number().check(z.int('mistakeNumber')));

/** The same, with words of its own for what is out of range or not whole. */
export const integerWithin = (lowest: number, highest: number, mistake: string) =>
  z.pipe(
    numberField(-1_000_000_000, 1_000_000_000),
    z.number().check(z.int(mistake), z.minimum(lowest, mistake), z.maximum(highest, mistake)),
  );

function parseNumber(text: string): number {
  const plain = toArabicDigits(text).replace(/[\s,]/g, '');
  return /^[+-]?\d+(\.\d+)?$/.test(plain) ? Number(plain) : Number.NaN;
}

/** One of the given words. */
export const choice = <const Options extends readonly [string, ...string[]]>(options: Options) =>
  z.enum(options, 'mistakeChoice');

/** A tick box: present means yes. */
export const tick = z.pipe(
  z.optional(z.union([z.string(), z.boolean()])),
  z.transform((value) => value === true || (typeof value === 'string' && value !== '' && value !== 'false')),
);

/** The id of a thing. */
export const id = z.string('mistakeId').check(z.uuid('mistakeId'));

/** The name of a zone in addresses. */
export const slug = z.string('mistakeId').check(z.regex(/^[a-z0-9-]{1,60}$/, 'mistakeId'));

/** An id out of a page's path, or undefined when it cannot be one. */
export function idParameter(text: string | undefined): string | undefined {
  const parsed = id.safeParse(text);
  return parsed.success ? parsed.data : undefined;
}

/** A day as `YYYY-MM-DD`, as date inputs send it. */
export const day = z.string('mistakeDate').check(z.refine(isDay, 'mistakeDate'));

function isDay(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  // A day that the month does not have would roll over into the next month.
  const read = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(read.getTime()) && read.toISOString().startsWith(text);
}

/** An email address, in lower case. */
export const email = z.pipe(
  z.pipe(
    cleaned(254),
    z.transform((text: string) => text.toLowerCase()),
  ),
  z.string().check(z.maxLength(254, 'mistakeTooLong'), z.email('mistakeEmail')),
);

export const longitude = numberField(-180, 180);
export const latitude = numberField(-90, 90);
