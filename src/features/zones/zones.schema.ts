import * as z from 'zod/mini';

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
