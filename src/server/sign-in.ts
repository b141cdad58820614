import type { PageLocals } from './context.ts';
import { cookieName, writeCookie } from './cookies.ts';

const sessionSeconds = 60 * 86_400;

const isSecure = (locals: PageLocals): boolean => locals.application.settings.origin.startsWith('https:');

/** A Set-Cookie value for one of ours; no value clears it. */
export function cookieFor(locals: PageLocals, name: string, value: string, maxAgeSeconds: number): string {
  const secure = isSecure(locals);
  return writeCookie(cookieName(name, secure), value, { isSecure: secure, maxAgeSeconds });
}

/** The name that one of our cookies has on this server. */
export const nameOfCookie = (locals: PageLocals, name: string): string => cookieName(name, isSecure(locals));

/** Opens a new session, never one that the browser brought along, and returns the cookie to set. */
export async function startSession(locals: PageLocals, accountId: string): Promise<string> {
  if (locals.sessionToken) await locals.application.sessions.end(locals.sessionToken);
  const token = await locals.application.sessions.create(accountId);
  return cookieFor(locals, 'session', token, sessionSeconds);
}

/** Ends the session and returns the cookie that clears it. */
export async function endSession(locals: PageLocals): Promise<string> {
  if (locals.sessionToken) await locals.application.sessions.end(locals.sessionToken);
  return cookieFor(locals, 'session', '', 0);
}
