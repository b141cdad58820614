import * as z from 'zod/mini';
import { choice, id, integerField, numberField, optionalWords, tick } from '../../formats/fields.ts';
import { planPurposes } from './scene.ts';

/** What an officer may ask for: turn what is there, where new cameras should hang, where new SOS posts should stand. */
export const sitingKinds = ['cameras', 'angles', 'sos-posts'] as const;
export type SitingKind = (typeof sitingKinds)[number];

export const worths = ['risk', 'people', 'reports', 'equal'] as const;
export const candidateKinds = ['lamp', 'pole', 'wall', 'street'] as const;
export type CandidateKind = (typeof candidateKinds)[number];
export const postGoals = ['within-1', 'within-2', 'within-3', 'average'] as const;
export const timeLimits = ['15', '30', '60'] as const;

const key = z
  .string('mistakeChoice')
  .check(z.regex(/^(lamp|pole|wall|street):[0-9a-f-]{36}(:\d{1,4})?$/, 'mistakeChoice'));
const place = z.tuple([z.number(), z.number()]);
const ring = z.array(z.readonly(place)).check(z.minLength(4), z.maxLength(500));

/** What is asked, as it is kept. */
export const sitingRequest = z.object({
  kind: z.enum(sitingKinds),
  count: z.number().check(z.int(), z.minimum(1), z.maximum(30)),
  purpose: z.enum(planPurposes),
  scope: z.enum(['linked', 'all']),
  worth: z.enum(worths),
  /** Risk areas that count; none named: all of the zone's. */
  areas: z.array(id).check(z.maxLength(200)),
  /** Ground that counts besides, as rings of polygons in degrees. */
  drawn: z.array(z.array(ring)).check(z.maxLength(20)),
  /** Ground on which nothing may stand. */
  forbidden: z.array(z.array(ring)).check(z.maxLength(20)),
  candidates: z.array(z.enum(candidateKinds)),
  /** Whether places that belong to somebody who must be asked first are taken, too. */
  withOwners: z.boolean(),
  reAimFirst: z.boolean(),
  /** Cameras that nobody may turn. */
  fixedCameras: z.array(id).check(z.maxLength(500)),
  budget: z.nullable(z.number().check(z.minimum(0))),
  costs: z.object({ camera: z.number().check(z.minimum(0)), pole: z.number().check(z.minimum(0)) }),
  camera: z.object({ fieldDegrees: z.number(), heightMeters: z.number() }),
  goal: z.enum(postGoals),
  /** Sites that are in the answer in any case, with the way that a camera there looks. */
  required: z.array(z.object({ key, headingDegrees: z.nullable(z.number()) })).check(z.maxLength(30)),
  /** Sites that are not. */
  excluded: z.array(key).check(z.maxLength(200)),
  seconds: z.number().check(z.minimum(1), z.maximum(60)),
});
export type SitingRequest = z.output<typeof sitingRequest>;

const share = z.number().check(z.minimum(0), z.maximum(1));
const reason = {
  place: z.readonly(place),
  /** What it adds to those before it, in the answer's unit. */
  adds: z.number(),
  /** The ground that it adds, the risk area where most of that lies, and how many people live near it. */
  squareMeters: z.number(),
  riskAreaId: z.nullable(z.string()),
  people: z.number(),
  /** What it sees, as the coordinates of a MultiPolygon in degrees. */
  view: z.array(z.array(z.array(z.readonly(place)))),
};

const visit = z.object({
  ...reason,
  cameraId: z.string(),
  fromDegrees: z.nullable(z.number()),
  toDegrees: z.number(),
  after: share,
});
export type SitingVisit = z.output<typeof visit>;

const site = z.object({
  ...reason,
  key: z.string(),
  kind: z.enum(candidateKinds),
  headingDegrees: z.nullable(z.number()),
  /** What is lost without it. */
  alone: z.number(),
  cost: z.number(),
});
export type SitingSite = z.output<typeof site>;

/**
 * What was found. In `share`, figures are shares of what all the ground is worth; in `meters`, they are how far it is
 * on foot on average, and less is better.
 */
export const sitingAnswer = z.object({
  unit: z.enum(['share', 'meters']),
  before: z.number(),
  after: z.number(),
  /** Nothing else with as many gets past this. */
  bound: z.number(),
  isProven: z.boolean(),
  isStopped: z.boolean(),
  visits: z.array(visit),
  sites: z.array(site),
  areas: z.array(z.object({ riskAreaId: z.nullable(z.string()), before: z.number(), after: z.number() })),
  /** What is reached with so many, as far as was found, and more than which nothing reaches. */
  curve: z.array(z.object({ count: z.number(), value: z.number(), bound: z.nullable(z.number()) })),
  groundSquareMeters: z.number(),
  cellMeters: z.number(),
  /** How many places, or cameras, there were to choose from. */
  choices: z.number(),
  /** What the reader should know of the data. */
  notes: z.array(
    z.object({
      code: z.enum(['unknown-headings', 'inside-buildings', 'one-pole', 'cut-off', 'nothing-left', 'small-visits']),
      count: z.number(),
    }),
  ),
});
export type SitingAnswer = z.output<typeof sitingAnswer>;

/** Why there is no answer. */
export const sitingFailures = [
  'no-areas',
  'no-ground',
  'worth-nothing',
  'no-cameras',
  'no-cameras-near',
  'no-candidates',
  'no-candidates-near',
  'no-streets',
  'over-budget',
  'required-over-budget',
  'too-many-required',
  'required-gone',
  'all-covered',
  'too-long',
  'lost',
  'bug',
] as const;
export type SitingFailure = (typeof sitingFailures)[number];

const list = <Item extends z.core.$ZodType>(item: Item) =>
  z._default(
    z.union([
      z.array(item),
      z.pipe(
        z.literal(''),
        z.transform(() => []),
      ),
    ]),
    [],
  );

/** The form that asks. What is left empty is as the form shows it first. */
export const sitingForm = z.object({
  kind: choice(sitingKinds),
  count: integerField(1, 30),
  purpose: z._default(choice(planPurposes), 'detect'),
  scope: z._default(choice(['linked', 'all']), 'all'),
  worth: z._default(choice(worths), 'risk'),
  areas: list(id),
  drawn: optionalWords(20_000),
  forbidden: optionalWords(20_000),
  candidates: list(choice(candidateKinds)),
  withOwners: tick,
  reAimFirst: tick,
  fixedCameras: list(id),
  budget: z._default(z.union([z.literal(''), numberField(0, 1e9)], 'mistakeNumber'), ''),
  costCamera: z._default(numberField(0, 1e8), 45_000),
  costPole: z._default(numberField(0, 1e8), 25_000),
  fieldDegrees: z._default(numberField(5, 360), 80),
  heightMeters: z._default(numberField(1, 60), 5),
  goal: z._default(choice(postGoals), 'within-3'),
  seconds: z._default(choice(timeLimits), '30'),
});
export type SitingForm = z.output<typeof sitingForm>;
