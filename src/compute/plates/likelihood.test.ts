import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createRandom, type Random } from '../random.ts';
import { alphabetOf, alphabets, chanceOfReading } from './confusion.ts';
import { chanceOfNotice, falseMatchesPerDay } from './false-matches.ts';
import { accuracyOf, likelihoodOf, likelihoodRatio } from './likelihood.ts';
import type { Plate } from './plate.ts';
import { plateProvinces } from './provinces.ts';
import { readPlate } from './read-plate.ts';

function plate(written: string): Plate {
  const read = readPlate(written);
  if (!read) throw new Error(`no plate: ${written}`);
  return read;
}

const likelihood = (read: string, watched: string, score = 0.9) =>
  likelihoodOf([{ plate: plate(read), score }], plate(watched));

const letters = [...alphabetOf('ก').signs];
const anyPlate = fc
  .record({
    category: fc.constantFrom('', '1', '3', '9'),
    letters: fc.array(fc.constantFrom(...letters), { minLength: 2, maxLength: 2 }),
    number: fc.integer({ min: 1, max: 9999 }),
    province: fc.option(fc.constantFrom(...plateProvinces.map(({ name }) => name))),
  })
  .map((parts) => plate(`${parts.category}${parts.letters.join('')} ${parts.number} ${parts.province ?? ''}`));
const accuracy = fc.double({ min: 0.8, max: 0.995, noNaN: true });

test.each(alphabets)('readings of each sign come to one, and are symmetric', (alphabet) => {
  for (const share of [0.8, 0.97, 0.995])
    for (const was of alphabet.signs) {
      const chances = [...alphabet.signs].map((read) => chanceOfReading(was, read, share));
      expect(chances.reduce((sum, chance) => sum + chance, 0)).toBeCloseTo(1, 10);
      expect(Math.max(...chances)).toBe(chanceOfReading(was, was, share));
      expect(chanceOfReading(was, was, share)).toBeGreaterThanOrEqual(share - 1e-12);
      for (const read of alphabet.signs)
        expect(chanceOfReading(was, read, share)).toBe(chanceOfReading(read, was, share));
    }
});

test('the likelihood is high for the plate itself, open for one look-alike, low for any other', () => {
  expect(likelihood('1กก 1234 กทม', '1กก 1234 กทม')).toBeGreaterThan(0.999);
  expect(likelihood('1กก 1234', '1กก 1234 กทม')).toBeGreaterThan(0.998);
  const lookAlike = likelihood('1กถ 1234', '1กก 1234');
  expect(lookAlike).toBeGreaterThan(0.5);
  expect(lookAlike).toBeLessThan(0.95);
  expect(likelihood('1กอ 1234', '1กก 1234')).toBeLessThan(0.2);
  expect(likelihood('1กอ 1235', '1กก 1234')).toBeLessThan(0.01);
  expect(likelihood('กก 1234', '1กก 1234')).toBeLessThan(0.8);
  expect(likelihood('1กก 1234 เชียงใหม่', '1กก 1234 กทม')).toBeLessThan(likelihood('1กก 1234', '1กก 1234 กทม'));
  expect(likelihood('1กก 1234 เชียงใหม่', '1กก 1234 กทม')).toBeGreaterThan(0.5);
  expect(likelihood('ABC 123', '1กก 1234')).toBe(0);
  expect(likelihood('A8C 123', 'ABC 123')).toBeGreaterThan(likelihood('AXC 123', 'ABC 123'));
});

test('what a recogniser doubts between counts by its scores', () => {
  const watched = plate('1กก 1234');
  const sure = likelihoodOf([{ plate: plate('1อก 1234'), score: 0.9 }], watched);
  const doubting = [
    { plate: plate('1อก 1234'), score: 0.6 },
    { plate: watched, score: 0.5 },
  ];
  expect(likelihoodOf(doubting, watched)).toBeGreaterThan(sure);
  expect(likelihoodOf([], watched)).toBe(0);
  expect(likelihoodOf([{ plate: watched, score: undefined }], watched)).toBeGreaterThan(0.99);
});

test('a plate is likest itself, and likeness is the same both ways round', () => {
  fc.assert(
    fc.property(anyPlate, anyPlate, accuracy, (one, other, share) => {
      const [ahead, back] = [likelihoodRatio(one, other, share), likelihoodRatio(other, one, share)];
      expect(Math.abs(ahead - back)).toBeLessThanOrEqual(1e-9 * ahead);
      expect(ahead).toBeLessThanOrEqual(likelihoodRatio(other, other, share));
    }),
  );
});

test('each further sign that differs makes it less likely, and a look-alike less so than another', () => {
  fc.assert(
    fc.property(anyPlate, anyPlate, accuracy, (watched, differing, share) => {
      fc.pre(
        watched.category.length === differing.category.length && watched.number.length === differing.number.length,
      );
      let read = watched;
      let before = likelihoodRatio(read, watched, share);
      const steps = [{ category: differing.category }, { letters: differing.letters }, { number: differing.number }];
      for (const step of steps) {
        read = { ...read, ...step };
        const after = likelihoodRatio(read, watched, share);
        expect(after).toBeLessThanOrEqual(before * (1 + 1e-12));
        before = after;
      }
    }),
  );
});

/** Mistakes as `confusion.ts` states them, made one by one. */
function misread(random: Random, { category, letters: pair, number }: Plate, share: number): Plate {
  const through = (text: string): string =>
    [...text]
      .map((was) => random.weighted([...alphabetOf(was).signs], (read) => chanceOfReading(was, read, share)))
      .join('');
  const parts = [through(category), through(pair), through(number)];
  const [read = '', readLetters = '', readNumber = ''] = parts;
  const text = parts.join('');
  return { kind: 'car', category: read, letters: readLetters, number: readNumber, province: undefined, text };
}

test('as many vehicles are taken for a watched one as was expected', () => {
  const random = createRandom('false matches');
  const watched = plate('กด 7');
  const measure = { threshold: 0.3, baseRate: 0.1, score: 0.85 };
  const share = accuracyOf(measure.score, watched.text.length);
  const vehicles = 20_000;
  let taken = 0;
  for (let index = 0; index < vehicles; index++) {
    const passing = {
      ...watched,
      letters: random.pick(letters) + random.pick(letters),
      number: String(random.integer(0, 9)),
    };
    const read = misread(random, passing, share);
    const found = likelihoodOf(
      [{ plate: { ...read, text: watched.text }, score: measure.score }],
      watched,
      measure.baseRate,
    );
    if (found >= measure.threshold) taken++;
  }
  const expected = falseMatchesPerDay([watched], vehicles, measure);
  expect(taken).toBeGreaterThan(20);
  // Three standard deviations of a count.
  expect(Math.abs(taken - expected)).toBeLessThan(3 * Math.sqrt(expected));
});

test('the watched vehicle is noticed as often as was stated', () => {
  const random = createRandom('noticed');
  const watched = plate('1กด 1738');
  const measure = { threshold: 0.8, score: 0.6 };
  const share = accuracyOf(measure.score, watched.text.length);
  const passes = 3_000;
  let noticed = 0;
  for (let index = 0; index < passes; index++) {
    const found = likelihoodOf([{ plate: misread(random, watched, share), score: measure.score }], watched);
    if (found >= measure.threshold) noticed++;
  }
  expect(Math.abs(noticed / passes - chanceOfNotice(watched, measure))).toBeLessThan(0.03);
});

test('a higher threshold has fewer false matches and notices less; more plates and readings have more', () => {
  const watched = [plate('1กก 1234 กทม'), plate('70-1234')];
  const at = (threshold: number, readings = 100_000) => falseMatchesPerDay(watched, readings, { threshold });
  for (const [low, high] of [
    [0.2, 0.5],
    [0.5, 0.9],
    [0.9, 0.999],
  ] as const) {
    expect(at(low)).toBeGreaterThanOrEqual(at(high));
    const [car] = watched;
    if (car)
      expect(chanceOfNotice(car, { threshold: low })).toBeGreaterThanOrEqual(chanceOfNotice(car, { threshold: high }));
  }
  expect(at(0.5, 200_000)).toBeCloseTo(2 * at(0.5), 10);
  expect(at(0.9)).toBeLessThan(0.1);
  expect(falseMatchesPerDay([...watched, ...watched], 1000, { threshold: 0.5 })).toBeCloseTo(
    2 * falseMatchesPerDay(watched, 1000, { threshold: 0.5 }),
  );
});
