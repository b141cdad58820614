import * as z from 'zod/mini';
import { email, id, toArabicDigits, words } from '../../formats/fields.ts';

/** A new password: long enough not to be guessed; every character counts, so nothing is trimmed. */
export const newPassword = z
  .string('mistakePassword')
  .check(z.minLength(10, 'mistakePassword'), z.maxLength(200, 'mistakeTooLong'));

/** A password as it is given to sign in; too long a text is not worth the work of hashing it. */
export const givenPassword = z
  .string('mistakeRequired')
  .check(z.minLength(1, 'mistakeRequired'), z.maxLength(200, 'mistakeTooLong'));

/** The six digits of an email, however they are spaced and in Thai digits too. */
const sixDigits = z.pipe(
  z.pipe(
    z.string('mistakeCode').check(z.maxLength(40, 'mistakeCode')),
    z.transform((text) => toArabicDigits(text).replace(/[\s-]/g, '')),
  ),
  z.string().check(z.regex(/^\d{6}$/, 'mistakeCode')),
);

const isEmpty = (value: unknown): boolean => value === '' || value === undefined;

export const signInForm = z.discriminatedUnion('intent', [
  z.object({ intent: z.literal('code'), email }),
  z.object({ intent: z.literal('password'), email, password: givenPassword }),
  z.object({ intent: z.literal('demonstration'), accountId: id }),
]);

export const codeForm = z.object({ code: sixDigits });

export const registerForm = z.object({
  displayName: words(120),
  email,
  /** May stay empty: then one signs in by codes alone. */
  password: z.pipe(
    z.transform((value) => (isEmpty(value) ? undefined : value)),
    z.optional(newPassword),
  ),
});
