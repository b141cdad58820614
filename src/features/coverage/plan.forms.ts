import type * as z from 'zod/mini';
import type { Context } from '../../server/context.ts';
import { notFound } from '../../server/errors.ts';
import { mistakesOf, readForm } from '../../server/forms.ts';
import { handOverAsProposal, handOverAsTasks } from './hand-over.service.ts';
import { changeCamera, describePlan } from './plan-edits.service.ts';
import { renewPlan } from './plan-renewal.service.ts';
import { changeByNumbers, planAbout, planProposal, planSeen } from './plans.schema.ts';
import { deletePlan } from './plans.service.ts';

/** What a form of a plan's page has come to: where to go on, or what to mend. */
type Done =
  | { ok: true; path?: string; isGone?: boolean }
  | { ok: false; typed: Record<string, string>; mistakes: Record<string, string> };

type Action = (context: Context, id: string, request: Request) => Promise<Done>;

const actions: Record<string, Action> = {
  about: action(planAbout, describePlan),
  camera: action(changeByNumbers, changeCamera),
  tasks: action(planSeen, (context, id, { version }) => handOverAsTasks(context, id, version)),
  proposal: action(planProposal, handOverAsProposal, (number) => `/proposals/${number}`),
  renew: async (context, id) => {
    await renewPlan(context, id);
    return { ok: true };
  },
  delete: async (context, id) => {
    await deletePlan(context, id);
    return { ok: true, isGone: true };
  },
};

/** Does what one of the forms of a plan's page asks for; refuses others as not found. */
export function doWithPlan(context: Context, id: string, name: string, request: Request): Promise<Done> {
  return (actions[name] ?? notFound())(context, id, request);
}

function action<Schema extends z.core.$ZodType, Result>(
  schema: Schema,
  work: (context: Context, id: string, input: z.output<Schema>) => Promise<Result>,
  pathOf?: (result: Result) => string,
): Action {
  return async (context, id, request) => {
    const form = await readForm(request, schema);
    if (!form.ok) return form;
    let path: string | undefined;
    const mistakes = await mistakesOf(async () => {
      const result = await work(context, id, form.value);
      path = pathOf?.(result);
    });
    if (mistakes) return { ok: false, typed: form.typed, mistakes };
    return path ? { ok: true, path } : { ok: true };
  };
}
