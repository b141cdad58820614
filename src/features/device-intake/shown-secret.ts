import { createHash, timingSafeEqual } from 'node:crypto';

/**
 * The key that a sender shows with its message, for recognisers that cannot sign: `Authorization: Bearer`, the password
 * of basic authentication (so that it fits into an address), or the header `x-camera-key`. Undefined without one.
 */
export function shownSecret(headers: {
  authorization: string | undefined;
  key: string | undefined;
}): string | undefined {
  if (headers.key) return headers.key.trim();
  const [scheme = '', value = ''] = (headers.authorization ?? '').trim().split(/\s+/, 2);
  if (/^bearer$/i.test(scheme)) return value;
  if (!/^basic$/i.test(scheme)) return undefined;
  const plain = Buffer.from(value, 'base64').toString('utf8');
  const colon = plain.indexOf(':');
  return colon < 0 ? undefined : plain.slice(colon + 1);
}

/**
 * Whether what is shown is one of the keys: `whsec_` and base64, of either alphabet, as addresses like it. How long it
 * takes does not depend on how much of it is right.
 */
export function isOneOf(shown: string, keys: readonly Uint8Array[]): boolean {
  const bytes = Buffer.from(shown.replace(/^whsec_/, ''), 'base64');
  const given = createHash('sha256').update(bytes).digest();
  return keys.map((key) => timingSafeEqual(createHash('sha256').update(key).digest(), given)).includes(true);
}
