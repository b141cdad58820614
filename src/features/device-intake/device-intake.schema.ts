import * as z from 'zod/mini';
import { choice, integerField } from '../../formats/fields.ts';
import { toldConditions } from './conditions.ts';

/** The largest body of what a device sends. */
export const largestMessageBytes = 2048;

/** What a device says of itself, if anything; what else it sends is not looked at, and kept nowhere. */
export const heartbeat = z.object({
  condition: z.optional(choice(toldConditions)),
  /** The maker's code of a fault, such as `E-17`: letters, digits, dots and dashes. */
  fault: z.optional(z.string().check(z.regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,39}$/))),
});
export type Heartbeat = z.infer<typeof heartbeat>;

/** Which key of a device is to end. */
export const keyNumber = z.object({ number: integerField(1, 1_000_000) });
