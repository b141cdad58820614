import type { IncomingMessage } from 'node:http';

/**
 * Where a request comes from. Behind proxies of ours each adds the address that it saw to the end of X-Forwarded-For,
 * so the one to believe stands as many places from the end as there are such proxies; anything before it was written
 * by the sender. Without proxies the header is not looked at.
 */
export function clientAddressOf(request: IncomingMessage, trustedProxies: number): string {
  const direct = request.socket.remoteAddress ?? '';
  if (trustedProxies === 0) return direct;
  const header = request.headers['x-forwarded-for'];
  const addresses = (Array.isArray(header) ? header.join(',') : (header ?? ''))
    .split(',')
    .map((address) => address.trim());
  return addresses.at(-trustedProxies) || direct;
}
