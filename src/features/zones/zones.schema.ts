import * as z from 'zod/mini';
import { choice, optionalWords, words } from '../../formats/fields.ts';
import { riskAreaStates } from './risk-areas.states.ts';

/** A zone as it is listed. */
export const zoneSummary = z.object({
  id: z.string(),
  slug: z.string(),
  nameTh: z.string(),
  nameEn: z.string(),
  population: z.nullable(z.number()),
  isDemonstration: z.boolean(),
  stationNameTh: z.string(),
  stationNameEn: z.string(),
  communityCount: z.nullable(z.number()),
});

/** The name of a zone in its address. */
export const zoneSlug = z.string().check(z.regex(/^[a-z0-9]+(-[a-z0-9]+)*$/), z.maxLength(60));

/** What an officer decides about a risk area, and why, for everybody to read. */
export const riskAreaDecision = z.object({ to: choice(riskAreaStates), reason: words(1000, 3) });
export type RiskAreaDecision = z.infer<typeof riskAreaDecision>;

/** Words to find a zone by. */
export const zoneSearch = z.object({ search: optionalWords(100) });
