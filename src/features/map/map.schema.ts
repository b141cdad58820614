import * as z from 'zod/mini';
import { isTile } from '../../compute/geometry/tiles.ts';
import { optionalWords } from '../../formats/fields.ts';

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
  zone: z.optional(z.string().check(z.regex(/^[a-z0-9]+(-[a-z0-9]+)*$/), z.maxLength(60))),
});
export type Filters = z.output<typeof filters>;

const whole = z.pipe(
  z.string().check(z.regex(/^\d{1,8}$/)),
  z.transform((text) => Number(text)),
);

/** The three numbers of a tile's path. */
export const tileNumbers = z.object({ z: whole, x: whole, y: whole }).check(z.refine(isTile));

export const searchInput = z.object({ text: optionalWords(100), zone: filters.shape.zone });
