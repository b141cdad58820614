import type { IncomingMessage } from 'node:http';
import { anonymous } from '../../server/access.ts';
import { contextOf } from '../../server/context.ts';
import { AppError, type ErrorCode } from '../../server/errors.ts';
import { readBody } from '../../server/http/body.ts';
import type { SideHandler } from '../../server/http/handle.ts';
import { refuse } from '../../server/http/plain-pages.ts';
import { analyticsPath } from '../../server/http/security.ts';
import { log } from '../../server/log.ts';
import { type AnalyticsMessage, takeAnalytics } from './analytics.service.ts';

/** With the picture that Plate Recognizer sends along, which is read past. */
const largestMessageBytes = 4 * 1024 * 1024;

/** Answers `POST /analytics/{camera}/{source}`. Beside the pages, because what is signed are the bytes as they came. */
export function createAnalyticsHandler(): SideHandler {
  return async (request, response, locals) => {
    const [, cameraId, source] = analyticsPath.exec(locals.path) ?? [];
    if (cameraId === undefined || source === undefined) return false;
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
      const body = Uint8Array.from(await readBody(request, largestMessageBytes));
      // Whoever is signed in here says nothing of a camera.
      const context = { ...contextOf(locals), viewer: anonymous };
      const status = await takeAnalytics(context, { cameraId, source, body, ...headersOf(request) });
      response.writeHead(200, { 'Content-Type': 'application/json; charset=utf-8', 'Cache-Control': 'no-store' });
      response.end(JSON.stringify({ status }));
      return true;
    } catch (error) {
      if (!(error instanceof AppError)) {
        log.error('a camera’s reading failed', error, { requestId: locals.requestId });
        return deny('unavailable', 500);
      }
      if (error.code === 'invalid') response.setHeader('X-Refused-Because', error.message);
      return deny(error.code);
    }
  };
}

function headersOf({ headers }: IncomingMessage): Pick<AnalyticsMessage, 'signature' | 'shown' | 'contentType'> {
  const one = (name: string): string | undefined => {
    const value = headers[name];
    return typeof value === 'string' ? value : undefined;
  };
  return {
    signature: { id: one('webhook-id'), timestamp: one('webhook-timestamp'), signature: one('webhook-signature') },
    shown: { authorization: one('authorization'), key: one('x-camera-key') },
    contentType: one('content-type') ?? '',
  };
}
