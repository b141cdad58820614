import { expect, test } from 'vitest';
import { createRandom } from '../random.ts';
import { measureEffect } from './effect.ts';

test('a clear fall beside an unchanged control area worked', () => {
  const effect = measureEffect({ treatedBefore: 45, treatedAfter: 14, controlBefore: 41, controlAfter: 43 }, 13);
  expect(effect.verdict).toBe('worked');
  expect(effect.avoided).toBeGreaterThan(20);
  expect(effect.low).toBeGreaterThan(0);
  expect(effect.high).toBeGreaterThan(effect.avoided);
});

test('a fall that the control area had too is no effect', () => {
  const effect = measureEffect({ treatedBefore: 40, treatedAfter: 20, controlBefore: 42, controlAfter: 21 }, 13);
  expect(effect.verdict).toBe('no-effect-seen');
  expect(Math.abs(effect.avoided)).toBeLessThan(2);
});

test('nobody can tell in the first half year, and no incident at all is no mistake', () => {
  expect(measureEffect({ treatedBefore: 40, treatedAfter: 0, controlBefore: 40, controlAfter: 40 }, 2).verdict).toBe(
    'too-early',
  );
  const empty = measureEffect({ treatedBefore: 0, treatedAfter: 0, controlBefore: 0, controlAfter: 0 }, 12);
  expect(empty).toMatchObject({ avoided: 0, verdict: 'no-effect-seen' });
});

test('where nothing changes, hardly more than 1 in 40 is called a success', () => {
  const random = createRandom('nothing changes');
  const trials = 2_000;
  let successes = 0;
  for (let trial = 0; trial < trials; trial++) {
    const [treatedBefore, treatedAfter, controlBefore, controlAfter] = [
      random.poisson(30),
      random.poisson(30),
      random.poisson(30),
      random.poisson(30),
    ];
    if (measureEffect({ treatedBefore, treatedAfter, controlBefore, controlAfter }, 12).verdict === 'worked')
      successes++;
  }
  expect(successes / trials).toBeLessThan(0.04);
});
