const dayMilliseconds = 86_400_000;

/** The moment so many days earlier; parts of days count. */
export const daysBefore = (moment: Date, days: number): Date => new Date(moment.getTime() - days * dayMilliseconds);

/** The moment so many days later; parts of days count. */
export const daysAfter = (moment: Date, days: number): Date => daysBefore(moment, -days);

/** The day in Thailand, `YYYY-MM-DD`; its clock has no summer time, so seven hours are exact. */
export const dayOf = (moment: Date): string => new Date(moment.getTime() + 7 * 3_600_000).toISOString().slice(0, 10);

/** The Thai fiscal year of a day, named by the Buddhist year in which it ends: it begins on 1 October. */
export function fiscalYearOf(moment: Date): number {
  const [year = 0, month = 0] = dayOf(moment).split('-').map(Number);
  return year + (month >= 10 ? 544 : 543);
}
