/** What an ordinary report can be about; these are public at once. */
export const ordinaryCategories = [
  'dark',
  'broken-light',
  'overgrown',
  'lonely',
  'blind-corner',
  'abandoned-building',
  'camera',
  'sos-post',
  'live-wires',
  'flooding',
  'crossing',
  'dogs',
  'theft',
  'other',
] as const;

/** What is seen only by those whom the reporter addresses it to. */
export const sensitiveCategories = ['harassment', 'drugs', 'gang', 'police'] as const;

export const reportCategories = [...ordinaryCategories, ...sensitiveCategories] as const;

export type ReportCategory = (typeof reportCategories)[number];

/** Whether a report of this category has no public page, pin, count or twin. */
export function isSensitive(category: ReportCategory): boolean {
  return sensitiveCategories.some((sensitive) => sensitive === category);
}

/** Reads a category that the database has kept. */
export function isReportCategory(text: string): text is ReportCategory {
  return reportCategories.some((category) => category === text);
}
