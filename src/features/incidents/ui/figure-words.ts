import { fill, formatDuration } from '../../../i18n/format.ts';
import type { Messages } from '../../../i18n/th.ts';
import type { WaitFigure } from '../figures.service.ts';

/** Below this a half and nine in ten say nothing. */
export const leastIncidents = 5;

/** "half within 0:21 · nine in ten within 1:05", as far as it is known. */
export function waitWords(words: Messages['incidentFigures'], { over, half, nineInTen }: WaitFigure): string {
  if (over < leastIncidents) return fill(words.few, { least: leastIncidents });
  if (half === undefined) return words.notHalf;
  if (nineInTen === undefined) return fill(words.half, { half: formatDuration(half) });
  return fill(words.halfAndMost, { half: formatDuration(half), most: formatDuration(nineInTen) });
}
