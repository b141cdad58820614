import * as z from 'zod/mini';
import {
  choice,
  day,
  id,
  integerField,
  latitude,
  longitude,
  numberField,
  optionalWords,
  words,
} from '../../formats/fields.ts';
import { planPurposes } from './scene.ts';

const mostChanges = 500;

/** A value that may be left as it is. */
const kept = <Schema extends z.core.$ZodType>(schema: Schema) =>
  z._default(
    z.union([
      z.pipe(
        z.literal(''),
        z.transform(() => null),
      ),
      z.null(),
      schema,
    ]),
    null,
  );

/** A heading as people say it: 360 is north, as 0 is. */
const heading = z.pipe(
  numberField(0, 360),
  z.transform((degrees: number) => degrees % 360),
);

/** What a plan wants to be different about one camera, within the bounds that the registry has. */
export const planChange = z
  .object({
    kind: choice(['aim', 'add', 'remove']),
    cameraId: kept(id),
    place: kept(z.tuple([longitude, latitude])),
    headingDegrees: kept(heading),
    tiltDegrees: kept(numberField(-90, 90)),
    heightMeters: kept(numberField(0.5, 100)),
    fieldDegrees: kept(numberField(1, 360)),
    imageWidthPixels: kept(z.number().check(z.int(), z.minimum(100), z.maximum(20_000))),
    imageHeightPixels: kept(z.number().check(z.int(), z.minimum(100), z.maximum(20_000))),
    rangeMeters: kept(numberField(1, 2_000)),
    reason: z._default(z.string().check(z.maxLength(1_000)), ''),
  })
  .check(
    z.refine(({ kind, cameraId }) => (kind === 'add') === (cameraId === null), { path: ['cameraId'] }),
    z.refine((change) => change.kind !== 'add' || (change.place !== null && change.headingDegrees !== null), {
      path: ['place'],
    }),
    z.refine((change) => change.kind !== 'aim' || changesAnything(change), { path: ['headingDegrees'] }),
  );

function changesAnything({
  kind: _kind,
  cameraId: _id,
  reason: _reason,
  ...values
}: object & {
  kind: unknown;
  cameraId: unknown;
  reason: unknown;
}): boolean {
  return Object.values(values).some((value) => value !== null);
}

export const planChanges = z.array(planChange).check(z.maxLength(mostChanges, 'mistakeTooLong'));

/** Where the map should look at first, as `17/latitude/longitude`. */
const gapPlace = z.string('mistakePlace').check(z.regex(/^(\d{1,2}\/-?[\d.]{1,20}\/-?[\d.]{1,20})?$/, 'mistakePlace'));

/** What a plan is about: what has to be told on the ground, and by which cameras. */
export const planQuestion = { purpose: choice(planPurposes), scope: choice(['linked', 'all']) };

export const planTitle = words(200, 3);
/** Which version of a plan somebody has before them. */
export const planVersion = integerField(1, 1_000_000_000);

/** A plan to begin, from the list of plans or from a gap, which it then looks at. */
export const newPlan = z.object({ title: planTitle, ...planQuestion, at: z.optional(gapPlace) });

/** What a plan says of itself, and the event that it is for. */
export const planAbout = z.object({
  version: planVersion,
  title: planTitle,
  ...planQuestion,
  eventName: optionalWords(200),
  turnBackOn: kept(day),
});

/** One camera of a plan by numbers, for who has no map. */
export const changeByNumbers = z.object({
  version: planVersion,
  cameraId: id,
  kind: z._default(choice(['aim', 'remove', 'keep']), 'aim'),
  headingDegrees: kept(heading),
  tiltDegrees: kept(numberField(-90, 90)),
  heightMeters: kept(numberField(0.5, 100)),
  fieldDegrees: kept(numberField(1, 360)),
  rangeMeters: kept(numberField(1, 2_000)),
});

export const planSeen = z.object({ version: planVersion });

/** A plan as a public proposal: for one risk area, in words that name no camera. */
export const planProposal = z.object({
  version: planVersion,
  riskAreaId: id,
  title: words(200, 3),
  problem: words(4000, 3),
  fix: words(4000, 3),
});
