/**
 * The value of a cookie as it was sent, undecoded: ours hold only letters, digits, `-`, `_` and `.`, and a stray `%` in
 * somebody else's cookie must not throw.
 */
export function readCookie(header: string | undefined, name: string): string | undefined {
  for (const pair of (header ?? '').split(';')) {
    const equals = pair.indexOf('=');
    if (equals > 0 && pair.slice(0, equals).trim() === name) return pair.slice(equals + 1).trim();
  }
  return undefined;
}

/** A Set-Cookie value for one of ours: host-only, unreadable to scripts, secure wherever the origin is. */
export function writeCookie(
  name: string,
  value: string,
  options: { isSecure: boolean; maxAgeSeconds: number },
): string {
  const secure = options.isSecure ? '; Secure' : '';
  return `${name}=${value}; Path=/; HttpOnly; SameSite=Lax; Max-Age=${options.maxAgeSeconds}${secure}`;
}

/** `__Host-` ties a cookie to this very host, and browsers take it over https only. */
export function cookieName(name: string, isSecure: boolean): string {
  return isSecure ? `__Host-${name}` : name;
}
