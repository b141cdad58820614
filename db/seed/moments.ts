const hourMilliseconds = 3_600_000;
const dayMilliseconds = 24 * hourMilliseconds;

/** The moment so many days earlier; parts of days count. */
export const daysBefore = (moment: Date, days: number): Date => new Date(moment.getTime() - days * dayMilliseconds);

/** The moment so many days later; parts of days count. */
export const daysAfter = (moment: Date, days: number): Date => daysBefore(moment, -days);

/** The day in Thailand, `YYYY-MM-DD`; its clock has no summer time, so seven hours are exact. */
export const dayOf = (moment: Date): string =>
  new Date(moment.getTime() + 7 * hourMilliseconds).toISOString().slice(0, 10);

/** That day at an hour of its clock; parts of hours count. */
export const atHour = (moment: Date, hour: number): Date =>
  new Date(new Date(`${dayOf(moment)}T00:00:00+07:00`).getTime() + hour * hourMilliseconds);

/** The last moment up to `moment`, and before `now`, at which a clock in Thailand shows that hour. */
export function lastAtHour(moment: Date, hour: number, now: Date): Date {
  const same = atHour(moment, hour);
  return same < now ? same : daysBefore(same, 1);
}

/** The Buddhist year of a day. */
export const buddhistYearOf = (moment: Date): number => Number(dayOf(moment).slice(0, 4)) + 543;

/** The Thai fiscal year of a day, named by the Buddhist year in which it ends: it begins on 1 October. */
export function fiscalYearOf(moment: Date): number {
  const [year = 0, month = 0] = dayOf(moment).split('-').map(Number);
  return year + (month >= 10 ? 544 : 543);
}

/**
 * When an office does what is due at these moments: in its hours, one after the other, each after `start` and none after
 * `now`.
 */
export function inOfficeHours(due: readonly Date[], start: Date, now: Date): Date[] {
  const found: Date[] = [];
  for (const moment of due) {
    const before = found.at(-1) ?? start;
    const first = officeMoment(moment);
    const next = first > before ? first : officeMoment(daysAfter(before, 1));
    // What is so fresh that the office has not opened since was done by whoever was there.
    found.push(next < now ? next : new Date((before.getTime() + now.getTime()) / 2));
  }
  return found;
}

/** The same part of an office day as the moment is of its own day; on Monday for a weekend. */
function officeMoment(moment: Date): Date {
  const shifted = new Date(moment.getTime() + 7 * hourMilliseconds);
  const weekday = shifted.getUTCDay();
  const toMonday = weekday === 6 ? 2 : weekday === 0 ? 1 : 0;
  const share = (shifted.getTime() % dayMilliseconds) / dayMilliseconds;
  return atHour(daysAfter(moment, toMonday), 8.5 + share * 8);
}
