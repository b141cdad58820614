import type { Context } from '../../../server/context.ts';
import { notFound } from '../../../server/errors.ts';
import { mistakesOf, readForm } from '../../../server/forms.ts';
import { keyNumber } from '../device-intake.schema.ts';
import { dropLetter, openLetter, type RunAgain, runAgain } from './letters.service.ts';
import { makeKey, revokeKey } from './source-keys.service.ts';
import { letterForm, sourceForm, trialForm } from './sources.schema.ts';
import { changeSource, type Trial, tryMessage } from './sources.service.ts';

/** What a form of a source's page led to: where it went, or what the page now shows besides. */
export interface SourceAnswer {
  isDone?: boolean;
  typed?: Record<string, string>;
  mistakes?: Record<string, string>;
  made?: { number: number; key: string };
  trial?: Trial;
  opened?: Awaited<ReturnType<typeof openLetter>>;
  ran?: RunAgain;
}

type Answer = (context: Context, id: string, request: Request) => Promise<SourceAnswer>;

const letterOf = async (request: Request): Promise<string> => {
  const form = await readForm(request, letterForm);
  return form.ok ? form.value.letterId : notFound();
};

const answers: Record<string, Answer> = {
  save: async (context, id, request) => {
    const form = await readForm(request, sourceForm);
    const mistakes = form.ok ? await mistakesOf(() => changeSource(context, id, form.value)) : form.mistakes;
    return mistakes ? { typed: form.typed, mistakes } : { isDone: true };
  },
  try: async (context, id, request) => {
    const form = await readForm(request, trialForm);
    if (!form.ok) return { typed: form.typed, mistakes: form.mistakes };
    return { typed: form.typed, trial: await tryMessage(context, id, form.value) };
  },
  'make-key': async (context, id) => ({ made: await makeKey(context, id) }),
  'end-key': async (context, id, request) => {
    const form = await readForm(request, keyNumber);
    if (!form.ok) notFound();
    await revokeKey(context, id, form.value);
    return { isDone: true };
  },
  'letter-open': async (context, id, request) => ({ opened: await openLetter(context, id, await letterOf(request)) }),
  'letter-again': async (context, id, request) => ({ ran: await runAgain(context, id, await letterOf(request)) }),
  'letters-again': async (context, id) => ({ ran: await runAgain(context, id) }),
  'letter-drop': async (context, id, request) => {
    await dropLetter(context, id, await letterOf(request));
    return { isDone: true };
  },
};

/** Does what a form of a source's page asks for, by the name in `?do=`. */
export function answerSourceForm(context: Context, id: string, name: string, request: Request): Promise<SourceAnswer> {
  const answer = Object.hasOwn(answers, name) ? answers[name] : undefined;
  return (answer ?? notFound())(context, id, request);
}
