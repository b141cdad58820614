import * as z from 'zod/mini';
import { choice, id, integerField, optionalWords, words } from '../../../formats/fields.ts';

/** The largest message of another system. */
export const largestMessageBytes = 32_768;

export const sourceKinds = ['dispatch', 'sensor', 'application', 'video', 'other'] as const;

/** Where something stands in a message: names of fields and places in lists, from outside in, as in `alarm.tags.0`. */
const path = z.optional(z.string().check(z.regex(/^[^.\s]{1,60}(\.[^.\s]{1,60}){0,7}$/)));
const ownWord = z.string().check(z.minLength(1), z.maxLength(120));
const code = z.string().check(z.regex(/^[a-z]+(-[a-z]+)*$/));

/** What an incident is made of; a profile may say where each stands. */
const fields = {
  id: path,
  kind: path,
  longitude: path,
  latitude: path,
  sosPost: path,
  camera: path,
  occurredAt: path,
  summary: path,
  priority: path,
};
export type FieldName = keyof typeof fields;

/** How another system's own names and words are understood. What is left out stands as in our own form. */
export const profile = z.strictObject({
  fields: z.optional(z.strictObject(fields)),
  /** Its words for kinds, and ours. */
  kinds: z.optional(z.record(ownWord, code)),
  /** Its words for priorities, and ours from 1 to 4. */
  priorities: z.optional(z.record(ownWord, z.number().check(z.int(), z.minimum(1), z.maximum(4)))),
});
export type Profile = z.output<typeof profile>;

const longestProfile = 20_000;

/** A profile as an administrator types it. */
const profileText = z.pipe(
  z.pipe(optionalWords(longestProfile), z.transform(readProfile)),
  z.custom<Profile>((value) => value !== undefined, 'sources.mistakeProfile'),
);

function readProfile(text: string): Profile | undefined {
  if (text === '') return {};
  try {
    const read = profile.safeParse(JSON.parse(text));
    return read.success ? read.data : undefined;
  } catch {
    return undefined;
  }
}

const orNothing = z.pipe(
  z.literal(''),
  z.transform(() => null),
);

const described = {
  name: words(120),
  kind: choice(sourceKinds),
  silenceMinutes: z._default(z.union([orNothing, integerField(1, 10_080)], 'mistakeNumber'), null),
  messagesPerMinute: z._default(integerField(1, 60_000), 600),
};

export const newSourceForm = z.object({ zoneId: id, ...described });
export type NewSourceForm = z.output<typeof newSourceForm>;

export const sourceForm = z.object({ ...described, profile: profileText });
export type SourceForm = z.output<typeof sourceForm>;

/** A message that is tried, with a profile that need not be saved yet. */
export const trialForm = z.object({ profile: profileText, message: words(largestMessageBytes) });
export const letterForm = z.object({ letterId: id });
