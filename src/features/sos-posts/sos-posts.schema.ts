import * as z from 'zod/mini';
import {
  choice,
  id,
  integerField,
  integerWithin,
  latitude,
  longitude,
  optionalWords,
  slug,
  words,
} from '../../formats/fields.ts';

export const conditions = ['working', 'silent', 'faulty'] as const;

/** An empty choice in a form is no choice. */
const blankAsAbsent = z.transform((value: unknown) => (value === '' ? undefined : value));

/** `tel:` or `sip:` and something to call; empty while nobody has given one. */
const voiceAddress = z.pipe(
  optionalWords(200),
  z.string().check(z.regex(/^$|^(sips?|tel):\S{2,190}$/, 'sosPosts.mistakeVoice')),
);

/** Everything that a form says of an SOS post. */
export const postForm = z.object({
  /** The version that was shown when somebody began to type. */
  version: z.optional(integerField(1, 1_000_000_000)),
  organisationId: z.pipe(blankAsAbsent, z.optional(id)),
  code: words(60),
  nameTh: optionalWords(200),
  nameEn: optionalWords(200),
  longitude,
  latitude,
  condition: z._default(choice(conditions), 'working'),
  heartbeatMinutes: z._default(integerWithin(1, 1440, 'signals.mistakeInterval'), 5),
  voiceAddress,
  notes: optionalWords(2000),
});
export type PostForm = z.infer<typeof postForm>;

/** What a list of posts is narrowed by; what cannot be understood is left out. */
export const postFilter = z.object({
  zone: z.catch(z.pipe(blankAsAbsent, z.optional(slug)), undefined),
  condition: z.catch(z.pipe(blankAsAbsent, z.optional(choice(conditions))), undefined),
  page: z.catch(z._default(integerField(1, 100_000), 1), 1),
});
export type PostFilter = z.infer<typeof postFilter>;

export const photoCaption = z.object({ caption: optionalWords(200) });

/** Which photo is to go. */
export const photoRemoval = z.object({ photoId: id });
