import * as z from 'zod/mini';
import { choice, id, integerField, optionalWords, words } from '../../formats/fields.ts';

export const ballotMethods = ['approval', 'budget'] as const;
export const ballotLevels = ['none', 'contact', 'resident'] as const;

/** A day and hour as `datetime-local` inputs send it; it is read in the zone's time zone. */
const localMoment = z.string('mistakeDate').check(z.regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2})?$/, 'mistakeDate'));

const optionIds = z
  .array(id, 'mistakeChoice')
  .check(z.minLength(1, 'mistakeChoice'), z.maxLength(100, 'mistakeTooLong'));

const emptyAsNull = (field: ReturnType<typeof integerField>) =>
  z._default(
    z.union(
      [
        z.pipe(
          z.literal(''),
          z.transform(() => null),
        ),
        z.null(),
        field,
      ],
      'mistakeNumber',
    ),
    null,
  );

export const newBallot = z.object({
  zone: z.string('mistakeId').check(z.regex(/^[a-z0-9-]{1,60}$/, 'mistakeId')),
  title: words(200, 3),
  decides: words(1000, 3),
  method: choice(ballotMethods),
  level: choice(ballotLevels),
  budgetBaht: emptyAsNull(integerField(1, 10_000_000_000)),
  eligiblePeople: emptyAsNull(integerField(1, 100_000_000)),
  opensAt: localMoment,
  closesAt: localMoment,
  options: z._default(optionIds, []),
});
export type NewBallot = z.output<typeof newBallot>;

/** The papers' choices: proposal ids. */
export const vote = z.object({ choices: z._default(z.array(id, 'mistakeChoice').check(z.maxLength(100)), []) });

export const minutes = z.object({ minutes: optionalWords(20_000) });

/** A ballot's id in an address; what is none is not found rather than a mistake. */
export const ballotId = id;
