import * as z from 'zod/mini';
import { choice, id, integerField, latitude, longitude, optionalWords } from '../../formats/fields.ts';
import { conditions, measure } from './cameras.schema.ts';

/** How a heading was found: by the phone's compass, by turning the cone on the map, by a landmark, or by hand. */
export const headingWays = ['compass', 'drawn', 'landmarks', 'typed'] as const;

/** What is said of something that the registry holds already. */
export const verdicts = ['as-is', 'put-right'] as const;

const moment = z.pipe(
  z.transform((value: unknown) => (value === '' ? undefined : value)),
  z.optional(
    z.pipe(
      z.pipe(
        z.string('mistakeDate').check(z.maxLength(40, 'mistakeDate')),
        z.transform((text) => new Date(text)),
      ),
      z.date('mistakeDate'),
    ),
  ),
);

/** What somebody who stands before a camera found. What is said to be as it is needs no value. */
export const surveyForm = z.object({
  /** Made where the form is filled in: sent twice, it is one survey. */
  key: id,
  version: integerField(1, 1_000_000_000),
  /** When it was filled in, if it was sent later. */
  surveyedAt: moment,
  placeSays: choice(verdicts),
  longitude: z.optional(longitude),
  latitude: z.optional(latitude),
  headingSays: z._default(choice([...verdicts, 'cannot-tell']), 'cannot-tell'),
  heading: optionalWords(40),
  headingWay: z._default(choice(headingWays), 'typed'),
  mountSays: z._default(choice(['not-measured', 'put-right']), 'not-measured'),
  height: measure('height'),
  tilt: measure('tilt'),
  conditionSays: choice(verdicts),
  condition: z.optional(choice(conditions)),
  occluded: z.optional(choice(['yes', 'no'])),
  notes: optionalWords(2000),
});
export type SurveyForm = z.infer<typeof surveyForm>;
