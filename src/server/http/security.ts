import type { IncomingMessage, ServerResponse } from 'node:http';

/** Headers that every answer carries. The content security policy is made by Astro, with the hashes of its scripts. */
export function setSecurityHeaders(response: ServerResponse, isSecure: boolean): void {
  response.setHeader('X-Content-Type-Options', 'nosniff');
  response.setHeader('X-Frame-Options', 'DENY');
  response.setHeader('Referrer-Policy', 'same-origin');
  response.setHeader('Cross-Origin-Opener-Policy', 'same-origin');
  response.setHeader('Permissions-Policy', 'geolocation=(self), camera=(self), microphone=()');
  if (isSecure) response.setHeader('Strict-Transport-Security', 'max-age=31536000');
}

/** Whether the Host header names the origin that we serve; anything else is a rebinding or a mistake. */
export function isAllowedHost(request: IncomingMessage, origin: URL): boolean {
  return request.headers.host?.toLowerCase() === origin.host;
}

const safeMethods = new Set(['GET', 'HEAD', 'OPTIONS']);

export function isUnsafeMethod(request: IncomingMessage): boolean {
  return !safeMethods.has(request.method ?? 'GET');
}

/** Where other systems post incidents that they have signed. */
export const ingestPath = '/ingest/incidents';

/** What a device may post, signed by itself. */
type DeviceMessage = 'heartbeat' | 'press';

/** The device and what it posts, where it posts what it has signed; undefined for every other path. */
export function readDevicePath(path: string): { deviceId: string; what: DeviceMessage } | undefined {
  const [, deviceId, what] = /^\/devices\/([^/]{1,60})\/(heartbeat|press)$/.exec(path) ?? [];
  if (deviceId === undefined) return undefined;
  return { deviceId, what: what === 'press' ? 'press' : 'heartbeat' };
}

/** Where cameras' recognisers post what they read; its parts are the camera's id and the form. */
export const analyticsPath = /^\/analytics\/([^/]{1,60})\/([a-z-]{1,40})$/;

/**
 * What a machine posts: to where signatures count instead of cookies, by something that is no browser, for a browser
 * names its origin with everything that it posts. Undefined for everything else, which may not come without one.
 */
export function signedKindOf(
  request: IncomingMessage,
  path: string,
): DeviceMessage | 'analytics' | 'ingest' | undefined {
  const { origin, 'sec-fetch-site': site } = request.headers;
  if (request.method !== 'POST' || origin !== undefined || site !== undefined) return undefined;
  if (path === ingestPath) return 'ingest';
  return analyticsPath.test(path) ? 'analytics' : readDevicePath(path)?.what;
}

/** Whether the browser says that the request comes from one of our own pages, whatever its content type. */
export function isSameOrigin(request: IncomingMessage, origin: URL): boolean {
  const site = request.headers['sec-fetch-site'];
  if (site !== undefined && site !== 'same-origin') return false;
  return request.headers.origin === origin.origin;
}
