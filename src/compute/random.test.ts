import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createRandom } from './random.ts';

test('the same seed gives the same numbers, another seed others', () => {
  const draw = (seed: string): number[] => Array.from({ length: 20 }, createRandom(seed).next);
  fc.assert(
    fc.property(fc.string(), fc.string(), (one, other) => {
      expect(draw(one)).toEqual(draw(one));
      if (one !== other) expect(draw(one)).not.toEqual(draw(other));
    }),
  );
});

test('a part of the work does not hear of the others', () => {
  const first = createRandom('a');
  const second = createRandom('a');
  first.next();
  expect(first.fork('x').next()).toBe(second.fork('x').next());
  expect(first.fork('x').next()).not.toBe(first.fork('y').next());
});

test('numbers are spread evenly, and counts have the mean that was asked for', () => {
  const random = createRandom('even');
  const draws = Array.from({ length: 20_000 }, () => random.next());
  const tenths = draws.reduce(
    (counts, draw) => counts.with(Math.floor(draw * 10), (counts[Math.floor(draw * 10)] ?? 0) + 1),
    Array<number>(10).fill(0),
  );
  for (const count of tenths) expect(Math.abs(count - 2_000)).toBeLessThan(200);
  for (const mean of [0.3, 4, 80]) {
    const counts = Array.from({ length: 5_000 }, () => random.poisson(mean));
    const average = counts.reduce((sum, count) => sum + count, 0) / counts.length;
    expect(Math.abs(average - mean)).toBeLessThan(5 * Math.sqrt(mean / counts.length));
  }
});

test('choices stay among what there is to choose from', () => {
  fc.assert(
    fc.property(fc.array(fc.integer(), { minLength: 1 }), fc.string(), (items, seed) => {
      const random = createRandom(seed);
      expect(items).toContain(random.pick(items));
      expect(items).toContain(random.weighted(items, () => 1));
      expect(random.shuffled(items).sort()).toEqual([...items].sort());
    }),
  );
  expect(() => createRandom('nothing').pick([])).toThrow(RangeError);
});

test('an id is a uuid v7 of its moment', () => {
  const moment = new Date('2026-11-22T10:00:00Z');
  const id = createRandom('id').id(moment);
  expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  expect(Number.parseInt(id.replaceAll('-', '').slice(0, 12), 16)).toBe(moment.getTime());
});
