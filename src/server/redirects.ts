/** Sends the browser on after a form, with cookies to set or clear on the way. */
export function seeOther(location: string, cookies: readonly string[] = []): Response {
  const headers = new Headers({ Location: location, 'Cache-Control': 'no-store' });
  for (const cookie of cookies) headers.append('Set-Cookie', cookie);
  return new Response(null, { status: 303, headers });
}

/** Backslashes and control characters, which some browsers read as slashes or drop. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are the ones to refuse
const unsafe = /[\u0000-\u0020\u007f\\]/;

/** The path to go on to when it is one of ours, else `fallback`: a link must never lead through us to somewhere else. */
export function safeNext(next: string | null | undefined, fallback: string): string {
  if (!next?.startsWith('/') || next.startsWith('//') || next.length > 2000 || unsafe.test(next)) return fallback;
  const base = 'http://here.invalid';
  if (!URL.canParse(next, base)) return fallback;
  const url = new URL(next, base);
  // Dots in a path may fold into a second slash at its beginning.
  return url.origin === base && !url.pathname.startsWith('//') ? `${url.pathname}${url.search}` : fallback;
}
