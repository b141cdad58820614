import * as z from 'zod/mini';
import type { Context } from '../../server/context.ts';
import { mistakesOf, readForm } from '../../server/forms.ts';
import { photoCaption, sendBack } from './cameras.schema.ts';
import { addCameraPhoto } from './photos.service.ts';
import { acceptCamera, pauseSharing, resumeSharing, returnCamera } from './sharing.service.ts';

/** What was typed and what to mend, for the form to be shown again; `undefined` once it is done. */
type Unfinished = { typed: Record<string, string>; mistakes: Record<string, string> } | undefined;

type FormAction = (context: Context, id: string, request: Request) => Promise<Unfinished>;

function formAction<Schema extends z.core.$ZodType>(
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

const nothing = z.object({});

/** Every form of a camera's page, by the name in `?do=`. */
export const deviceForms: Readonly<Record<string, FormAction>> = {
  accept: formAction(nothing, acceptCamera),
  return: formAction(sendBack, returnCamera),
  pause: formAction(nothing, pauseSharing),
  resume: formAction(nothing, resumeSharing),
  photo: formAction(photoCaption, addCameraPhoto),
};
