import { createHash, randomUUID } from 'node:crypto';

const digest = (purpose: string, key: string): Buffer => createHash('sha256').update(`${purpose}:${key}`).digest();

/**
 * What is stored of the key that the reporter's browser made up: enough to recognise a second sending, nothing to find
 * the key by. In the shape of a uuid, because the column is one.
 */
export function storedKey(key: string): string {
  const hex = digest('report', key.toLowerCase()).toString('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20, 32)].join('-');
}

/**
 * The secret of the follow link. It comes from the browser's key, so that a second sending of the same report is
 * answered with the same link although only the secret's hash is kept.
 */
export function followSecretOf(key: string): string {
  return digest('follow', key.toLowerCase()).toString('base64url').slice(0, 32);
}

/** A key for one report, for browsers that do not make up their own. */
export const newReportKey = (): string => randomUUID();
