/** A source of chance that gives the same numbers for the same seed, everywhere and always. */
export interface Random {
  /** At least 0, less than 1. */
  next(): number;
  /** At least `low`, less than `high`. */
  between(low: number, high: number): number;
  /** A whole number from `low` to `high`, both included. */
  integer(low: number, high: number): number;
  /** True this often. */
  chance(probability: number): boolean;
  /** One of the items, each as likely as the others. Throws when there is none. */
  pick<Item>(items: readonly Item[]): Item;
  /** One of the items, as likely as its weight says. Throws when there is none. */
  weighted<Item>(items: readonly Item[], weight: (item: Item) => number): Item;
  /** The items in another order; the given ones stay as they are. */
  shuffled<Item>(items: readonly Item[]): Item[];
  /** Normally distributed around 0 with standard deviation 1. */
  normal(): number;
  /** How many of something that happens `mean` times on average. */
  poisson(mean: number): number;
  /** A uuid v7 of this moment whose other bits come from this source. */
  id(moment: Date): string;
  /** An independent source for one part of the work, so that a change in one part leaves the others as they were. */
  fork(label: string): Random;
}

/** Chance from a seed by sfc32 (Chris Doty-Humphrey, PractRand, public domain). */
export function createRandom(seed: string): Random {
  const next = sfc32(hash(seed));
  const random: Random = {
    next,
    between: (low, high) => low + next() * (high - low),
    integer: (low, high) => low + Math.floor(next() * (high - low + 1)),
    chance: (probability) => next() < probability,
    pick: (items) => at(items, Math.floor(next() * items.length)),
    weighted: (items, weight) => pickWeighted(items, weight, next()),
    shuffled: (items) => shuffle(items, next),
    normal: () => Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next()),
    poisson: (mean) => drawPoisson(mean, random),
    id: (moment) => uuidAt(moment, next),
    fork: (label) => createRandom(`${seed}/${label}`),
  };
  return random;
}

function at<Item>(items: readonly Item[], index: number): Item {
  const item = items[index];
  if (item === undefined) throw new RangeError('There is nothing to choose from.');
  return item;
}

function pickWeighted<Item>(items: readonly Item[], weight: (item: Item) => number, chance: number): Item {
  const total = items.reduce((sum, item) => sum + weight(item), 0);
  let left = chance * total;
  for (const item of items) {
    left -= weight(item);
    if (left < 0) return item;
  }
  return at(items, items.length - 1);
}

function shuffle<Item>(items: readonly Item[], next: () => number): Item[] {
  const result = [...items];
  for (let last = result.length - 1; last > 0; last--) {
    const other = Math.floor(next() * (last + 1));
    [result[last], result[other]] = [at(result, other), at(result, last)];
  }
  return result;
}

/** Knuth's product of uniforms; above 30 the normal approximation, whose error nobody sees here. */
function drawPoisson(mean: number, random: Random): number {
  if (mean > 30) return Math.max(0, Math.round(mean + Math.sqrt(mean) * random.normal()));
  const limit = Math.exp(-mean);
  let count = 0;
  for (let product = random.next(); product > limit; product *= random.next()) count++;
  return count;
}

function uuidAt(moment: Date, next: () => number): string {
  const time = moment.getTime().toString(16).padStart(12, '0');
  const word = (): string =>
    Math.floor(next() * 0x1_0000_0000)
      .toString(16)
      .padStart(8, '0');
  const bits = word() + word() + word();
  const variant = '89ab'[Math.floor(next() * 4)];
  return `${time.slice(0, 8)}-${time.slice(8)}-7${bits.slice(0, 3)}-${variant}${bits.slice(3, 6)}-${bits.slice(6, 18)}`;
}

/** Four words from a text (FNV-1a with four offsets). */
function hash(text: string): [number, number, number, number] {
  const words: [number, number, number, number] = [0x811c9dc5, 0x01000193, 0x9e3779b9, 0x85ebca6b];
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index);
    for (const word of [0, 1, 2, 3] as const)
      words[word] = Math.imul(words[word] ^ (code + word * 131), 0x01000193) >>> 0;
  }
  return words;
}

function sfc32([first, second, third, counter]: [number, number, number, number]): () => number {
  let [a, b, c, d] = [first, second, third, counter];
  const next = (): number => {
    const sum = (a + b + d) | 0;
    d = (d + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = ((c << 21) | (c >>> 11)) + sum;
    c |= 0;
    return (sum >>> 0) / 0x1_0000_0000;
  };
  // The first numbers still show how alike two seeds are.
  for (let round = 0; round < 16; round++) next();
  return next;
}
