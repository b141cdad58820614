import * as z from 'zod/mini';
import { fill, formatNumber } from '../../i18n/format.ts';
import type { Locale } from '../../i18n/locale.ts';
import { messagesFor } from '../../i18n/messages.ts';
import type { Context } from '../../server/context.ts';
import { AppError } from '../../server/errors.ts';
import { readForm } from '../../server/forms.ts';
import { askSitingAgain, cancelSiting, getSitingRun, keepAsPlan } from './siting.service.ts';
import { askedAs } from './ui/siting-words.ts';

interface Asked {
  slug: string;
  runId: string;
  locale: Locale;
  /** What is to be done with it: the name in `?do=`. */
  asked: string | null;
}

const again = z.object({
  keep: z._default(z.array(z.string().check(z.maxLength(100))).check(z.maxLength(30)), []),
  drop: z._default(z.array(z.string().check(z.maxLength(100))).check(z.maxLength(30)), []),
});

/** Does what one of the forms beside an answer asks for, and returns the path to go on to. */
export async function sitingAction(context: Context, { slug, runId, locale, asked }: Asked, request: Request) {
  const here = `/zones/${slug}/siting`;
  if (asked === 'cancel') {
    await cancelSiting(context, slug, runId);
    return `${here}/${runId}`;
  }
  const { run } = await getSitingRun(context, slug, runId);
  if (asked === 'keep') {
    const { siting } = messagesFor(locale);
    const planId = await keepAsPlan(context, slug, runId, {
      title: fill(siting.planTitle, { what: askedAs(run.request, locale) }),
      reason: (adds) =>
        fill(siting.planReason, { share: formatNumber(adds * 100, locale, { maximumFractionDigits: 1 }) }),
    });
    return `/zones/${slug}/plans/${planId}`;
  }
  if (asked !== 'again') throw new AppError('invalid');
  const form = await readForm(request, again);
  if (!form.ok) throw new AppError('invalid');
  return `${here}/${await askSitingAgain(context, slug, runId, { count: run.request.count, ...form.value })}`;
}
