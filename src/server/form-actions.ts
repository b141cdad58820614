import type * as z from 'zod/mini';
import type { Context } from './context.ts';
import { mistakesOf, readForm } from './forms.ts';

/** What was typed and what to mend, for the form to be shown again; `undefined` once it is done. */
type Unfinished = { typed: Record<string, string>; mistakes: Record<string, string> } | undefined;

/** One form of a thing's page: reads it and does what it asks for. */
export type FormAction = (context: Context, id: string, request: Request) => Promise<Unfinished>;

/** An action that is given what the form says, checked, and the photo that came with it. */
export function formAction<Schema extends z.core.$ZodType>(
  schema: Schema,
  run: (context: Context, id: string, value: z.output<Schema>, photo: File | undefined) => Promise<void>,
): FormAction {
  return async (context, id, request) => {
    const form = await readForm(request, schema);
    if (!form.ok) return form;
    const mistakes = await mistakesOf(() => run(context, id, form.value, form.files.get('photo')));
    return mistakes && { typed: form.typed, mistakes };
  };
}
