import * as z from 'zod/mini';
import { choice, day, id, optionalWords, words } from '../../formats/fields.ts';
import { watchKinds } from './watch-list.states.ts';

/** From which likelihood on a hit is told of, in per cent. */
export const thresholds = ['80', '90', '95', '99', '99.9'] as const;
export const usualThreshold = '90';

/** For how many days at most something is watched before it has to be asked for again. */
export const longestDays = 366;

/** What is asked to be watched. */
export const watchRequest = z.object({
  kind: choice(watchKinds),
  zone: id,
  watched: words(120),
  legalBasis: words(300, 3),
  reason: words(1000, 3),
  caseNumber: words(60),
  threshold: choice(thresholds),
  startsOn: z.pipe(optionalWords(10), z.union([z.literal(''), day], 'mistakeDate')),
  expiresOn: day,
  /** `check` shows what it would come to, `request` asks for it. */
  intent: z._default(choice(['check', 'request']), 'request'),
});
export type WatchRequest = z.output<typeof watchRequest>;

/** Why somebody looks, or ends something: written into the record. */
export const reasonForm = z.object({ reason: words(500, 3) });
