import type { IncomingMessage } from 'node:http';
import type { WebhookHeaders } from '../../formats/standard-webhooks.ts';
import type { PageLocals } from '../context.ts';
import { AppError, type ErrorCode } from '../errors.ts';
import { log } from '../log.ts';
import { readBody } from './body.ts';
import type { SideHandler } from './handle.ts';
import { refuse } from './plain-pages.ts';

/** What a machine posted, as it came. */
interface Posted {
  headers: WebhookHeaders;
  body: Uint8Array;
}

/** How it is answered, as JSON. */
interface SignedAnswer {
  status?: number;
  headers?: Record<string, string>;
  content: object;
}

/**
 * Answers what machines post and sign, beside the pages, because what is signed are the bytes as they came. `targetOf`
 * says what a request is for, undefined for what is another's.
 */
export function createSignedHandler<Target>(options: {
  targetOf: (locals: PageLocals) => Target | undefined;
  largestBytes: number;
  take: (target: Target, posted: Posted, locals: PageLocals) => Promise<SignedAnswer>;
}): SideHandler {
  return async (request, response, locals) => {
    const target = options.targetOf(locals);
    if (target === undefined) return false;
    const deny = (code: ErrorCode, status?: number): true => {
      const isUnread = code === 'too-large';
      const headers = isUnread ? { headers: { Connection: 'close' } } : {};
      refuse(response, code, { locale: locals.locale, wantsJson: true, ...headers, ...(status ? { status } : {}) });
      return true;
    };
    if (request.method !== 'POST') {
      response.setHeader('Allow', 'POST');
      return deny('invalid', 405);
    }
    try {
      const body = await readBody(request, options.largestBytes);
      const {
        status = 200,
        headers,
        content,
      } = await options.take(target, { headers: headersOf(request), body }, locals);
      const usual = { 'Content-Type': 'application/json; charset=utf-8', 'Cache-Control': 'no-store' };
      response.writeHead(status, { ...usual, ...headers });
      response.end(JSON.stringify(content));
      return true;
    } catch (error) {
      if (error instanceof AppError) return deny(error.code);
      log.error(`${locals.path.split('/')[1]} message failed`, error, { requestId: locals.requestId });
      return deny('unavailable', 500);
    }
  };
}

function headersOf({ headers }: IncomingMessage): WebhookHeaders {
  const one = (name: string): string | undefined => {
    const value = headers[name];
    return typeof value === 'string' ? value : undefined;
  };
  return { id: one('webhook-id'), timestamp: one('webhook-timestamp'), signature: one('webhook-signature') };
}
