import { plateProvinces } from './provinces.ts';

/** A run of digits, of Latin or of Thai letters, in the order in which they were written. */
export type Run = { script: 'digits' | 'latin' | 'thai'; text: string };

/** Which runs name a province, and what letters hang on to its name. */
export interface FoundProvince {
  name: string;
  /** The first run, and the one after the last. */
  from: number;
  to: number;
  /** What is left of these runs without the name. */
  rest: string;
}

/** Vowels above and below, tones and the mark of silence: what recognisers lose first. */
const marks = /[\u0e31\u0e34-\u0e3a\u0e47-\u0e4e]/g;
const fewConsonants = /^[\u0e01-\u0e2e]{0,3}$/;

/** A word without its small marks. */
export const bareOf = (text: string): string => text.replace(marks, '');

const byThaiName = new Map(
  plateProvinces.flatMap((province) => [province.name, ...province.short].map((name) => [bareOf(name), province])),
);
const byEnglishName = new Map(
  plateProvinces.map((province) => [province.english.toUpperCase().replace(/[^A-Z]/g, ''), province]),
);
/** Names that cannot be the letters of a plate. */
const longNames = [...byThaiName.keys()]
  .filter((name) => !fewConsonants.test(name))
  .sort((a, b) => b.length - a.length);

/**
 * The province that the runs name, in full, in English, in short or without its marks; undefined without one. A short
 * form could be the plate's letters as well, so it counts only where what is left without it still is a plate.
 */
export function findProvince(runs: readonly Run[], isPlate: (core: string) => boolean): FoundProvince | undefined {
  return findLongName(runs) ?? findShortName(runs, isPlate);
}

/** The name that ends last, and of these the one on which the least hangs. */
function findLongName(runs: readonly Run[]): FoundProvince | undefined {
  for (let to = runs.length; to > 0; to--) {
    let best: FoundProvince | undefined;
    let joined = '';
    const script = runs[to - 1]?.script;
    for (let from = to - 1; from >= 0 && runs[from]?.script === script; from--) {
      joined = (runs[from]?.text ?? '') + joined;
      const found = script === 'latin' ? readEnglish(joined) : script === 'thai' ? readThai(joined) : undefined;
      if (found && (!best || found.rest.length <= best.rest.length)) best = { ...found, from, to };
    }
    if (best) return best;
  }
  return undefined;
}

function readEnglish(text: string): { name: string; rest: string } | undefined {
  const province = byEnglishName.get(text);
  return province && { name: province.name, rest: '' };
}

function readThai(text: string): { name: string; rest: string } | undefined {
  const bare = bareOf(text).replace(/^จงหวด/, '');
  // With its marks a short name is no row of letters: "ตรัง" is a province, "ตรง" may be a motorcycle.
  const isWord = text !== bareOf(text);
  for (const candidate of [bare, bare.replace(/^จ/, '')]) {
    const province = byThaiName.get(candidate);
    if (province && (isWord || !fewConsonants.test(candidate))) return { name: province.name, rest: '' };
  }
  return withLettersBeside(bare);
}

/** A name that was written in one with the letters of the plate. */
function withLettersBeside(bare: string): { name: string; rest: string } | undefined {
  for (const name of longNames) {
    const rest = bare.endsWith(name)
      ? bare.slice(0, -name.length)
      : bare.startsWith(name)
        ? bare.slice(name.length)
        : undefined;
    if (rest !== undefined && fewConsonants.test(rest)) return { name: byThaiName.get(name)?.name ?? name, rest };
  }
  return undefined;
}

/** The short form that ends last. */
function findShortName(runs: readonly Run[], isPlate: (core: string) => boolean): FoundProvince | undefined {
  for (let to = runs.length; to > 0; to--) {
    let joined = '';
    for (let from = to - 1; from >= 0 && runs[from]?.script === 'thai'; from--) {
      joined = bareOf(runs[from]?.text ?? '') + joined;
      const province = byThaiName.get(joined);
      const left = [...runs.slice(0, from), ...runs.slice(to)].map(({ text }) => text).join('');
      if (province && isPlate(left)) return { name: province.name, from, to, rest: '' };
    }
  }
  return undefined;
}
