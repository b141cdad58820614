import * as z from 'zod/mini';
import { choice, id, integerField, latitude, longitude, optionalWords, slug, words } from '../../formats/fields.ts';
import { incidentStates } from './incidents.states.ts';

export const incidentSources = ['sos', 'alert', 'call', 'patrol', 'resident', 'feed'] as const;

const longestSummary = 2000;
const longestReason = 1000;

/** An incident that somebody or something reports as it happens. */
export const newIncident = z.object({
  kind: words(60),
  longitude,
  latitude,
  priority: z.optional(integerField(1, 4)),
  source: choice(incidentSources),
  /** Who sent it, when it is not a person: a feed's or simulator's name with its own key, so that nothing comes twice. */
  sourceName: z.optional(words(120)),
  sourceKey: z.optional(words(200)),
  summary: optionalWords(longestSummary),
  occurredAt: z.optional(z.date()),
});
export type NewIncident = z.output<typeof newIncident>;

/** A step of a live incident. `from` is the state that the person saw, so that two do not overtake each other. */
export const incidentChange = z.object({
  id,
  from: choice(incidentStates),
  to: choice(incidentStates),
  reason: optionalWords(longestReason),
  patrolUnitId: z.optional(id),
  mergedInto: z.optional(id),
  dailyLogNumber: z.optional(optionalWords(60)),
  handedTo: z.optional(choice(['191', '1669'])),
});
export type IncidentChange = z.output<typeof incidentChange>;

/** Left empty in a form means left out. */
const orNothing = <Schema extends z.core.$ZodType>(schema: Schema) =>
  z.optional(
    z.union(
      [
        z.pipe(
          z.literal(''),
          z.transform(() => undefined),
        ),
        schema,
      ],
      'mistakeChoice',
    ),
  );

/** The same as a form sends it; the incident is in the address. */
export const incidentChangeForm = z.object({
  from: choice(incidentStates),
  to: choice(incidentStates),
  reason: optionalWords(longestReason),
  patrolUnitId: orNothing(id),
  mergedInto: orNothing(id),
  dailyLogNumber: orNothing(words(60)),
  handedTo: orNothing(choice(['191', '1669'])),
});

/** A new incident as a form sends it: a named place, or coordinates that go before it. */
export const newIncidentForm = z.object({
  kind: z.string('mistakeChoice').check(z.minLength(1, 'mistakeChoice'), z.maxLength(60, 'mistakeChoice')),
  placeId: orNothing(id),
  longitude: orNothing(longitude),
  latitude: orNothing(latitude),
  priority: orNothing(integerField(1, 4)),
  summary: optionalWords(longestSummary),
});
export type NewIncidentForm = z.output<typeof newIncidentForm>;

const place = z.nullable(z.tuple([z.number(), z.number()]));
const state = z.enum(incidentStates);
const shared = {
  kind: z.string(),
  priority: z.number(),
  state,
  occurredAt: z.string(),
  changedAt: z.string(),
  /** How often the SOS post was pressed; 0 for what came in another way. */
  presses: z.number(),
  /** 0: nobody above was told. 1: the station's supervisors. 2: the division's commanders too. */
  escalatedTo: z.number(),
};

/** A live incident as the station's officers see it. */
export const exactIncident = z.object({
  audience: z.literal('officer'),
  id: z.string(),
  ...shared,
  place,
  number: z.number(),
  source: z.string(),
  summary: z.string(),
  callSign: z.nullable(z.string()),
});
export type ExactIncident = z.output<typeof exactIncident>;

/** The same as a commander sees it: no words that could name somebody, and the place as the public gets it. */
export const commandIncident = z.object({
  audience: z.literal('commander'),
  id: z.string(),
  ...shared,
  place,
  number: z.number(),
});
export type CommandIncident = z.output<typeof commandIncident>;

/** What the public is told: that something of a kind was near a place; or that it turned out to be nothing. */
export const publicIncident = z.object({
  audience: z.literal('public'),
  key: z.string(),
  kind: z.string(),
  isWithdrawn: z.boolean(),
  place,
});
export type PublicIncident = z.output<typeof publicIncident>;

const entry = {
  zoneId: z.string(),
  /** Where this stands in the reader's stream of the zone. */
  position: z.number(),
  /** What the reader must have reached before; when it has not, something was lost. */
  after: z.number(),
  at: z.string(),
};

/** What comes over the live stream: incidents, that what cameras see was worked out anew, and that a source fell silent. */
export const liveMessage = z.union([
  z.object({ type: z.literal('reset') }),
  z.object({
    ...entry,
    type: z.literal('incident'),
    incident: z.union([exactIncident, commandIncident, publicIncident]),
  }),
  z.object({
    ...entry,
    type: z.literal('coverage'),
    coverage: z.object({ audience: z.enum(['officer', 'commander', 'public']), kind: z.literal('coverage') }),
  }),
  z.object({
    ...entry,
    type: z.literal('alert'),
    alert: z.object({
      audience: z.literal('officer'),
      kind: z.literal('alert'),
      id: z.string(),
      watched: z.enum(['plate', 'face']),
      state: z.string(),
      likelihood: z.number(),
      cameraCode: z.string(),
      lastSeenAt: z.string(),
    }),
  }),
  z.object({
    ...entry,
    type: z.literal('sources'),
    sources: z.object({ audience: z.literal('officer'), kind: z.literal('sources') }),
  }),
]);
export type LiveMessage = z.output<typeof liveMessage>;

/** For which of the own zones figures are asked (all when left out), and how many days back. */
export const figurePeriods = [7, 30, 90, 365] as const;
export const figuresQuestion = z.object({
  zone: z.catch(z.optional(slug), undefined),
  days: z.catch(z.pipe(z.coerce.number(), z.literal([...figurePeriods])), 30),
});
export type FiguresQuestion = z.output<typeof figuresQuestion>;
