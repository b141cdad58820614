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

export const projectStates = ['planned', 'funded', 'underway', 'done', 'evaluated', 'cancelled'] as const;
export type ProjectState = (typeof projectStates)[number];

/** Where each state may go; the database holds the same arrows in `state_arrow`. */
export const projectArrows: Record<ProjectState, readonly ProjectState[]> = {
  planned: ['funded', 'cancelled'],
  funded: ['underway', 'cancelled'],
  underway: ['done', 'cancelled'],
  done: ['evaluated'],
  evaluated: [],
  cancelled: [],
};

export const projectKinds = [
  'light',
  'camera',
  're-aim-camera',
  'sos-post',
  'landscape',
  'street-layout',
  'patrol',
  'community-activity',
] as const;
export type ProjectKind = (typeof projectKinds)[number];

export const photoStages = ['before', 'during', 'after'] as const;
export type PhotoStage = (typeof photoStages)[number];

export type Verdict = 'worked' | 'no-effect-seen' | 'too-early';

/** An empty choice in a form is no choice. */
const blankAsAbsent = z.transform((value: unknown) => (value === '' ? undefined : value));
const optionalDay = z.pipe(blankAsAbsent, z.optional(day));
const optionalId = z.pipe(blankAsAbsent, z.optional(id));
const baht = z._default(z.pipe(blankAsAbsent, z._default(numberField(0, 10_000_000_000), 0)), 0);

/** What a list of projects is narrowed by. */
export const projectFilter = z.object({
  state: z.pipe(blankAsAbsent, z.optional(choice(projectStates))),
  kind: z.pipe(blankAsAbsent, z.optional(choice(projectKinds))),
  zone: z.pipe(blankAsAbsent, z.optional(words(60))),
  organisation: optionalId,
  page: z._default(integerField(1, 100_000), 1),
});
export type ProjectFilter = z.infer<typeof projectFilter>;

export const projectNumber = integerField(1, 2_147_483_647);

/** Tracking numbers as somebody types them: `BS-2041, BS-2043`. */
const trackingNumbers = z.pipe(
  optionalWords(500),
  z.transform((text) => [...new Set(text.toUpperCase().split(/[\s,;]+/))].filter((number) => number !== '')),
);

/** What a planner writes when a project begins; from a proposal the place and kind come from there. */
export const newProject = z.object({
  zoneId: id,
  proposalId: optionalId,
  organisationId: id,
  kind: choice(projectKinds),
  title: words(200, 3),
  summary: optionalWords(4000),
  longitude,
  latitude,
  placeName: optionalWords(200),
  riskAreaId: optionalId,
  startsOn: optionalDay,
  dueOn: optionalDay,
  reports: z.optional(trackingNumbers),
});
export type NewProject = z.infer<typeof newProject>;

export const projectEdit = z.object({
  title: words(200, 3),
  summary: optionalWords(4000),
  placeName: optionalWords(200),
  startsOn: optionalDay,
  dueOn: optionalDay,
});
export type ProjectEdit = z.infer<typeof projectEdit>;

export const projectMove = z.object({ to: choice(projectStates), reason: optionalWords(2000) });
export type ProjectMove = z.infer<typeof projectMove>;

export const projectAcceptance = z.object({ acceptedOn: day, acceptanceReference: words(200) });
export type ProjectAcceptance = z.infer<typeof projectAcceptance>;

export const newMilestone = z.object({ milestoneTitle: words(200), milestoneDueOn: optionalDay });
export type NewMilestone = z.infer<typeof newMilestone>;

export const newTask = z.object({
  taskTitle: words(200),
  taskOrganisationId: optionalId,
  taskMilestoneId: optionalId,
  taskDueOn: optionalDay,
});
export type NewTask = z.infer<typeof newTask>;

/** Which milestone or task is done, and since when. */
export const partDone = z.object({ partId: id });

export const moneyLine = z.object({
  fiscalYear: integerField(2550, 2700),
  source: words(200),
  planReference: optionalWords(200),
  procurementMethod: optionalWords(200),
  procurementNumber: optionalWords(100),
  plannedBaht: baht,
  committedBaht: baht,
  disbursedBaht: baht,
  carriedOverBaht: baht,
});
export type MoneyLine = z.infer<typeof moneyLine>;

export const newPhoto = z.object({
  stage: choice(photoStages),
  spot: z._default(integerField(1, 20), 1),
  caption: optionalWords(200),
  takenOn: day,
});
export type NewPhoto = z.infer<typeof newPhoto>;

/** The three areas as GeoJSON polygons, as text. */
export const projectAreas = z.object({ treated: words(60_000), buffer: words(60_000), control: words(60_000) });
export type ProjectAreas = z.infer<typeof projectAreas>;

export const confirmation = z.object({
  isBetter: z.pipe(
    choice(['yes', 'no']),
    z.transform((answer) => answer === 'yes'),
  ),
  words: optionalWords(1000),
});
export type Confirmation = z.infer<typeof confirmation>;

export const confirmationModeration = z.object({ confirmationId: id, moderation: choice(['visible', 'hidden']) });
export type ConfirmationModeration = z.infer<typeof confirmationModeration>;
