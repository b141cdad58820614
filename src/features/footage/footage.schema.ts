import * as z from 'zod/mini';
import { choice, id, integerField, optionalWords } from '../../formats/fields.ts';
import { footageStates } from './footage.states.ts';

const mostMinutes = 12 * 60;

/** What is asked for: how long before and after the incident, and of which cameras. */
export const newFootage = z.object({
  minutesBefore: integerField(0, mostMinutes),
  minutesAfter: integerField(1, mostMinutes),
  cameras: z
    .array(id, 'footage.mistakeNoCamera')
    .check(z.minLength(1, 'footage.mistakeNoCamera'), z.maxLength(60, 'footage.mistakeTooMany')),
  note: optionalWords(1000),
});
export type NewFootage = z.output<typeof newFootage>;

/** One step of what was asked of one camera. `from` is what the person saw, so that two do not overtake each other. */
export const footageChange = z.object({
  ask: id,
  from: choice(footageStates),
  to: choice(footageStates),
  reason: optionalWords(500),
});
export type FootageChange = z.output<typeof footageChange>;

/** For which incident: by its id, or by its number or daily-log number as people write it. */
export const footageSearch = z.object({
  incident: z.catch(z.optional(id), undefined),
  number: z.catch(z.optional(z.string().check(z.maxLength(80))), undefined),
});
