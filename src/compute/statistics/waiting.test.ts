import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { secondsWithin, type Wait, waitCurve } from './waiting.ts';

const wait = fc.record({ seconds: fc.integer({ min: 0, max: 500 }), isOver: fc.boolean() });

describe('the curve of waits', () => {
  test('agrees with the remission times of 6-MP and placebo in Freireich et al. (1963), as printed in textbooks', () => {
    // Times with a plus were cut off. Kleinbaum and Klein, Survival Analysis, table 2.2.
    const treated = '6 6 6 6+ 7 9+ 10 10+ 11+ 13 16 17+ 19+ 20+ 22 23 25+ 32+ 32+ 34+ 35+';
    const placebo = '1 1 2 2 3 4 4 5 5 8 8 8 8 11 11 12 12 15 17 22 23';
    const read = (text: string): Wait[] =>
      text.split(' ').map((one) => ({ seconds: Number.parseInt(one, 10), isOver: !one.endsWith('+') }));
    const printed = (text: string) =>
      waitCurve(read(text)).map(({ seconds, shareOver, atRisk }) => [seconds, atRisk, (1 - shareOver).toFixed(4)]);
    expect(printed(treated)).toEqual([
      [6, 21, '0.8571'],
      [7, 17, '0.8067'],
      [10, 15, '0.7529'],
      [13, 12, '0.6902'],
      [16, 11, '0.6275'],
      [22, 7, '0.5378'],
      [23, 6, '0.4482'],
    ]);
    expect(secondsWithin(waitCurve(read(treated)), 0.5)).toBe(23);
    expect(secondsWithin(waitCurve(read(treated)), 0.9)).toBeUndefined();
    expect(secondsWithin(waitCurve(read(placebo)), 0.5)).toBe(8);
  });

  test('without anything cut off is the plain share', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 60 }), { minLength: 1, maxLength: 80 }), (all) => {
        for (const { seconds, shareOver } of waitCurve(all.map((one) => ({ seconds: one, isOver: true }))))
          expect(shareOver).toBeCloseTo(all.filter((one) => one <= seconds).length / all.length, 9);
      }),
    );
  });

  test('rises, stays within 0 and 1, and is never raised by somebody who goes on waiting', () => {
    fc.assert(
      fc.property(fc.array(wait, { maxLength: 80 }), (waits) => {
        const curve = waitCurve(waits);
        curve.forEach(({ seconds, shareOver, atRisk }, at) => {
          expect(seconds).toBeGreaterThan(curve[at - 1]?.seconds ?? -1);
          expect(shareOver).toBeGreaterThan(curve[at - 1]?.shareOver ?? 0);
          expect(shareOver).toBeLessThanOrEqual(1);
          expect(atRisk).toBeGreaterThan(0);
        });
        const longer = waitCurve([...waits, { seconds: 1000, isOver: false }]);
        const [before, after] = [secondsWithin(curve, 0.5), secondsWithin(longer, 0.5)];
        if (after !== undefined) expect(after).toBeGreaterThanOrEqual(before ?? Number.POSITIVE_INFINITY);
      }),
    );
  });

  test('of nothing has no step', () => {
    expect(waitCurve([])).toEqual([]);
    expect(waitCurve([{ seconds: 5, isOver: false }])).toEqual([]);
    expect(secondsWithin([], 0.5)).toBeUndefined();
  });
});
