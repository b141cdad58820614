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

/** Where devices post what they have signed; its part is the device's id. */
export const signedPath = /^\/devices\/([^/]{1,60})\/heartbeat$/;

/** Where cameras' recognisers post what they read; its parts are the camera's id and the form. */
export const analyticsPath = /^\/analytics\/([^/]{1,60})\/([a-z-]{1,40})$/;

/**
 * Whether a request is a device's: posted to where signatures count instead of cookies, by something that is no browser,
 * for a browser names its origin with everything that it posts. Nothing else may come without one.
 */
export function isFromDevice(request: IncomingMessage, path: string): boolean {
  const { origin, 'sec-fetch-site': site } = request.headers;
  const isTheirs = signedPath.test(path) || analyticsPath.test(path);
  return request.method === 'POST' && origin === undefined && site === undefined && isTheirs;
}

/** Whether the browser says that the request comes from one of our own pages, whatever its content type. */
export function isSameOrigin(request: IncomingMessage, origin: URL): boolean {
  const site = request.headers['sec-fetch-site'];
  if (site !== undefined && site !== 'same-origin') return false;
  return request.headers.origin === origin.origin;
}
