/** Where a layer's tiles are; MapLibre wants whole addresses. `query` filters, as in the page's address bar. */
export function tileUrl(origin: string, layer: string, query = ''): string {
  return `${origin}/tiles/${layer}/{z}/{x}/{y}.mvt${query && `?${query}`}`;
}
