export type Locale = 'th' | 'en';

/** The path in the given language: Thai at `/…`, English at `/en/…`. `path` is the Thai one. */
export function localPath(locale: Locale, path: string): string {
  if (locale === 'th') return path;
  return path === '/' ? '/en' : `/en${path}`;
}

/** Splits a requested path into its language and the path without it. */
export function splitLocale(path: string): { locale: Locale; path: string } {
  if (path === '/en' || path === '/en/') return { locale: 'en', path: '/' };
  if (path.startsWith('/en/')) return { locale: 'en', path: path.slice(3) };
  return { locale: 'th', path };
}

/**
 * The language of what somebody typed, told by its letters, where it is not the page's own; undefined where nothing has
 * to be said. A screen reader chooses its voice by it, and a browser its line breaks.
 */
export function otherLanguageOf(text: string, locale: Locale): Locale | undefined {
  const language = /\p{Script=Thai}/u.test(text) ? 'th' : /[a-z]{3}/i.test(text) ? 'en' : locale;
  return language === locale ? undefined : language;
}
