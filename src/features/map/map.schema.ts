import * as z from 'zod/mini';
import { isTile } from '../../compute/geometry/tiles.ts';
import { id, words } from '../../formats/fields.ts';
import { purposes, scopes } from './cover-filter.ts';
import { layerIds } from './layers.ts';

const mostKinds = 40;

const listed = <Item extends z.core.$ZodType<unknown, string>>(item: Item, most: number) =>
  z.pipe(
    z.pipe(
      z.string().check(z.maxLength(2_000)),
      z.transform((text) => [...new Set(text.split(','))].sort()),
    ),
    z.array(item).check(z.minLength(1), z.maxLength(most)),
  );

const kind = z.string().check(z.regex(/^[a-z]{1,30}(-[a-z]{1,30}){0,3}$/));
const month = z.string().check(z.regex(/^[12]\d{3}-(0[1-9]|1[0-2])$/));
const weekday = z.pipe(
  z.string().check(z.regex(/^[1-7]$/)),
  z.transform((text) => Number(text)),
);
const hours = z.pipe(
  z.string().check(z.regex(/^([01]?\d|2[0-3])-([01]?\d|2[0-4])$/)),
  z.transform((text) => {
    const [from = 0, to = 24] = text.split('-').map(Number);
    return { from, to };
  }),
);

/**
 * What of the data layers is wanted, as it stands in the address: kinds, months, hours of the day (from the first up
 * to, not with, the second; they may wrap over midnight), weekdays (1 Monday … 7 Sunday), and one zone by its slug.
 */
export const filters = z.object({
  kinds: z.optional(listed(kind, mostKinds)),
  from: z.optional(month),
  to: z.optional(month),
  hours: z.optional(hours),
  weekdays: z.optional(listed(weekday, 7)),
  /** What a camera's picture must be good for, and whether cameras count that are not linked to the command room. */
  purpose: z.optional(z.enum(purposes)),
  scope: z.optional(z.enum(scopes)),
  zone: z.optional(z.string().check(z.regex(/^[a-z0-9]+(-[a-z0-9]+)*$/), z.maxLength(60))),
});
export type Filters = z.output<typeof filters>;

const whole = z.pipe(
  z.string().check(z.regex(/^\d{1,8}$/)),
  z.transform((text) => Number(text)),
);

/** The three numbers of a tile's path. */
export const tileNumbers = z.object({ z: whole, x: whole, y: whole }).check(z.refine(isTile));

const layer = z.enum(layerIds);
const coordinates = z.tuple([
  z.number().check(z.minimum(-180), z.maximum(180)),
  z.number().check(z.minimum(-85), z.maximum(85)),
]);
const box = z
  .tuple([z.number(), z.number(), z.number(), z.number()])
  .check(
    z.refine(
      ([west, south, east, north]) => west < east && south < north && isOnMap(west, south) && isOnMap(east, north),
    ),
  );

function isOnMap(longitude: number, latitude: number): boolean {
  return Math.abs(longitude) <= 180 && Math.abs(latitude) <= 85.05;
}

const mostCorners = 500;
/** A polygon that is drawn to ask about is at most this wide and high: about twenty kilometres. */
const widestDegrees = 0.2;

function isSmall(corners: readonly (readonly [number, number])[]): boolean {
  const widthOf = (axis: 0 | 1): number =>
    Math.max(...corners.map((corner) => corner[axis])) - Math.min(...corners.map((corner) => corner[axis]));
  return widthOf(0) <= widestDegrees && widthOf(1) <= widestDegrees;
}

const filtersBesideZone = z._default(z.omit(filters, { zone: true }), {});

export const layersInput = z.object({ zone: filters.shape.zone, filters: filtersBesideZone });
export const searchInput = z.object({ text: words(100), zone: filters.shape.zone });
export const detailInput = z.object({ layer, id });
export const listInput = z.object({
  layer,
  zone: filters.shape.zone,
  bbox: z.optional(box),
  page: z._default(z.int().check(z.minimum(1), z.maximum(1_000)), 1),
  filters: filtersBesideZone,
});
export const insideInput = z.object({
  polygon: z.array(coordinates).check(z.minLength(3), z.maxLength(mostCorners), z.refine(isSmall)),
  filters: z._default(filters, {}),
});

const place = z.tuple([z.number(), z.number()]);

export const layerCounts = z.object({
  counts: z.partialRecord(layer, z.int()),
  allIncidents: z.int(),
  unplacedIncidents: z.int(),
});
export const foundThings = z.array(
  z.object({
    type: z.string(),
    id: z.optional(z.string()),
    title: z.string(),
    subtitle: z.string(),
    place,
    path: z.optional(z.string()),
  }),
);
export const thingDetail = z.object({
  title: z.string(),
  subtitle: z.string(),
  place,
  facts: z.array(z.object({ label: z.string(), value: z.string() })),
  path: z.optional(z.string()),
});
export const thingPage = z.object({
  items: z.array(
    z.object({
      id: z.optional(z.string()),
      title: z.string(),
      subtitle: z.string(),
      place,
      path: z.optional(z.string()),
    }),
  ),
  total: z.int(),
});
export const countsInside = z.array(
  z.object({
    layer,
    kind: z.optional(z.string()),
    title: z.string(),
    /** Null: fewer than may be told. */
    count: z.nullable(z.int()),
  }),
);

export type ListInput = z.output<typeof listInput>;
export type InsideInput = z.output<typeof insideInput>;
