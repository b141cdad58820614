import * as z from 'zod/mini';
import { choice, id, integerField, latitude, longitude, optionalWords, words } from '../../formats/fields.ts';
import { proposalStates } from './proposals.states.ts';

/** What a proposal can be about. */
export const proposalKinds = [
  'light',
  'camera',
  're-aim-camera',
  'sos-post',
  'landscape',
  'street-layout',
  'patrol',
  'community-activity',
] as const;
export type ProposalKind = (typeof proposalKinds)[number];

/** Kinds that are public by their risk area only, never by a place. */
export const cameraKinds: readonly string[] = ['camera', 're-aim-camera'];

export const stances = ['for', 'against', 'question'] as const;
export const feasibilities = ['feasible', 'partly', 'not-feasible'] as const;
export const spenders = ['public-road', 'highway', 'private-estate', 'temple', 'school', 'other'] as const;

/** Tracking numbers as people type or paste them: separated by commas, spaces or lines. */
const trackingNumbers = z._default(
  z.pipe(
    z.pipe(
      z.union([z.string(), z.array(z.string())]),
      z.transform((value) => (Array.isArray(value) ? value.join(' ') : value).toUpperCase().split(/[\s,]+/)),
    ),
    z.pipe(
      z.transform((list: string[]) => [...new Set(list.filter((each) => each !== ''))]),
      z
        .array(z.string().check(z.regex(/^[A-Z]{2,4}-\d{1,9}$/, 'mistakeTracking')))
        .check(z.maxLength(20, 'mistakeTooLong')),
    ),
  ),
  [],
);

/** Nothing chosen is the same as the field being absent. */
const optionalId = z._default(
  z.union(
    [
      z.pipe(
        z.literal(''),
        z.transform(() => null),
      ),
      id,
      z.null(),
    ],
    'mistakeId',
  ),
  null,
);

/** A place as the form says it: a point, or a landmark or risk area that stands for one. */
const placeField = z
  .string('mistakePlace')
  .check(
    z.regex(
      /^(?:landmark:[0-9a-f-]{36}|risk-area:[0-9a-f-]{36}|reports|point:-?[\d.]{1,20},-?[\d.]{1,20})$/,
      'mistakePlace',
    ),
  );

/** What a proposal says; the same for a new one and for another version. */
export const proposalWords = {
  title: words(200, 3),
  problem: words(4000, 3),
  fix: words(4000, 3),
};

export const newProposal = z.object({
  zone: z.string('mistakeId').check(z.regex(/^[a-z0-9-]{1,60}$/, 'mistakeId')),
  kind: choice(proposalKinds),
  ...proposalWords,
  place: placeField,
  placeName: optionalWords(200),
  riskArea: optionalId,
  reports: trackingNumbers,
  as: z._default(choice(['draft', 'open']), 'draft'),
});
export type NewProposal = z.output<typeof newProposal>;

/** The same as the page's form sends it: a pinned point arrives in two fields of its own. */
export const newProposalForm = z.pipe(
  z.pipe(
    z.looseObject({}),
    z.transform((form: Record<string, unknown>) =>
      form.place === 'point' ? { ...form, place: `point:${form.longitude},${form.latitude}` } : form,
    ),
  ),
  newProposal,
);

export const editedProposal = z.object(proposalWords);

/** Where a new proposal begins: from reports or from a point on the map. */
export const proposalBeginning = z.object({
  zone: z.catch(z.optional(z.string().check(z.regex(/^[a-z0-9-]{1,60}$/))), undefined),
  reports: z.catch(trackingNumbers, []),
  longitude: z.catch(z.optional(longitude), undefined),
  latitude: z.catch(z.optional(latitude), undefined),
});

export const newComment = z.object({ stance: choice(stances), words: words(2000) });

export const moderation = z.object({
  comment: id,
  decision: choice(['visible', 'hidden']),
  wordsPublic: optionalWords(2000),
});

export const review = z.object({
  costBaht: integerField(0, 10_000_000_000),
  feasibility: choice(feasibilities),
  feasibilityReason: words(2000, 3),
  spender: choice(spenders),
});

export const withdrawal = z.object({ reason: optionalWords(2000) });

export const publicReason = z.object({ reason: words(2000, 3) });

export const mergeInto = z.object({
  into: integerField(1, 2_147_483_647),
  reason: optionalWords(2000),
});

/** A number in an address; what is none is not found rather than a mistake. */
export const proposalNumber = integerField(1, 2_147_483_647);

/** Anything that a filter says wrongly is as if it were not said. */
export const proposalFilter = z.object({
  zone: z.catch(z.optional(z.string().check(z.regex(/^[a-z0-9-]{1,60}$/))), undefined),
  state: z.catch(z.optional(z.enum(proposalStates)), undefined),
  kind: z.catch(z.optional(z.enum(proposalKinds)), undefined),
  page: z.catch(z._default(integerField(1, 10_000), 1), 1),
});
export type ProposalFilter = z.output<typeof proposalFilter>;
