import * as z from 'zod/mini';
import { cameraKinds } from '../../compute/cameras/kinds.ts';
import {
  choice,
  id,
  integerField,
  integerWithin,
  latitude,
  longitude,
  numberField,
  optionalWords,
  slug,
  tick,
  words,
} from '../../formats/fields.ts';

export const conditions = ['working', 'faulty', 'offline', 'removed'] as const;
export const links = ['linked', 'unlinked', 'paused'] as const;
export const mounts = ['pole', 'wall', 'ceiling', 'lamp'] as const;
/** What a camera does beside showing a plain picture. */
export const extraFunctions = ['face', 'plate'] as const;

const kindNames = cameraKinds.map(({ name }) => name);

/** What can be measured of a camera, with the least and the most that the registry takes; the database holds the same. */
export const limits = {
  height: [0.5, 100],
  tilt: [-90, 90],
  fieldOfView: [1, 360],
  sensorWidth: [1, 50],
  focalLength: [0.5, 500],
  imageWidth: [100, 20_000],
  imageHeight: [100, 20_000],
  range: [1, 2000],
} as const;

/** An empty choice in a form is no choice. */
const blankAsAbsent = z.transform((value: unknown) => (value === '' ? undefined : value));

/** A measure that may be unknown. Two decimals are more than anybody measures, and come back from the database as they went. */
export function measure(name: keyof typeof limits) {
  const [lowest, highest] = limits[name];
  const mistake = `cameras.mistake${name.charAt(0).toUpperCase()}${name.slice(1)}`;
  const within = z.number().check(z.minimum(lowest, mistake), z.maximum(highest, mistake));
  return z.pipe(
    blankAsAbsent,
    z.optional(z.pipe(z.pipe(numberField(-1_000_000, 1_000_000), z.transform(round)), within)),
  );
}

const round = (value: number): number => Math.round(value * 100) / 100;

function pixels(name: 'imageWidth' | 'imageHeight') {
  return z.pipe(measure(name), z.optional(z.number().check(z.int('mistakeNumber'))));
}

/** Everything that a form says of a camera; what nobody knows is undefined. */
export const cameraForm = z.object({
  /** The version that was shown when somebody began to type. */
  version: z.optional(integerField(1, 1_000_000_000)),
  organisationId: id,
  code: words(60),
  name: optionalWords(200),
  longitude,
  latitude,
  height: measure('height'),
  heading: optionalWords(40),
  headingUnknown: tick,
  tilt: measure('tilt'),
  kind: z.pipe(
    blankAsAbsent,
    z.optional(z.string().check(z.refine((name: string) => kindNames.includes(name), 'mistakeChoice'))),
  ),
  model: optionalWords(120),
  sensorWidth: measure('sensorWidth'),
  focalLength: measure('focalLength'),
  fieldOfView: measure('fieldOfView'),
  imageWidth: pixels('imageWidth'),
  imageHeight: pixels('imageHeight'),
  range: measure('range'),
  functions: z._default(z.array(choice(extraFunctions)), []),
  infrared: z._default(choice(['yes', 'no', 'unknown']), 'unknown'),
  mount: z.pipe(blankAsAbsent, z.optional(choice(mounts))),
  condition: z._default(choice(conditions), 'working'),
  link: z._default(choice(links), 'unlinked'),
  heartbeatMinutes: z._default(integerWithin(1, 1440, 'signals.mistakeInterval'), 15),
  notes: optionalWords(2000),
});
export type CameraForm = z.infer<typeof cameraForm>;

export const acceptances = ['awaiting', 'moved', 'accepted', 'returned'] as const;
export const unknownKinds = ['any', 'heading'] as const;

/** What a list of cameras is narrowed by; what cannot be understood is left out. */
export const cameraFilter = z.object({
  zone: z.catch(z.pipe(blankAsAbsent, z.optional(slug)), undefined),
  owner: z.catch(z.pipe(blankAsAbsent, z.optional(id)), undefined),
  link: z.catch(z.pipe(blankAsAbsent, z.optional(choice(links))), undefined),
  condition: z.catch(z.pipe(blankAsAbsent, z.optional(choice(conditions))), undefined),
  unknown: z.catch(z.pipe(blankAsAbsent, z.optional(choice(unknownKinds))), undefined),
  acceptance: z.catch(z.pipe(blankAsAbsent, z.optional(choice(acceptances))), undefined),
  page: z.catch(z._default(integerField(1, 100_000), 1), 1),
});
export type CameraFilter = z.infer<typeof cameraFilter>;

/** Which cameras to survey are asked for. */
export const queueFilter = z.object({ zone: z.catch(z.pipe(blankAsAbsent, z.optional(slug)), undefined) });

/** Why a camera is sent back to its owner. */
export const sendBack = z.object({ reason: words(500, 3) });

export const photoCaption = z.object({ caption: optionalWords(200) });

/** Which photo is to go. */
export const photoRemoval = z.object({ photoId: id });
