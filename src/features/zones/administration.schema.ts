import * as z from 'zod/mini';
import { choice, id, integerField, optionalWords, words } from '../../formats/fields.ts';

export const unitKinds = ['station', 'division', 'bureau', 'national'] as const;

const emptyAsNull = z.pipe(
  z.optional(z.string().check(z.maxLength(100, 'mistakeChoice'))),
  z.transform((text): string | null => text || null),
);

/** A police unit; only the national one has none above it. */
export const unitForm = z.object({
  kind: choice(unitKinds),
  parentId: z.pipe(emptyAsNull, z.nullable(id)),
  nameTh: words(200),
  nameEn: words(200),
  phone: optionalWords(40),
  phase: z.pipe(
    choice(['', '1', '2', '3']),
    z.transform((text): number | null => (text === '' ? null : Number(text))),
  ),
});
export type UnitForm = z.output<typeof unitForm>;

const timeZones = new Set(Intl.supportedValuesOf('timeZone'));

const shared = {
  nameTh: words(200),
  nameEn: words(200),
  summaryTh: optionalWords(2000),
  summaryEn: optionalWords(2000),
  timeZone: words(60).check(z.refine((name) => timeZones.has(name), 'mistakeTimeZone')),
  publicDelayMinutes: integerField(0, 10_080),
};

export const zoneForm = z.object(shared);
export type ZoneForm = z.output<typeof zoneForm>;

const ring = z.array(z.tuple([z.number(), z.number()])).check(z.minLength(4), z.maxLength(5000));
const geometry = z.discriminatedUnion('type', [
  z.object({ type: z.literal('Polygon'), coordinates: z.array(ring).check(z.minLength(1), z.maxLength(100)) }),
  z.object({
    type: z.literal('MultiPolygon'),
    coordinates: z.array(z.array(ring).check(z.minLength(1), z.maxLength(100))).check(z.minLength(1), z.maxLength(100)),
  }),
]);

/** A polygon as GeoJSON, pasted; a feature around it, or a collection of one, is taken off. */
const boundary = z.pipe(
  z.string('mistakeBoundary').check(z.maxLength(1_000_000, 'mistakeTooLong')),
  z.transform((text, context) => {
    const found = geometry.safeParse(unwrap(readJson(text)));
    if (found.success) return found.data;
    context.issues.push({ code: 'custom', message: 'mistakeBoundary', input: text });
    return z.NEVER;
  }),
);

function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function unwrap(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if ('features' in value && Array.isArray(value.features) && value.features.length === 1)
    return unwrap(value.features[0]);
  if ('geometry' in value) return value.geometry;
  return value;
}

export const newZoneForm = z.object({
  ...shared,
  stationId: id,
  slug: words(60).check(z.regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'mistakeSlug')),
  trackingPrefix: words(4).check(z.regex(/^[A-Z]{2,4}$/, 'mistakePrefix')),
  boundary,
});
export type NewZoneForm = z.output<typeof newZoneForm>;
