import { randomUUID } from 'node:crypto';
import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import compression from 'compression';
import sirv from 'sirv';
import { type Locale, splitLocale } from '../../i18n/locale.ts';
import type { Application, PageLocals } from '../context.ts';
import { cookieName, readCookie } from '../cookies.ts';
import type { ErrorCode } from '../errors.ts';
import { log } from '../log.ts';
import type { Metrics } from '../metrics.ts';
import { clientAddressOf } from './address.ts';
import { announcesTooLarge } from './body.ts';
import { createWriteLimits } from './limits.ts';
import { refuse } from './plain-pages.ts';
import { isAllowedHost, isSameOrigin, isUnsafeMethod, setSecurityHeaders, signedKindOf } from './security.ts';

export type PageHandler = (
  request: IncomingMessage,
  response: ServerResponse,
  next: (error?: unknown) => void,
  locals: PageLocals,
) => unknown;

/** Answers paths that are served beside the pages; returns false to pass the request on. */
export type SideHandler = (
  request: IncomingMessage,
  response: ServerResponse,
  locals: PageLocals,
) => boolean | Promise<boolean>;

/** What stands behind the checks. */
export interface Handlers {
  application: Application;
  metrics: Metrics;
  /** Whether this process can serve: its database answers and it is not stopping. */
  isReady: () => Promise<boolean>;
  clientFolder: string;
  sides: readonly SideHandler[];
  page: PageHandler;
}

const signInPath = /^\/(sign-in|register|invitation)(\/|$)/;
const writeOf = (path: string) => (signInPath.test(path) ? 'sign-in' : 'form');

/**
 * The way of every request: host, health, size, origin, rate, files, who asks, then the page. Each step either answers
 * or passes on, so that nothing behind it need ask again.
 */
export function createRequestListener(handlers: Handlers): RequestListener {
  const { application } = handlers;
  const origin = new URL(application.settings.origin);
  const isSecure = origin.protocol === 'https:';
  const limits = createWriteLimits();
  const files = sirv(handlers.clientFolder, {
    etag: true,
    brotli: true,
    gzip: true,
    dotfiles: false,
    setHeaders: setFileHeaders,
  });
  const compress = compression({ threshold: 1024 });

  return (request, response) => {
    void answer(request, response).catch((error) => {
      log.error('request failed', error);
      refuse(response, 'unavailable', { locale: 'th', wantsJson: false, status: 500 });
    });
  };

  /** The page handler passes on what no page answers to; the failure page says so in full dress. */
  function renderNotFound(request: IncomingMessage, response: ServerResponse, locals: PageLocals): void {
    request.url = '/failure';
    request.method = 'GET';
    const nothing = (): void => refuse(response, 'not-found', { locale: locals.locale, wantsJson: wantsJson(request) });
    handlers.page(request, response, nothing, { ...locals, failure: 'not-found' });
  }

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const startedAt = performance.now();
    const requestId = randomUUID();
    setSecurityHeaders(response, isSecure);
    response.setHeader('X-Request-Id', requestId);
    response.once('close', () => handlers.metrics.observe(request, response, performance.now() - startedAt));

    const { locale, path, search } = readTarget(request);
    const deny = (code: ErrorCode, more: { status?: number; headers?: Record<string, string> } = {}) =>
      refuse(response, code, { locale, wantsJson: wantsJson(request), ...more });

    if (path === '/healthz') return sendText(response, 200, 'ok');
    if (!isAllowedHost(request, origin)) return deny('invalid', { status: 421 });
    if (path === '/readyz') return sendText(response, (await handlers.isReady()) ? 200 : 503, 'readiness');
    if (path === '/metrics') return sendText(response, 200, await handlers.metrics.text());
    if (holdsNullByte(request)) return deny('invalid');
    if (announcesTooLarge(request)) return deny('too-large', { headers: { Connection: 'close' } });

    const clientAddress = clientAddressOf(request, application.settings.trustedProxies);
    if (isUnsafeMethod(request)) {
      const signed = signedKindOf(request, path);
      if (!signed && !isSameOrigin(request, origin)) return deny('invalid', { status: 403 });
      const wait = await limits.secondsToWait(clientAddress, signed ?? writeOf(path));
      if (wait > 0) return deny('too-many', { headers: { 'Retry-After': String(wait) } });
    }

    // Before the files, because those that were not compressed ahead are compressed on the way.
    await new Promise<void>((resolve) => compress(request as never, response as never, () => resolve()));
    if (request.method === 'GET' || request.method === 'HEAD') {
      const isFile = await new Promise<boolean>((resolve) => {
        response.once('close', () => resolve(true));
        files(request, response, () => resolve(false));
      });
      if (isFile) return;
    }

    const sessionToken = readCookie(request.headers.cookie, cookieName('session', isSecure));
    const viewer = await application.sessions.viewer(sessionToken);
    const locals: PageLocals = { application, viewer, sessionToken, locale, path, search, requestId, clientAddress };
    if (viewer.account) response.setHeader('Cache-Control', 'private, no-store');
    for (const side of handlers.sides) if (await side(request, response, locals)) return;
    request.url = path + search;
    await handlers.page(request, response, () => renderNotFound(request, response, locals), locals);
  }
}

function readTarget(request: IncomingMessage): { locale: Locale; path: string; search: string } {
  const target = request.url ?? '/';
  const question = target.indexOf('?');
  const whole = question < 0 ? target : target.slice(0, question);
  return { ...splitLocale(whole), search: question < 0 ? '' : target.slice(question) };
}

/** No address of ours has one, and PostgreSQL's texts cannot hold it. */
function holdsNullByte(request: IncomingMessage): boolean {
  return /%00/.test(request.url ?? '');
}

function wantsJson(request: IncomingMessage): boolean {
  const url = request.url ?? '';
  return (request.headers.accept ?? '').includes('json') || /^\/(trpc|devices|analytics|ingest)\b/.test(url);
}

function sendText(response: ServerResponse, status: number, text: string): void {
  response.writeHead(status, { 'Content-Type': 'text/plain; charset=utf-8', 'Cache-Control': 'no-store' });
  response.end(text);
}

/** Built files carry a hash of their content in their name, so they never change. */
function setFileHeaders(response: ServerResponse, path: string): void {
  const isHashed = path.startsWith('/assets/');
  response.setHeader('Cache-Control', isHashed ? 'public, max-age=31536000, immutable' : 'public, max-age=3600');
}
