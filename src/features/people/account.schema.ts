import * as z from 'zod/mini';
import { choice, id, integerField, tick, toArabicDigits, words } from '../../formats/fields.ts';
import { newPassword } from './sign-in.schema.ts';

export const accountForm = z.discriminatedUnion('intent', [
  z.object({ intent: z.literal('profile'), displayName: words(120), locale: choice(['th', 'en']) }),
  z.object({
    intent: z.literal('password'),
    /** Empty for an account that has no password yet. */
    currentPassword: z._default(z.string().check(z.maxLength(200, 'mistakeTooLong')), ''),
    newPassword,
  }),
  z.object({ intent: z.literal('sign-out-everywhere') }),
]);

/** Erasing wants its box ticked. */
export const eraseForm = z.object({
  isSure: z.pipe(tick, z.boolean().check(z.refine((value) => value, 'mistakeRequired'))),
});

/** Letters that cannot be taken for one another; the digits 0 and 1 and the letters I and O are left out. */
export const vouchLetters = 'ABCDEFGHJKLMNPQRSTUVWXYZ23456789';

export const vouchCodeForm = z.object({
  code: z.pipe(
    z.pipe(
      z.string('mistakeRequired').check(z.maxLength(40, 'mistakeTooLong')),
      z.transform((text) => toArabicDigits(text).toUpperCase().replace(/[\s-]/g, '')),
    ),
    z.string().check(z.minLength(1, 'mistakeRequired')),
  ),
});

export const makeVouchCodesForm = z.object({ zoneId: id, count: integerField(1, 50) });

/** Who is signed in, as programs are told. */
export const me = z.nullable(
  z.object({
    displayName: z.string(),
    verification: z.enum(['none', 'contact', 'resident']),
    isAdministrator: z.boolean(),
    memberships: z.array(
      z.object({ organisationId: z.string(), role: z.string(), nameTh: z.string(), nameEn: z.string() }),
    ),
  }),
);
