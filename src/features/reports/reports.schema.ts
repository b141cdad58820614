import * as z from 'zod/mini';
import {
  choice,
  email,
  id,
  integerField,
  latitude,
  longitude,
  optionalWords,
  tick,
  words,
} from '../../formats/fields.ts';
import { reportCategories } from './reports.categories.ts';
import { reportStates } from './reports.states.ts';

/** A field that a form sends as the empty string when nothing was put in. */
const blankable = <Schema extends z.core.$ZodType>(schema: Schema) =>
  z.pipe(
    z.transform((value: unknown) => (value === '' ? undefined : value)),
    z.optional(schema),
  );

/** A photo that came with the form before, re-encoded, so that a mistake elsewhere does not lose it. */
const longestKeptPhoto = 5_000_000;

/** What a reporter sends. The place is a position, or a lane, or a landmark, or a lane near a landmark. */
export const reportForm = z.object({
  key: id,
  category: z.enum(reportCategories, 'mistakeCategory'),
  longitude: blankable(longitude),
  latitude: blankable(latitude),
  streetId: blankable(id),
  landmarkId: blankable(id),
  isPrivatePlace: tick,
  words: optionalWords(2000),
  email: blankable(email),
  addressee: blankable(choice(['station', 'above'])),
  organisationId: blankable(id),
  photoKept: z._default(z.string().check(z.maxLength(longestKeptPhoto, 'mistakePhotoTooLarge')), ''),
  /** The reporter has seen the twins that were offered and says that this is another spot. */
  isNotTwin: tick,
});

export type ReportForm = z.output<typeof reportForm>;

/** What is asked of the public list. Anything that is not understood is left out rather than refused. */
export const listQuery = z.object({
  zone: z.catch(z.optional(z.string().check(z.regex(/^[a-z0-9-]{1,60}$/))), undefined),
  category: z.catch(z.optional(z.enum(reportCategories)), undefined),
  state: z.catch(z.optional(z.enum(['open', 'fixed', 'closed'])), undefined),
  page: z.catch(integerField(1, 500), 1),
});

export type ListQuery = z.output<typeof listQuery>;

/** A report as anybody may see it in a list. */
export const publicReport = z.object({
  trackingNumber: z.string(),
  category: z.enum(reportCategories),
  state: z.enum(reportStates),
  placeName: z.string(),
  /** `[longitude, latitude]`; null when the place is private. */
  place: z.nullable(z.tuple([z.number(), z.number()])),
  createdAt: z.date(),
  changedAt: z.date(),
  meTooCount: z.number(),
  zoneSlug: z.string(),
  zoneNameTh: z.string(),
  zoneNameEn: z.string(),
  timeZone: z.string(),
  isDemonstration: z.boolean(),
});

export type PublicReport = z.output<typeof publicReport>;

/** One thing that happened to a report, as it is told on its page. */
export const timelineStep = z.object({
  type: z.string(),
  at: z.date(),
  state: z.nullable(z.enum(reportStates)),
  reason: z.string(),
  organisationTh: z.string(),
  organisationEn: z.string(),
  words: z.string(),
});

/** A proposal or project that came of a report. */
export const outcome = z.object({
  kind: z.enum(['proposal', 'project']),
  number: z.number(),
  title: z.string(),
  state: z.string(),
  at: z.date(),
});

/** A report with everything that anybody may know of it. */
export const publicReportDetail = z.extend(publicReport, {
  words: z.string(),
  photoIds: z.array(z.string()),
  reason: z.string(),
  referredTo: z.string(),
  duplicateOf: z.nullable(z.string()),
  /** Whether the viewer may make a proposal of it. */
  mayPropose: z.boolean(),
  timeline: z.array(timelineStep),
  outcomes: z.array(outcome),
});

export type PublicReportDetail = z.output<typeof publicReportDetail>;

export const trackingNumber = z.pipe(
  z.pipe(
    z.string().check(z.maxLength(20, 'mistakeId')),
    z.transform((text: string) => text.trim().toUpperCase()),
  ),
  z.string().check(z.regex(/^[A-Z]{2,4}-\d{1,9}$/, 'mistakeId')),
);

/** Whether the viewer was counted just now, or had been counted before. */
export const meTooResult = z.object({ isNew: z.boolean() });

/** What a reporter does by the follow link. */
export const followForm = z.discriminatedUnion('action', [
  z.object({ action: z.literal('add-words'), words: words(2000) }),
  z.object({ action: z.literal('withdraw') }),
  z.object({ action: z.literal('contest'), words: optionalWords(2000) }),
  z.object({ action: z.literal('subscribe'), email }),
  z.object({ action: z.literal('unsubscribe') }),
]);

export type FollowForm = z.output<typeof followForm>;

/** What a planner or officer does with a report. */
export const triageForm = z.discriminatedUnion('action', [
  z.object({
    action: z.literal('change-state'),
    state: choice(reportStates),
    reason: optionalWords(1000),
    referredTo: optionalWords(200),
    duplicateOf: blankable(trackingNumber),
  }),
  z.object({ action: z.literal('assign'), organisationId: blankable(id) }),
  z.object({ action: z.literal('answer'), words: words(2000), isPublic: tick }),
  z.object({
    action: z.literal('moderate-words'),
    decision: choice(['visible', 'hidden']),
    wordsPublic: optionalWords(2000),
  }),
  z.object({ action: z.literal('moderate-photo'), photoId: id, decision: choice(['visible', 'hidden']) }),
]);

export type TriageForm = z.output<typeof triageForm>;

export const queueQuery = z.object({
  category: z.catch(z.optional(z.enum(reportCategories)), undefined),
  state: z.catch(z.optional(z.enum(reportStates)), undefined),
  order: z.catch(z.enum(['oldest', 'newest']), 'oldest'),
  page: z.catch(integerField(1, 500), 1),
});

export type QueueQuery = z.output<typeof queueQuery>;

/** A report as it stands in the queue. */
export const queuePage = z.object({
  total: z.number(),
  reports: z.array(
    z.object({
      trackingNumber: z.string(),
      category: z.enum(reportCategories),
      state: z.enum(reportStates),
      isSensitive: z.boolean(),
      placeName: z.string(),
      createdAt: z.date(),
      assignedTh: z.nullable(z.string()),
      assignedEn: z.nullable(z.string()),
      timeZone: z.string(),
      isDemonstration: z.boolean(),
      needsModeration: z.boolean(),
    }),
  ),
});

/** What became of a report that was sent: filed, or another of the same nearby, or what to mend by field. */
export const filingResult = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('filed'), trackingNumber: z.string(), secret: z.string(), isSensitive: z.boolean() }),
  z.object({
    kind: z.literal('twins'),
    twins: z.array(z.object({ trackingNumber: z.string(), placeName: z.string(), distanceMeters: z.number() })),
  }),
  z.object({ kind: z.literal('mistakes'), mistakes: z.record(z.string(), z.string()) }),
]);
