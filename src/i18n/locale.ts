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
