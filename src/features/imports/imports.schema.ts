import * as z from 'zod/mini';
import { optionalWords } from '../../formats/fields.ts';
import { targetNames } from './targets/target.ts';

/** What may be said about how a file is to be read. Field and column names are checked against target and file. */
export const importOptions = z.object({
  /** field → column name; an empty column name takes the field away. */
  map: z._default(z.record(z.string().check(z.maxLength(60)), z.string().check(z.maxLength(300))), {}),
  /** field → the value that every row has. */
  set: z._default(z.record(z.string().check(z.maxLength(60)), z.string().check(z.maxLength(300))), {}),
  /** `field:written value` → what it means. */
  meanings: z._default(z.record(z.string().check(z.maxLength(300)), z.string().check(z.maxLength(100))), {}),
  system: z._default(z.string().check(z.maxLength(400)), ''),
  source: z._default(z.string().check(z.maxLength(120)), ''),
  owner: z._default(z.string().check(z.maxLength(200)), ''),
  zone: z._default(z.string().check(z.maxLength(60)), ''),
  createZone: z._default(z.string().check(z.maxLength(200)), ''),
  timeZone: z._default(z.string().check(z.maxLength(60), z.refine(isTimeZone, 'mistakeChoice')), 'Asia/Bangkok'),
});

export type ImportOptions = z.infer<typeof importOptions>;

export const targetName = z.enum(targetNames, 'mistakeChoice');

function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}

/** The form that sends a file. */
export const uploadForm = z.object({ target: targetName, source: optionalWords(120) });

/** The form that says how a waiting file is to be read; `column-…` and `value-…` fields are read beside it. */
export const readingForm = z.object({
  intent: z.enum(['again', 'confirm', 'cancel'], 'mistakeChoice'),
  system: optionalWords(400),
  zone: optionalWords(60),
  createZone: optionalWords(200),
  timeZone: z._default(z.string().check(z.maxLength(60), z.refine(isTimeZone, 'mistakeChoice')), 'Asia/Bangkok'),
  owner: optionalWords(200),
});
