import { defineMiddleware } from 'astro:middleware';
import { AppError } from './server/errors.ts';
import { log } from './server/log.ts';

/** Turns a refusal thrown by a page's service into the page that says so; a bug into the page for bugs. */
export const onRequest = defineMiddleware(async (context, next) => {
  try {
    return await next();
  } catch (error) {
    context.locals.failure = readFailure(error);
    if (context.locals.failure === 'bug') log.error('page failed', error, { requestId: context.locals.requestId });
    // A request of its own: the first one's body may have been read, and Astro cannot copy it then.
    return context.rewrite(new Request(new URL('/failure', context.url)));
  }
});

function readFailure(error: unknown): AppError['code'] | 'bug' {
  if (error instanceof AppError) return error.code;
  // The adapter throws this when a body that did not announce its length passes the limit.
  if (error instanceof Error && /body.*(too large|limit|exceed)/i.test(error.message)) return 'too-large';
  return 'bug';
}
