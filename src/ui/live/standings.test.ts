import { expect, test } from 'vitest';
import { covers, furthestBehind, readEventId, stepTo, writeEventId } from './standings.ts';
import type { LiveMessage } from './types.ts';

const message = (position: number, after: number, audience: 'officer' | 'public' = 'officer') =>
  ({
    type: 'incident',
    zoneId: 'a',
    position,
    after,
    at: '',
    incident: { audience, kind: 'noise', place: null },
  }) satisfies LiveMessage;

test('an id and its standings are two forms of one thing', () => {
  expect(readEventId(['a', 'b'], 'o12.p4')).toEqual({ a: 'o12', b: 'p4' });
  expect(writeEventId(['b', 'a', 'c'], { a: 'o12', b: 'p4' })).toBe('p4.o12.-');
});

test('a message is the next, known, or a sign that something was lost', () => {
  expect(stepTo({ a: 'o4' }, message(5, 4))).toEqual({ kind: 'next', standings: { a: 'o5' } });
  expect(stepTo({ a: 'o4' }, message(9, 3)), 'what lies between was not for it').toMatchObject({ kind: 'next' });
  expect(stepTo({ a: 'o4' }, message(4, 3))).toEqual({ kind: 'known' });
  expect(stepTo({ a: 'o4' }, message(6, 5))).toEqual({ kind: 'lost' });
  expect(stepTo({ a: 'o4' }, message(5, 4, 'public'))).toEqual({ kind: 'lost' });
  expect(stepTo({}, message(5, 4))).toEqual({ kind: 'next', standings: { a: 'o5' } });
});

test('one stream for several tabs begins where the last of them stands', () => {
  expect(furthestBehind([{ a: 'o4', b: '-' }, { a: 'o2' }, { b: 'p1' }])).toEqual({ a: 'o2', b: 'p1' });
  expect(covers({ a: 'o4' }, { a: 'o4' })).toBe(true);
  expect(covers({ a: 'o4' }, { a: '-' })).toBe(true);
  expect(covers({ a: 'o4' }, { a: 'o3' })).toBe(false);
  expect(covers({ a: 'o4' }, { a: 'p4' })).toBe(false);
  expect(covers({ a: 'o4' }, { b: 'o4' })).toBe(false);
});
