import { fill, formatNumber } from '../../../i18n/format.ts';
import type { Locale } from '../../../i18n/locale.ts';
import type { Messages } from '../../../i18n/th.ts';
import type { PlanChange } from '../planning.ts';

export type PlanWords = Messages['plans'];

/** What a camera has, as far as anybody knows; null is unknown. */
export interface KnownValues {
  headingDegrees: number | null;
  tiltDegrees: number | null;
  heightMeters: number | null;
  fieldDegrees: number | null;
  rangeMeters: number | null;
}

export type ValueName = keyof KnownValues;

/** The values of a camera in the order in which they are told: the word for each, its unit, and its bounds. */
export const cameraValues = [
  { name: 'headingDegrees', word: 'heading', unit: '°', least: 0, most: 359, widest: [0, 359] },
  { name: 'tiltDegrees', word: 'tilt', unit: '°', least: 0, most: 80, widest: [-90, 90] },
  { name: 'fieldDegrees', word: 'field', unit: '°', least: 5, most: 180, widest: [1, 360] },
  { name: 'heightMeters', word: 'height', unit: ' m', least: 1, most: 20, widest: [0.5, 100] },
  { name: 'rangeMeters', word: 'range', unit: ' m', least: 5, most: 200, widest: [1, 2000] },
] as const satisfies readonly {
  name: ValueName;
  word: keyof PlanWords;
  unit: string;
  /** Of the slider. */
  least: number;
  most: number;
  /** Of the number beside it, as the registry has them. */
  widest: readonly [number, number];
}[];

const points = ['north', 'northEast', 'east', 'southEast', 'south', 'southWest', 'west', 'northWest'] as const;

/** A heading as one of eight directions: "north-east". */
export function directionOf(headingDegrees: number, words: PlanWords): string {
  return words[points[Math.round(headingDegrees / 45) % 8] ?? 'north'];
}

/** "120° south-east", "4.5 m", or that it is unknown. */
export function valueWords(name: ValueName, value: number | null, words: PlanWords, locale: Locale): string {
  if (value === null) return words.unknown;
  const number = formatNumber(value, locale, { maximumFractionDigits: 1 });
  if (name === 'headingDegrees') return `${number}° ${directionOf(value, words)}`;
  return name.endsWith('Meters') ? `${number} ${words.meters}` : `${number}°`;
}

/** "Take NAK-001 away", or each value from what it was to what it shall be. */
export function changeWords(
  change: Pick<PlanChange, 'kind' | 'place' | ValueName>,
  { label, was }: { label: string; was: KnownValues },
  words: PlanWords,
  locale: Locale,
): string {
  if (change.kind === 'remove') return fill(words.changeRemove, { code: label });
  const parts = cameraValues.flatMap(({ name, word }) => {
    const value = change[name];
    if (value === null) return [];
    const to = valueWords(name, value, words, locale);
    if (change.kind === 'add') return [`${words[word]} ${to}`];
    return [fill(words.fromTo, { name: words[word], from: valueWords(name, was[name], words, locale), to })];
  });
  if (change.kind === 'add') return fill(words.changeAdd, { code: label, what: parts.join(' · ') });
  if (change.place) parts.push(words.changePlace);
  return fill(words.changeAim, { code: label, what: parts.join(' · ') });
}

/** A share as a percentage without its sign. */
export const percent = (share: number, locale: Locale): string =>
  formatNumber(share * 100, locale, { maximumFractionDigits: 1 });

export const wholeNumber = (value: number, locale: Locale): string =>
  formatNumber(value, locale, { maximumFractionDigits: 0 });

/** What a plan does to the share that is seen for certain, in one line. */
export function gainWords(before: number, after: number, words: PlanWords, locale: Locale): string {
  const [from, to] = [percent(before, locale), percent(after, locale)];
  return fill(from === to ? words.seenStays : words.seenFromTo, { before: from, after: to });
}

/** The same as percentage points more or less; nothing where nothing is gained or lost. */
export function pointWords(before: number, after: number, words: PlanWords, locale: Locale): string {
  const change = Math.round((after - before) * 1000) / 10;
  if (change === 0) return '';
  const size = formatNumber(Math.abs(change), locale, { maximumFractionDigits: 1 });
  return fill(change > 0 ? words.pointsMore : words.pointsLess, { points: size });
}

/** A camera's code, or its number among the new ones. */
export function cameraLabel(change: { code: string | null; ordinal: number }, words: PlanWords): string {
  return change.code ?? fill(words.added, { number: change.ordinal });
}

/** A changed row's values from before, by their own names. */
export function wasOf(row: {
  wasHeadingDegrees: number | null;
  wasTiltDegrees: number | null;
  wasHeightMeters: number | null;
  wasFieldDegrees: number | null;
  wasRangeMeters: number | null;
}): KnownValues {
  return {
    headingDegrees: row.wasHeadingDegrees,
    tiltDegrees: row.wasTiltDegrees,
    heightMeters: row.wasHeightMeters,
    fieldDegrees: row.wasFieldDegrees,
    rangeMeters: row.wasRangeMeters,
  };
}
