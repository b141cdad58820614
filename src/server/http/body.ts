import type { IncomingMessage } from 'node:http';

/** The largest body that we take. The page adapter enforces it too, for bodies that do not announce their length. */
export const largestBodyBytes = 12 * 1024 * 1024;

/** Whether the request announces a body over the limit. */
export function announcesTooLarge(request: IncomingMessage): boolean {
  return Number(request.headers['content-length'] ?? 0) > largestBodyBytes;
}
