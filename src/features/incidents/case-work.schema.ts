import * as z from 'zod/mini';
import { id, words } from '../../formats/fields.ts';

const longestNote = 2000;

/** A note on an incident; what is written stays as it was written. */
export const noteForm = z.object({ note: words(longestNote) });

export const newNote = z.object({ id, note: words(longestNote) });
export type NewNote = z.output<typeof newNote>;

const code = z.string('mistakeChoice').check(z.regex(/^[a-z]+(-[a-z]+)*$/, 'mistakeChoice'), z.maxLength(60));

/** A step that was done, or was not after all. A form sends words. */
export const stepForm = z.object({
  code,
  isDone: z.pipe(
    z.string(),
    z.transform((text) => text === 'yes'),
  ),
});

export const stepMark = z.object({ id, code, isDone: z.boolean() });
export type StepMark = z.output<typeof stepMark>;
