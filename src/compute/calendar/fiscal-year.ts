/** Years between the Buddhist and the Christian era. */
const buddhistOffset = 543;

/**
 * The Thai fiscal year of a day, named in the Buddhist era by the year in which it ends: 1 October 2026 begins 2570.
 * @param day `YYYY-MM-DD`
 */
export function fiscalYearOf(day: string): number {
  const year = Number(day.slice(0, 4));
  const month = Number(day.slice(5, 7));
  return year + buddhistOffset + (month >= 10 ? 1 : 0);
}

/** First and last day, as `YYYY-MM-DD`, of the fiscal year of that Buddhist name. */
export function fiscalYearDays(fiscalYear: number): { first: string; last: string } {
  const year = fiscalYear - buddhistOffset;
  return { first: `${year - 1}-10-01`, last: `${year}-09-30` };
}
