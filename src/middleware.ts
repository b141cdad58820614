import { defineMiddleware } from 'astro:middleware';
import { AppError } from './server/errors.ts';
import { log } from './server/log.ts';

/** Turns a refusal thrown by a page's service into the page that says so; a bug into the page for bugs. */
export const onRequest = defineMiddleware(async (context, next) => {
  try {
    return allowBaseMap(await next(), context.locals.application.settings.basemapStyleUrl);
  } catch (error) {
    context.locals.failure = readFailure(error);
    if (context.locals.failure === 'bug') log.error('page failed', error, { requestId: context.locals.requestId });
    // A request of its own: the first one's body may have been read, and Astro cannot copy it then.
    return context.rewrite(new Request(new URL('/failure', context.url)));
  }
});

/** A base map from elsewhere may be read from the origin of its style, on every page, and from nowhere else. */
function allowBaseMap(response: Response, styleUrl: string | undefined): Response {
  const policy = response.headers.get('content-security-policy');
  if (!styleUrl || !policy) return response;
  const { origin } = new URL(styleUrl);
  const opened = policy
    .replace("connect-src 'self'", `connect-src 'self' ${origin}`)
    .replace("img-src 'self' data: blob:", `img-src 'self' data: blob: ${origin}`);
  response.headers.set('content-security-policy', opened);
  return response;
}

function readFailure(error: unknown): AppError['code'] | 'bug' {
  if (error instanceof AppError) return error.code;
  // The adapter throws this when a body that did not announce its length passes the limit.
  if (error instanceof Error && /body.*(too large|limit|exceed)/i.test(error.message)) return 'too-large';
  return 'bug';
}
