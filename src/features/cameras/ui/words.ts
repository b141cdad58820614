import { fill, formatNumber } from '../../../i18n/format.ts';
import type { Locale } from '../../../i18n/locale.ts';
import { messagesFor } from '../../../i18n/messages.ts';
import type { IconName } from '../../../ui/controls/icons.ts';

/** The message of a code that the database keeps (`condition.working`), or the code when nobody has words for it. */
export function codeWords(locale: Locale, group: string, code: string): string {
  const known: Readonly<Record<string, string>> = messagesFor(locale).cameras;
  return known[`${group}.${code}`] ?? code;
}

/** How a condition and a link look beside their words. */
export const conditionLooks: Readonly<Record<string, { icon: IconName; look: string }>> = {
  working: { icon: 'check', look: 'fixed' },
  faulty: { icon: 'hammer', look: 'vote' },
  offline: { icon: 'risk', look: 'vote' },
  removed: { icon: 'cancelled', look: '' },
};
export const linkLooks: Readonly<Record<string, { icon: IconName; look: string }>> = {
  linked: { icon: 'merge', look: 'action' },
  unlinked: { icon: 'cancelled', look: '' },
  paused: { icon: 'hourglass', look: 'under-way' },
};

/** What each value is called, by the name of its column; cover's own names of what it assumed too. */
export function factLabel(locale: Locale, column: string): string {
  const { cameras: words, signals } = messagesFor(locale);
  const labels: Readonly<Record<string, string>> = {
    organisationId: words.owner,
    code: words.code,
    name: words.name,
    mountingHeightMeters: words.height,
    heightMeters: words.height,
    height: words.height,
    headingDegrees: words.heading,
    heading: words.heading,
    tiltDegrees: words.tilt,
    tilt: words.tilt,
    fieldOfViewDegrees: words.fieldOfView,
    horizontalFieldDegrees: words.fieldOfView,
    fieldOfView: words.fieldOfView,
    sensorWidthMillimeters: words.sensorWidth,
    focalLengthMillimeters: words.focalLength,
    model: words.model,
    imageWidthPixels: words.imageWidth,
    imageWidth: words.imageWidth,
    imageHeightPixels: words.imageHeight,
    rangeMeters: words.range,
    functions: words.functions,
    hasInfrared: words.infrared,
    mount: words.mount,
    condition: words.condition,
    isOccluded: messagesFor(locale).surveys.view,
    link: words.link,
    heartbeatMinutes: signals.interval,
    notes: words.notes,
  };
  return labels[column] ?? column;
}

/** A value as people read it; what is not known is said to be so. */
export function valueWords(locale: Locale, column: string, value: unknown): string {
  const { cameras: words } = messagesFor(locale);
  if (value === null || value === undefined || value === '') return words.notKnown;
  if (column === 'isOccluded') return value === true ? words['isOccluded.true'] : words['isOccluded.false'];
  if (typeof value === 'boolean') return value ? words['infrared.yes'] : words['infrared.no'];
  if (typeof value === 'number') return formatNumber(value, locale, { maximumFractionDigits: 2 });
  if (Array.isArray(value)) return value.map((one) => codeWords(locale, 'function', String(one))).join(', ');
  return codeWords(locale, column, String(value));
}

/** A heading in degrees with its point of the compass: "135° (south-east)". */
export function headingWords(locale: Locale, degrees: number): string {
  const { cameras: words } = messagesFor(locale);
  const count = formatNumber(degrees, locale, { maximumFractionDigits: 1 });
  return `${fill(words.degrees, { count })} (${codeWords(locale, 'point', String(Math.round(degrees / 45) % 8))})`;
}
