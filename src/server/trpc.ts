import { initTRPC, TRPCError } from '@trpc/server';
import type { Locale } from '../i18n/locale.ts';
import type { Context } from './context.ts';
import { AppError, type ErrorCode } from './errors.ts';
import { messageOfError } from './http/plain-pages.ts';
import { log } from './log.ts';

/** What procedures get: a service's context, and the language to answer in. */
export interface ProcedureContext extends Context {
  locale: Locale;
  requestId: string;
  /** The token by which the browser is counted once, and how to give it one. */
  countedCookie: { value: string | undefined; keep: (token: string) => void };
}

const codes: Record<ErrorCode, TRPCError['code']> = {
  invalid: 'BAD_REQUEST',
  'sign-in-required': 'UNAUTHORIZED',
  'not-found': 'NOT_FOUND',
  conflict: 'CONFLICT',
  'too-large': 'PAYLOAD_TOO_LARGE',
  'too-many': 'TOO_MANY_REQUESTS',
  unavailable: 'SERVICE_UNAVAILABLE',
};

const t = initTRPC.context<ProcedureContext>().create({
  // Only the code and words for people leave: no stack, no path on disk, no query.
  errorFormatter({ shape, error, ctx }) {
    const locale = ctx?.locale ?? 'th';
    const code = error.cause instanceof AppError ? error.cause.code : codeOfParseError(error);
    const mistakes = error.cause instanceof AppError ? error.cause.fields : {};
    const message = code ? messageOfError(code, locale) : messageOfError('unavailable', locale);
    return { ...shape, message, data: { code: shape.data.code, httpStatus: shape.data.httpStatus, mistakes } };
  },
});

function codeOfParseError(error: TRPCError): ErrorCode | undefined {
  if (error.code === 'BAD_REQUEST' || error.code === 'PARSE_ERROR') return 'invalid';
  if (error.code === 'NOT_FOUND') return 'not-found';
  if (error.code === 'METHOD_NOT_SUPPORTED') return 'invalid';
  return undefined;
}

export const router = t.router;

/** The one kind of procedure: refusals become their tRPC code here, bugs are logged and told apart from them. */
export const procedure = t.procedure.use(async ({ next, ctx, path }) => {
  const result = await next();
  if (result.ok) return result;
  const { cause } = result.error;
  if (cause instanceof AppError) throw new TRPCError({ code: codes[cause.code], message: cause.message, cause });
  if (result.error.code === 'INTERNAL_SERVER_ERROR')
    log.error('procedure failed', cause, { path, requestId: ctx.requestId });
  return result;
});
