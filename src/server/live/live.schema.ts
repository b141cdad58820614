import * as z from 'zod/mini';

/** A stream is opened for at most so many zones; a map of more shows counts instead. */
export const mostZones = 64;

const zoneName = z.string().check(z.regex(/^[a-z0-9-]{1,60}$/));
const kind = z.string().check(z.regex(/^[a-z-]{1,40}$/));

/** What a live stream is asked for: zones by id or slug (all when left out), kinds of incident (all when left out). */
export const liveRequest = z.object({
  zones: z.optional(z.array(zoneName).check(z.maxLength(mostZones))),
  kinds: z.optional(z.array(kind).check(z.maxLength(60))),
  /** The id of the last event that was received, to be told what came after it. */
  lastEventId: z.optional(z.string().check(z.maxLength(2_000))),
});
export type LiveRequest = z.output<typeof liveRequest>;
