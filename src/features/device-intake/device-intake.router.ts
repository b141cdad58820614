import type { IncomingMessage, ServerResponse } from 'node:http';
import type { WebhookHeaders } from '../../formats/standard-webhooks.ts';
import { anonymous } from '../../server/access.ts';
import { contextOf } from '../../server/context.ts';
import { AppError, type ErrorCode } from '../../server/errors.ts';
import { readBody } from '../../server/http/body.ts';
import type { SideHandler } from '../../server/http/handle.ts';
import { refuse } from '../../server/http/plain-pages.ts';
import { signedPath } from '../../server/http/security.ts';
import { log } from '../../server/log.ts';
import { largestHeartbeatBytes } from './device-intake.schema.ts';
import { takeHeartbeat } from './heartbeat.service.ts';

/** Answers `POST /devices/{id}/heartbeat`. Beside the pages, because what is signed are the bytes as they came. */
export function createDeviceHandler(): SideHandler {
  return async (request, response, locals) => {
    const deviceId = signedPath.exec(locals.path)?.[1];
    if (deviceId === undefined) return false;
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
      const body = await readBody(request, largestHeartbeatBytes);
      // Whoever is signed in here says nothing of a device.
      const context = { ...contextOf(locals), viewer: anonymous };
      const status = await takeHeartbeat(context, { deviceId, headers: headersOf(request), body });
      sendJson(response, { status });
      return true;
    } catch (error) {
      if (error instanceof AppError) return deny(error.code);
      log.error('heartbeat failed', error, { requestId: locals.requestId });
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

function sendJson(response: ServerResponse, content: object): void {
  response.writeHead(200, { 'Content-Type': 'application/json; charset=utf-8', 'Cache-Control': 'no-store' });
  response.end(JSON.stringify(content));
}
