/** A run of words that stayed, went or came. */
export interface Change {
  kind: 'same' | 'removed' | 'added';
  text: string;
}

/** A table of more cells than this takes longer than anybody would wait for. */
const mostCells = 1_000_000;

/**
 * What changed between two texts, word by word (Thai has no spaces between words, so a segmenter finds them). The runs
 * that are the same or removed make up `before`, those that are the same or added make up `after`. By the longest
 * common subsequence; very long texts are told as one removal and one addition.
 */
export function diffWords(before: string, after: string, locale: string): Change[] {
  const segmenter = new Intl.Segmenter(locale, { granularity: 'word' });
  const words = (text: string): string[] => [...segmenter.segment(text)].map((each) => each.segment);
  const [old, young] = [words(before), words(after)];
  if (old.length * young.length > mostCells) {
    return join([
      { kind: 'removed', text: before },
      { kind: 'added', text: after },
    ]);
  }
  return join(walk(old, young, commonLengths(old, young)));
}

/** `lengths[i][j]`: how many words the rests from i and from j have in common, in order. */
function commonLengths(old: readonly string[], young: readonly string[]): Uint16Array[] {
  const lengths = Array.from({ length: old.length + 1 }, () => new Uint16Array(young.length + 1));
  for (let i = old.length - 1; i >= 0; i--) {
    const [row, below] = [lengths[i], lengths[i + 1]];
    if (!row || !below) continue;
    for (let j = young.length - 1; j >= 0; j--) {
      row[j] = old[i] === young[j] ? (below[j + 1] ?? 0) + 1 : Math.max(below[j] ?? 0, row[j + 1] ?? 0);
    }
  }
  return lengths;
}

function walk(old: readonly string[], young: readonly string[], lengths: readonly Uint16Array[]): Change[] {
  const changes: Change[] = [];
  let [i, j] = [0, 0];
  while (i < old.length || j < young.length) {
    const isSame = i < old.length && old[i] === young[j];
    const isRemoval = j >= young.length || (lengths[i + 1]?.[j] ?? -1) >= (lengths[i]?.[j + 1] ?? 0);
    const kind = isSame ? 'same' : i < old.length && isRemoval ? 'removed' : 'added';
    changes.push({ kind, text: (kind === 'added' ? young[j] : old[i]) ?? '' });
    if (kind !== 'added') i += 1;
    if (kind !== 'removed') j += 1;
  }
  return changes;
}

/** Neighbours of one kind become one run. */
function join(changes: readonly Change[]): Change[] {
  const runs: Change[] = [];
  for (const change of changes) {
    const last = runs.at(-1);
    if (last?.kind === change.kind) last.text += change.text;
    else if (change.text !== '') runs.push({ ...change });
  }
  return runs;
}
