import type { Context } from '../../server/context.ts';
import { AppError, notFound } from '../../server/errors.ts';
import { readForm } from '../../server/forms.ts';
import { dismissAlert, openAlert } from './alerts.service.ts';
import { reasonForm } from './watch-list.schema.ts';

/** What has become of a form of an alert's page. */
type AlertAnswer =
  | { is: 'done' }
  | { is: 'opened'; opened: Awaited<ReturnType<typeof openAlert>> }
  | { is: 'conflict' }
  | { is: 'unfinished'; typed: Record<string, string>; mistakes: Record<string, string> };

/** Does what a form of an alert's page asks for with a reason, by the name in `?do=`. */
export async function answerAlertForm(
  context: Context,
  id: string,
  name: string,
  request: Request,
): Promise<AlertAnswer> {
  if (name !== 'open' && name !== 'dismiss') notFound();
  const form = await readForm(request, reasonForm);
  if (!form.ok) return { is: 'unfinished', typed: form.typed, mistakes: form.mistakes };
  const { reason } = form.value;
  if (name === 'open') return { is: 'opened', opened: await openAlert(context, id, reason) };
  try {
    await dismissAlert(context, id, reason);
    return { is: 'done' };
  } catch (error) {
    if (error instanceof AppError && error.code === 'conflict') return { is: 'conflict' };
    throw error;
  }
}
