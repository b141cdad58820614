import { alphabetOf, chanceOfReading, chancesOfMistake } from './confusion.ts';
import {
  accuracyOf,
  chanceOfLoss,
  type PlatePart,
  partsOf,
  provinceRatio,
  shareOfSameProvince,
  usualBaseRate,
} from './likelihood.ts';
import type { Plate } from './plate.ts';

/** What a watch-list is measured by. */
export interface WatchMeasure {
  /** A vehicle is told of from this likelihood (0 to 1) on. */
  threshold: number;
  /** The score that the recogniser usually gives. */
  score?: number;
  baseRate?: number;
  /** In how many of the readings the province was read. */
  shareWithProvince?: number;
}

/** How large a share of vehicles each likelihood ratio comes to; its logarithm is the key. */
type Spread = ReadonlyMap<number, number>;

/** Plates that are one sign shorter or longer are taken for this common beside those of the watched form. */
const shareOfOtherForms = 0.5;

/**
 * How many of the vehicles that pass a day are expected to be taken for a watched one and are not: readings a day × the
 * share of all possible readings that reach the threshold, summed over what is watched. Exact under the model of
 * `likelihood.ts` for readings of the watched form; for those that lost or gained a sign an upper estimate.
 */
export function falseMatchesPerDay(watched: readonly Plate[], readingsPerDay: number, measure: WatchMeasure): number {
  return watched.reduce((sum, plate) => sum + readingsPerDay * shareTakenFor(plate, measure), 0);
}

/** How likely (0 to 1) the watched vehicle is told of when it passes and nothing of its plate is lost. */
export function chanceOfNotice(watched: Plate, measure: WatchMeasure): number {
  const accuracy = accuracyOf(measure.score, watched.text.length);
  const { shareWithProvince = 0.5 } = measure;
  const right = provinceRatio(watched.province, watched.province);
  const read: readonly [number, number] = [logOf(right), shareWithProvince];
  const province: Spread = new Map(watched.province ? [[0, 1 - shareWithProvince], read] : [[0, 1]]);
  const signs = partsOf(watched).flatMap(({ text }) => [...text].map((sign) => spreadOf(sign, accuracy, 'of-itself')));
  return shareFrom(joined([...signs, province]), logNeeded(measure));
}

function shareTakenFor(plate: Plate, measure: WatchMeasure): number {
  const accuracy = accuracyOf(measure.score, plate.text.length);
  const needed = logNeeded(measure);
  const province = provinceSpread(plate, measure);
  const parts = partsOf(plate);
  const spreads = parts.map((part) => [...part.text].map((sign) => spreadOf(sign, accuracy, 'of-anybody')));
  const whole = joined([...spreads.flat(), province]);
  const complete = shareFrom(whole, needed);
  const others = parts.reduce((sum, part, index) => {
    const without = spreads.toSpliced(index, 1).flat();
    return sum + shareOneOff(part, spreads[index] ?? [], { without: [...without, province], whole, needed });
  }, 0);
  return complete + shareOfOtherForms * others;
}

/** The share of readings with one sign fewer or more in this part that reach what is needed, at most. */
function shareOneOff(
  { canLose, text, longest }: PlatePart,
  signs: readonly Spread[],
  { without, whole, needed }: { without: readonly Spread[]; whole: Spread; needed: number },
): number {
  if (!canLose) return 0;
  const neededOf = (places: number): number => needed - logOf(chanceOfLoss * places);
  const shorter = signs.map((_, index) => {
    return shareFrom(joined([...signs.toSpliced(index, 1), ...without]), neededOf(signs.length));
  });
  const places = text.length + 1;
  const longer = text.length < longest ? places * shareFrom(whole, neededOf(places)) : 0;
  return shorter.reduce((sum, share) => sum + share, longer);
}

function provinceSpread({ province }: Plate, { shareWithProvince = 0.5 }: WatchMeasure): Spread {
  if (!province) return new Map([[0, 1]]);
  return new Map([
    [0, 1 - shareWithProvince],
    [logOf(provinceRatio(province, province)), shareWithProvince * shareOfSameProvince],
    [
      logOf(provinceRatio('', province) * provinceRatio('another', province)),
      shareWithProvince * (1 - shareOfSameProvince),
    ],
  ]);
}

/** What one sign of the watched plate comes to, among readings of any vehicle or of the watched one itself. */
function spreadOf(sign: string, accuracy: number, whose: 'of-anybody' | 'of-itself'): Spread {
  const alphabet = alphabetOf(sign);
  const same = chanceOfReading(sign, sign, accuracy);
  const { lookAlike, other } = chancesOfMistake(alphabet, accuracy);
  const alike = alphabet.lookAlikes.get(sign)?.size ?? 0;
  const kinds = [
    { chance: same, signs: 1 },
    { chance: lookAlike, signs: alike },
    { chance: other, signs: alphabet.size - 1 - alike },
  ];
  const spread = new Map<number, number>();
  for (const { chance, signs } of kinds) {
    const key = logOf(chance * alphabet.size);
    const share = whose === 'of-anybody' ? signs / alphabet.size : signs * chance;
    if (signs > 0) spread.set(key, (spread.get(key) ?? 0) + share);
  }
  return spread;
}

/** The spread of the product of what is independent. */
function joined(spreads: readonly Spread[]): Spread {
  return spreads.reduce<Spread>(
    (sum, next) => {
      const product = new Map<number, number>();
      for (const [one, share] of sum)
        for (const [other, part] of next) {
          const key = rounded(one + other);
          product.set(key, (product.get(key) ?? 0) + share * part);
        }
      return product;
    },
    new Map([[0, 1]]),
  );
}

function shareFrom(spread: Spread, needed: number): number {
  let share = 0;
  for (const [ratio, part] of spread) if (ratio >= needed - 1e-6) share += part;
  return share;
}

/** The ratio that lifts the base rate to the threshold. */
function logNeeded({ threshold, baseRate = usualBaseRate }: WatchMeasure): number {
  const reached = Math.min(threshold, 1 - 1e-12);
  return logOf((reached / (1 - reached)) * ((1 - baseRate) / baseRate));
}

/** So that products that are the same in another order fall together. */
const rounded = (value: number): number => Math.round(value * 1e8) / 1e8;
const logOf = (value: number): number => rounded(Math.log(value));
