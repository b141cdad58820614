import type { z } from 'zod/mini';
import type { ImportOptions, readingForm } from '../imports.schema.ts';

/** The options that a posted reading form means: `column-FIELD` names a column, `value-FIELD` a value for all rows. */
export function readingOptions(
  before: ImportOptions,
  form: z.infer<typeof readingForm>,
  typed: Readonly<Record<string, string>>,
): ImportOptions {
  const map: Record<string, string> = {};
  const set: Record<string, string> = {};
  for (const [name, value] of Object.entries(typed)) {
    if (name.startsWith('column-')) map[name.slice('column-'.length)] = value.slice(0, 300);
    if (name.startsWith('value-') && value.trim() !== '') set[name.slice('value-'.length)] = value.trim().slice(0, 300);
  }
  const { system, zone, createZone, timeZone, owner } = form;
  return { ...before, map, set, system, zone, createZone, timeZone, owner };
}
