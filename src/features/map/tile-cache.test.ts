import { expect, test } from 'vitest';
import { createCache } from './tile-cache.ts';

test('what was made from an older version is forgotten', () => {
  const cache = createCache<string>(100);
  cache.set('a', 1, 'first', 10);
  expect(cache.get('a', 1)).toBe('first');
  expect(cache.get('a', 2)).toBeUndefined();
  expect(cache.get('a', 1)).toBeUndefined();
});

test('what was not used for longest makes room', () => {
  const cache = createCache<string>(30);
  for (const key of ['a', 'b', 'c']) cache.set(key, 1, key, 10);
  cache.get('a', 1);
  cache.set('d', 1, 'd', 10);
  expect(['a', 'b', 'c', 'd'].map((key) => cache.get(key, 1))).toEqual(['a', undefined, 'c', 'd']);
});

test('something larger than the whole is not kept', () => {
  const cache = createCache<string>(30);
  cache.set('a', 1, 'a', 10);
  cache.set('huge', 1, 'huge', 31);
  expect(cache.get('huge', 1)).toBeUndefined();
});
