import * as z from 'zod/mini';
import { choice, id, latitude, longitude, numberField, words } from '../../formats/fields.ts';
import { purposes } from './scene.ts';

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

/** What a plan is about: what has to be told on the ground, and by which cameras. */
export const planQuestion = { purpose: choice(purposes), scope: choice(['linked', 'all']) };

export const newPlan = z.object({ title: words(200, 3), ...planQuestion, changes: planChanges });
