import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fiscalYearDays, fiscalYearOf } from './fiscal-year.ts';

test('the year turns on the first of October', () => {
  expect(fiscalYearOf('2026-09-30')).toBe(2569);
  expect(fiscalYearOf('2026-10-01')).toBe(2570);
  expect(fiscalYearOf('2027-01-01')).toBe(2570);
});

test('every day lies within the days of its own fiscal year', () => {
  fc.assert(
    fc.property(fc.date({ min: new Date('2008-01-01'), max: new Date('2150-01-01'), noInvalidDate: true }), (date) => {
      const day = date.toISOString().slice(0, 10);
      const { first, last } = fiscalYearDays(fiscalYearOf(day));
      expect(first <= day && day <= last).toBe(true);
    }),
  );
});
