import type { Context } from '../../server/context.ts';
import { AppError, notFound } from '../../server/errors.ts';
import { mistakesOf, readForm } from '../../server/forms.ts';
import { reasonForm } from './watch-list.schema.ts';
import { approveWatch, openWatchEntry, revokeWatch } from './watch-list.service.ts';

/** What has become of a form of an entry's page. */
type WatchAnswer =
  | { is: 'done' }
  | { is: 'opened'; watched: string }
  | { is: 'conflict' }
  | { is: 'unfinished'; typed: Record<string, string>; mistakes: Record<string, string> };

/** Does what a form of an entry's page asks for, by the name in `?do=`. */
export async function answerWatchForm(
  context: Context,
  id: string,
  name: string,
  request: Request,
): Promise<WatchAnswer> {
  try {
    if (name === 'approve') {
      const mistakes = await mistakesOf(() => approveWatch(context, id));
      return mistakes ? { is: 'unfinished', typed: {}, mistakes } : { is: 'done' };
    }
    if (name !== 'open' && name !== 'revoke') notFound();
    const form = await readForm(request, reasonForm);
    if (!form.ok) return { is: 'unfinished', typed: form.typed, mistakes: form.mistakes };
    const { reason } = form.value;
    if (name === 'open') return { is: 'opened', watched: await openWatchEntry(context, id, reason) };
    await revokeWatch(context, id, reason);
    return { is: 'done' };
  } catch (error) {
    if (error instanceof AppError && error.code === 'conflict') return { is: 'conflict' };
    throw error;
  }
}
