/*
 * How one sign of a plate is taken for another. No study of Thai plates that we know of publishes its counts of
 * confusions, so these are stated instead of measured: of the signs that are read wrong, four in five are taken for one
 * that looks like it, spread evenly over the most look-alikes that any sign has, and one in five for any of the others
 * alike. The groups are of letters that share their outline in the loopless face of plates. Taking A for B is as
 * likely as taking B for A, which makes the whole table symmetric, and with that doubly stochastic: where all plates
 * are alike common, so are all readings. That is what `likelihood.ts` and `false-matches.ts` rest on.
 */

/** The signs that can stand in one place of a plate, and which of them look alike. */
export interface Alphabet {
  size: number;
  signs: ReadonlySet<string>;
  lookAlikes: ReadonlyMap<string, ReadonlySet<string>>;
  /** How many look-alikes the sign with the most of them has. */
  mostLookAlikes: number;
}

const shareTakenForLookAlike = 0.8;

const letterGroups = [
  'กถภ',
  'ขชซ',
  'บปษ',
  'ดคต',
  'ดศค',
  'พฟผฝ',
  'พฬ',
  'ฎฏ',
  'ฐธร',
  'ณฌฒญ',
  'นมฆ',
  'สล',
  'อฮ',
  'ทห',
  'งวร',
  'จว',
  'ยผ',
  'ฉน',
  'ฑท',
];
/** As a camera at night and one that only knows Latin letters mix them up; 0/O, 8/B and their like are digits by then. */
const digitGroups = ['17', '06', '08', '38', '39', '56', '49'];
const latinGroups = ['OQD', 'IL', 'MN', 'VY', 'UV', 'CG', 'EF', 'PR', 'KX', 'HN'];

const thaiConsonants = [...'กขคฆงจฉชซฌญฎฏฐฑฒณดตถทธนบปผฝพฟภมยรลวศษสหฬอฮ'];
const digits = [...'0123456789'];
const latin = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'];

export const alphabets: readonly Alphabet[] = [
  alphabetFrom(thaiConsonants, letterGroups),
  alphabetFrom(digits, digitGroups),
  alphabetFrom(latin, latinGroups),
];
const noAlphabet: Alphabet = { size: 1, signs: new Set(), lookAlikes: new Map(), mostLookAlikes: 1 };

/** The signs that a sign can be taken for. One that stands on no plate is alone. */
export function alphabetOf(sign: string): Alphabet {
  return alphabets.find(({ signs }) => signs.has(sign)) ?? noAlphabet;
}

function alphabetFrom(signs: readonly string[], groups: readonly string[]): Alphabet {
  const lookAlikes = new Map<string, Set<string>>();
  for (const sign of signs) {
    const others = groups.filter((group) => group.includes(sign)).flatMap((group) => [...group]);
    lookAlikes.set(sign, new Set(others.filter((other) => other !== sign)));
  }
  const mostLookAlikes = Math.max(...[...lookAlikes.values()].map((others) => others.size));
  return { size: signs.length, signs: new Set(signs), lookAlikes, mostLookAlikes };
}

/** The chance that a sign is taken for one particular look-alike, or for one particular other sign. */
export function chancesOfMistake(alphabet: Alphabet, accuracy: number): { lookAlike: number; other: number } {
  const wrong = 1 - accuracy;
  const other = (wrong * (1 - shareTakenForLookAlike)) / (alphabet.size - 1);
  return { lookAlike: other + (wrong * shareTakenForLookAlike) / alphabet.mostLookAlikes, other };
}

/**
 * The chance that `was` is read as `read` by a recogniser that gets this share (0 to 1) of the hardest signs right; signs
 * with fewer look-alikes are read right more often. A sign of another alphabet says nothing: it is as likely as any.
 */
export function chanceOfReading(was: string, read: string, accuracy: number): number {
  const alphabet = alphabetOf(was);
  if (!alphabet.signs.has(read)) return 1 / alphabet.size;
  const { lookAlike, other } = chancesOfMistake(alphabet, accuracy);
  const likeIt = alphabet.lookAlikes.get(was);
  if (was !== read) return likeIt?.has(read) ? lookAlike : other;
  const alike = likeIt?.size ?? 0;
  return 1 - alike * lookAlike - (alphabet.size - 1 - alike) * other;
}
