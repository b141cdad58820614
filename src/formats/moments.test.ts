import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readMoment } from './moments.ts';

const moments = fc.date({ min: new Date(200_000_000_000), max: new Date('2099-12-31T23:59:59Z'), noInvalidDate: true });

test('every way of writing a moment is the same moment', () => {
  fc.assert(
    fc.property(moments, fc.integer({ min: -14 * 4, max: 14 * 4 }), (moment, quarters) => {
      const there = new Date(moment.getTime() + quarters * 900_000).toISOString().slice(0, -1);
      const part = (value: number): string => String(Math.floor(value)).padStart(2, '0');
      const offset = `${quarters < 0 ? '-' : '+'}${part(Math.abs(quarters) / 4)}:${part((Math.abs(quarters) % 4) * 15)}`;
      for (const text of [
        moment.toISOString(),
        moment.toISOString().replace('T', ' '),
        `${there}${offset}`,
        `${there}${offset.replace(':', '')}`,
        String(moment.getTime()),
        moment.getTime(),
      ])
        expect(readMoment(text)).toEqual(moment);
      const seconds = Math.floor(moment.getTime() / 1000);
      for (const value of [seconds, String(seconds), `${seconds}.0`])
        expect(readMoment(value)?.getTime()).toBe(seconds * 1000);
    }),
  );
});

test.each([
  ...[
    '',
    'now',
    '2026-11-23',
    '2026-11-23T02:00:00',
    '2026-02-30T02:00:00Z',
    '2026-13-01T00:00:00Z',
    '2026-11-23T25:00:00Z',
  ],
  ...[
    '-1',
    '9'.repeat(17),
    '12600-01-01T00:00:00Z',
    '1969-12-31T23:59:59Z',
    '2100-01-01T00:00:00Z',
    '0x10',
    '1e9',
    ' 1',
  ],
  ...[NaN, Infinity, -1, 1e300, null, undefined, true, {}, [2026]],
])('%j is no moment', (value) => {
  expect(readMoment(value)).toBeUndefined();
});

test('nothing that is read breaks it', () => {
  fc.assert(
    fc.property(fc.anything(), (value) => {
      const read = readMoment(value);
      expect(read === undefined || !Number.isNaN(read.getTime())).toBe(true);
    }),
  );
});
