import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Database } from '../../db/client/database.ts';
import type { PageLocals } from './context.ts';
import { cookieName, readCookie, writeCookie } from './cookies.ts';
import { hashSecret, newSecret } from './identifiers.ts';
import { findOrInsertSetting } from './made-settings.queries.ts';

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

const cookie = 'counted';
const maxAgeSeconds = 365 * 86_400;

const isSecure = ({ application }: PageLocals): boolean => application.settings.origin.startsWith('https:');

/** The token that the browser brought along, as it was sent. */
export function readCountedCookie(locals: PageLocals, header: string | null | undefined): string | undefined {
  return readCookie(header ?? undefined, cookieName(cookie, isSecure(locals)));
}

/** The Set-Cookie value that gives the browser its token. */
export function writeCountedCookie(locals: PageLocals, token: string): string {
  return writeCookie(cookieName(cookie, isSecure(locals)), token, { isSecure: isSecure(locals), maxAgeSeconds });
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
