import { maskPlate } from '../../compute/plates/plate.ts';
import { readPlate } from '../../compute/plates/read-plate.ts';

/** What is watched as a list shows it: hardly anything of it. Empty once it was erased. */
export function maskWatched(kind: string, watched: string | null): string {
  if (watched === null) return '';
  const text = kind === 'plate' ? (readPlate(watched)?.text ?? watched) : watched;
  return maskPlate({ text });
}
