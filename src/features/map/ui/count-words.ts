import { fill, formatNumber } from '../../../i18n/format.ts';
import type { LayerName } from '../../../ui/map/layer-names.ts';
import type { LayerCounts } from './map-client.ts';
import type { MapParts } from './map-parts.ts';

/** How many things a layer has: "34 of 1,980" where filters leave some out; empty where nothing is counted. */
export function countWords(
  layer: LayerName,
  { words, locale, counts }: Pick<MapParts, 'words' | 'locale'> & { counts: LayerCounts },
): string {
  const count = counts.counts[layer];
  if (count === undefined) return '';
  const isFiltered = layer === 'incidents' && counts.allIncidents !== count;
  if (!isFiltered) return formatNumber(count, locale);
  const all = formatNumber(counts.allIncidents, locale);
  return fill(words.countOf, { count: formatNumber(count, locale), all });
}
