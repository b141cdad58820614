import type * as z from 'zod/mini';
import { AppError } from './errors.ts';

/** What a form said: a value to use, or what was typed and which fields to mend (message keys by field name). */
export type FormResult<Value> =
  | { ok: true; value: Value; typed: Record<string, string>; files: ReadonlyMap<string, File> }
  | {
      ok: false;
      typed: Record<string, string>;
      mistakes: Record<string, string>;
      files: ReadonlyMap<string, File>;
    };

/**
 * Reads a posted form (url-encoded or multipart) and checks it. Several fields of one name arrive as a list when the
 * schema has a list there. Nothing that is typed is lost: `typed` holds it for the form to be shown again.
 */
export async function readForm<Schema extends z.core.$ZodType>(
  request: Request,
  schema: Schema,
): Promise<FormResult<z.output<Schema>>> {
  const data = await request.formData().catch(nothingUnlessTooLarge);
  const typed: Record<string, string> = {};
  const values: Record<string, unknown> = {};
  const files = new Map<string, File>();
  for (const name of new Set(data.keys())) {
    const all = data.getAll(name);
    const texts = all.filter((value): value is string => typeof value === 'string');
    for (const value of all) if (value instanceof File && value.size > 0) files.set(name, value);
    if (texts.length === 0) continue;
    typed[name] = texts.join('\n');
    values[name] = name.endsWith('[]') ? texts : texts[0];
    if (name.endsWith('[]')) values[name.slice(0, -2)] = texts;
  }
  const parsed = check(schema, values);
  if (parsed.ok) return { ok: true, value: parsed.value, typed, files };
  return { ok: false, typed, mistakes: parsed.mistakes, files };
}

/** A form that cannot be read is an empty one, whose mistakes are shown; one that is too large is refused as that. */
function nothingUnlessTooLarge(error: unknown): FormData {
  const reasons = [error, error instanceof Error ? error.cause : undefined];
  if (reasons.some((reason) => reason instanceof Error && /limit exceeded/i.test(reason.message)))
    throw new AppError('too-large');
  return new FormData();
}

/** Checks values that are read already; mistakes are message keys by field name. */
export function check<Schema extends z.core.$ZodType>(
  schema: Schema,
  values: unknown,
): { ok: true; value: z.output<Schema> } | { ok: false; mistakes: Record<string, string> } {
  const result = schema['~standard'].validate(values);
  if (result instanceof Promise) throw new Error('A form schema must not be asynchronous.');
  if (!result.issues) return { ok: true, value: result.value as z.output<Schema> };
  const mistakes: Record<string, string> = {};
  for (const issue of result.issues) {
    const [first] = issue.path ?? [];
    const name = typeof first === 'object' ? String(first.key) : String(first ?? '');
    mistakes[name] ??= issue.message;
  }
  return { ok: false, mistakes };
}

/**
 * Does what a form asks for. A refusal that names fields comes back as mistakes, to show the form again; any other is
 * thrown on. Undefined when it is done.
 */
export async function mistakesOf(work: () => Promise<unknown>): Promise<Record<string, string> | undefined> {
  try {
    await work();
    return undefined;
  } catch (error) {
    if (error instanceof AppError && Object.keys(error.fields).length > 0) return error.fields;
    throw error;
  }
}

/** Makes what a posted form describes; comes back with its id, or with what was typed and what to mend. */
export async function makeFromForm<Schema extends z.core.$ZodType>(
  request: Request,
  schema: Schema,
  make: (value: z.output<Schema>) => Promise<string>,
): Promise<{ id: string } | { id?: never; typed: Record<string, string>; mistakes: Record<string, string> }> {
  const form = await readForm(request, schema);
  if (!form.ok) return form;
  let id = '';
  const mistakes = await mistakesOf(async () => {
    id = await make(form.value);
  });
  return mistakes ? { typed: form.typed, mistakes } : { id };
}
