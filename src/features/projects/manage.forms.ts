import * as z from 'zod/mini';
import type { Context } from '../../server/context.ts';
import { AppError } from '../../server/errors.ts';
import { readForm } from '../../server/forms.ts';
import { moderateWords } from './confirmations.service.ts';
import { chooseAreas, lockAreas, recordAcceptance } from './moves.service.ts';
import { addMilestone, addTask, finishMilestone, finishTask, saveMoneyLine } from './parts.service.ts';
import { addPhoto } from './photos.service.ts';
import {
  confirmationModeration,
  moneyLine,
  newMilestone,
  newPhoto,
  newTask,
  partDone,
  projectAcceptance,
  projectAreas,
  projectEdit,
} from './projects.schema.ts';
import { editProject } from './projects.service.ts';

/** What was typed and what to mend, for the form to be shown again; `undefined` once it is done. */
export type Unfinished = { typed: Record<string, string>; mistakes: Record<string, string> } | undefined;

type FormAction = (context: Context, number: number, request: Request) => Promise<Unfinished>;

/** Ties a form's schema to the service that it calls; a service's own mistakes come back beside the fields too. */
export function formAction<Schema extends z.core.$ZodType>(
  schema: Schema,
  run: (
    context: Context,
    number: number,
    value: z.output<Schema>,
    files: ReadonlyMap<string, File>,
  ) => Promise<unknown>,
): FormAction {
  return async (context, number, request) => {
    const form = await readForm(request, schema);
    if (!form.ok) return form;
    try {
      await run(context, number, form.value, form.files);
      return undefined;
    } catch (error) {
      if (!(error instanceof AppError) || Object.keys(error.fields).length === 0) throw error;
      return { typed: form.typed, mistakes: error.fields };
    }
  };
}

/** Every form of the page on which a planner manages a project but the move, by the name in `?do=`. */
export const manageForms: Readonly<Record<string, FormAction>> = {
  edit: formAction(projectEdit, editProject),
  accept: formAction(projectAcceptance, recordAcceptance),
  areas: formAction(projectAreas, chooseAreas),
  lock: formAction(z.object({}), (context, number) => lockAreas(context, number)),
  milestone: formAction(newMilestone, addMilestone),
  'milestone-done': formAction(partDone, (context, number, { partId }) => finishMilestone(context, number, partId)),
  task: formAction(newTask, addTask),
  'task-done': formAction(partDone, (context, number, { partId }) => finishTask(context, number, partId)),
  money: formAction(moneyLine, saveMoneyLine),
  photo: formAction(newPhoto, (context, number, value, files) => addPhoto(context, number, value, files.get('photo'))),
  words: formAction(confirmationModeration, moderateWords),
};
