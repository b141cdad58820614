import { alphabetOf, chanceOfReading } from './confusion.ts';
import type { Plate } from './plate.ts';

/*
 * How likely it is that a vehicle that was read as `r` is the watched one `w`. Bayes' rule in odds:
 *
 *   odds(w | r) = odds(w) × LR,   LR = P(r | w) / P(r | any passing vehicle)
 *
 * `odds(w)` comes from the base rate: which share of the vehicles that pass are the watched one. P(r | w) is the product
 * of the chances of `confusion.ts`, sign by sign. Because that table is doubly stochastic, plates that are alike common
 * give readings that are alike common, whatever the mistakes, so that P(r | any) is 1 / (all plates of this form).
 * A recogniser's candidates are taken as its doubt between them, in proportion to their scores (virtual evidence:
 * J. Pearl, Probabilistic Reasoning in Intelligent Systems, 1988, section 2.2.2): LR is their weighted mean. Not in it:
 * that some numbers are more sought after than others, and plates that were copied, which say the same as the real one.
 */

/** One in a hundred thousand: in a street with 5,000 vehicles a day, the watched one passes every twenty days. */
export const usualBaseRate = 1e-5;

/** The chance that a reading loses a digit, or gains one that is not there. */
export const chanceOfLoss = 0.01;
/** How often a province is read as another, and how many of the vehicles that pass are taken to be of the same one. */
const chanceOfWrongProvince = 0.02;
export const shareOfSameProvince = 0.5;

/** What a recogniser takes a plate for, with its score from 0 to 1 where it gives one. */
export interface ReadPlate {
  plate: Plate;
  score: number | undefined;
}

/** Signs of a plate that belong together, and whether a recogniser may lose one or add one. */
export interface PlatePart {
  text: string;
  longest: number;
  canLose: boolean;
}

/** The parts of a plate in the order in which they stand. */
export function partsOf(plate: Plate): PlatePart[] {
  if (plate.kind === 'other') return [{ text: plate.text, longest: 30, canLose: true }];
  return [
    { text: plate.category, longest: 1, canLose: true },
    { text: plate.letters, longest: plate.letters.length, canLose: false },
    { text: plate.number, longest: 4, canLose: true },
  ];
}

/**
 * The share of signs that are read right, from a recogniser's score for a whole plate of so many signs: each of them
 * has to be. No recogniser is believed to be nearly always or hardly ever right, whatever it says of itself.
 */
export function accuracyOf(score: number | undefined, signs: number): number {
  const whole = Math.min(1, Math.max(0, score ?? 0.8));
  return Math.min(0.995, Math.max(0.8, whole ** (1 / Math.max(1, signs))));
}

/** How likely (0 to 1) the vehicle is the watched one, given what it was taken for. 0 where nothing was read. */
export function likelihoodOf(read: readonly ReadPlate[], watched: Plate, baseRate: number = usualBaseRate): number {
  const best = Math.max(0, ...read.map(({ score }) => score ?? 0)) || undefined;
  const weights = read.map(({ score }) => Math.max(1e-6, score ?? 1));
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  if (total === 0) return 0;
  const ratio = read.reduce((sum, { plate }, index) => {
    const accuracy = accuracyOf(best, plate.text.length);
    return sum + ((weights[index] ?? 0) / total) * likelihoodRatio(plate, watched, accuracy);
  }, 0);
  const odds = (baseRate / (1 - baseRate)) * ratio;
  return odds / (1 + odds);
}

/**
 * How many times more often the watched vehicle is read so than any other that passes. The same both ways round; 0 for
 * another form, and where more than one sign is missing or too many.
 */
export function likelihoodRatio(read: Plate, watched: Plate, accuracy: number): number {
  if ((read.kind === 'other') !== (watched.kind === 'other')) return 0;
  const [readParts, watchedParts] = [partsOf(read), partsOf(watched)];
  let ratio = provinceRatio(read.province, watched.province);
  let lost = 0;
  for (const [index, part] of watchedParts.entries()) {
    const text = readParts[index]?.text ?? '';
    const gap = Math.abs(text.length - part.text.length);
    lost += gap;
    if (lost > 1 || (gap > 0 && !part.canLose)) return 0;
    ratio *= partRatio(part.text, text, accuracy);
  }
  return ratio;
}

/** The province says nothing where it was not read or is not known. */
export function provinceRatio(read: string | undefined, watched: string | undefined): number {
  if (!read || !watched) return 1;
  return read === watched
    ? (1 - chanceOfWrongProvince) / shareOfSameProvince
    : chanceOfWrongProvince / (1 - shareOfSameProvince);
}

function partRatio(one: string, other: string, accuracy: number): number {
  const [short, long] = one.length <= other.length ? [one, other] : [other, one];
  if (short.length === long.length) return signsRatio(short, long, accuracy);
  const alignments = [...long].map((_, index) => long.slice(0, index) + long.slice(index + 1));
  return chanceOfLoss * alignments.reduce((sum, left) => sum + signsRatio(left, short, accuracy), 0);
}

function signsRatio(was: string, read: string, accuracy: number): number {
  let ratio = 1;
  for (let index = 0; index < was.length; index++)
    ratio *= ratioOfSign(was.charAt(index), read.charAt(index), accuracy);
  return ratio;
}

const ratioOfSign = (was: string, read: string, accuracy: number): number =>
  chanceOfReading(was, read, accuracy) * alphabetOf(was).size;
