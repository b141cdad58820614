import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Database } from '../../db/client/database.ts';
import { findOrInsertSetting } from './browser-token.queries.ts';
import { hashSecret, newSecret } from './identifiers.ts';

/**
 * A browser that wants to be counted once gets a token that we have signed, so that numbers cannot be made up. It says
 * nothing about the person, and is given only when somebody asks to be counted.
 */
export interface CountedBrowser {
  /** What is kept of the browser: `browser:` and a hash of its token. */
  person: string;
  /** The token to give to the browser, when it has none of ours yet. */
  newToken: string | undefined;
}

/** Recognises the browser by its cookie, or gives it a token. */
export async function countBrowser(database: Database, cookie: string | undefined, now: Date): Promise<CountedBrowser> {
  const key = await findOrInsertSetting(database, { key: 'browser-token-key', value: newSecret(), updatedAt: now });
  const known = readToken(cookie, String(key));
  const token = known ?? newSecret();
  return {
    person: `browser:${hashSecret(token)}`,
    newToken: known ? undefined : `${token}.${sign(token, String(key))}`,
  };
}

function sign(token: string, key: string): string {
  return createHmac('sha256', key).update(token).digest('base64url');
}

function readToken(cookie: string | undefined, key: string): string | undefined {
  const [token = '', signature = ''] = (cookie ?? '').split('.');
  const expected = Buffer.from(sign(token, key));
  const given = Buffer.from(signature);
  const isOurs = expected.length === given.length && timingSafeEqual(expected, given);
  return isOurs && token !== '' ? token : undefined;
}
