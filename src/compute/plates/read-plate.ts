import { bareOf, findProvince, type Run } from './find-province.ts';
import type { Plate } from './plate.ts';

/** Longer than anything that stands on a plate with its province. */
const longestWritten = 120;
const longestText = 30;

/** The consonants of plates: ฃ and ฅ are read as ข and ค before, ฤ and ฦ are vowels. */
const consonant = '[\\u0e01\\u0e02\\u0e04\\u0e06-\\u0e23\\u0e25\\u0e27-\\u0e2e]';
const carForm = new RegExp(`^([1-9]?)(${consonant}{2})([0-9]{1,4})$`);
const motorcycleForm = new RegExp(`^()(${consonant}{3})([0-9]{1,4})$`);

/** Digits as recognisers of Latin letters write them when they stand among Thai ones. */
const latinForDigit: Record<string, string> = {
  O: '0',
  Q: '0',
  D: '0',
  I: '1',
  L: '1',
  Z: '2',
  S: '5',
  G: '6',
  B: '8',
};

/**
 * Reads a plate as a recogniser or a person writes it: on one line, two or three; with Thai or Arabic digits, spaces,
 * dashes and dots; the province in full, in English, in short, without its marks, or not at all. What has none of the
 * known forms is `other`; undefined when there is nothing to read, or far too much.
 */
export function readPlate(written: string): Plate | undefined {
  const runs = runsOf(written);
  const found = findProvince(runs, (core) => plateOf(bareOf(core), undefined, false).kind !== 'other');
  const left = found
    ? [...runs.slice(0, found.from), { script: 'thai' as const, text: found.rest }, ...runs.slice(found.to)]
    : runs;
  const core = bareOf(left.map(({ text }) => text).join(''));
  if ((core === '' && !found) || core.length > longestText) return undefined;
  const isBetween = found !== undefined && found.to < runs.length && found.from + (found.rest ? 1 : 0) > 0;
  return plateOf(core, found?.name, isBetween);
}

function runsOf(written: string): Run[] {
  const text = written
    .slice(0, longestWritten)
    .normalize('NFC')
    .replace(/[\uff10-\uff19]/g, (digit) => String(digit.charCodeAt(0) - 0xff10))
    .replace(/[\u0e50-\u0e59]/g, (digit) => String(digit.charCodeAt(0) - 0xe50))
    .replace(/\u0e4d(?=\u0e32)\u0e32/g, '\u0e33')
    .replaceAll('ฃ', 'ข')
    .replaceAll('ฅ', 'ค')
    .toUpperCase();
  const runs = text.match(/[0-9]+|[A-Z]+|[\u0e01-\u0e2e\u0e30-\u0e3a\u0e40-\u0e45\u0e47-\u0e4e]+/g) ?? [];
  return runs.map((run) => ({ text: run, script: scriptOf(run) })).filter(({ text: run }) => bareOf(run) !== '');
}

function scriptOf(run: string): Run['script'] {
  if (/^[0-9]/.test(run)) return 'digits';
  return /^[A-Z]/.test(run) ? 'latin' : 'thai';
}

function plateOf(core: string, province: string | undefined, isProvinceBetween: boolean): Plate {
  const text = /[\u0e01-\u0e2e]/.test(core)
    ? core.replace(/[A-Z]/g, (letter) => latinForDigit[letter] ?? letter)
    : core;
  const car = carForm.exec(text);
  const match = car ?? motorcycleForm.exec(text);
  if (!match) {
    // "จ." and "จังหวัด" belong to the name that follows.
    const alone = province ? core.replace(/(จ|จงหวด)+$/, '') : core;
    if (alone !== core) return plateOf(alone, province, isProvinceBetween);
    return { kind: 'other', category: '', letters: '', number: '', province, text: core };
  }
  const [, category = '', letters = '', number = ''] = match;
  const kind = car && !isProvinceBetween ? 'car' : 'motorcycle';
  return { kind, category, letters, number, province, text };
}
