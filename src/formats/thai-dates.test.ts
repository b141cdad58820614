import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fromSpreadsheetDay, guessDayOrder, parseDate } from './thai-dates.ts';
import { createZoneClock } from './time-zone.ts';

describe('dates as people write them', () => {
  test.each([
    ['15 ม.ค. 65', { year: 2022, month: 1, day: 15 }],
    ['๑๕ ม.ค. ๖๕', { year: 2022, month: 1, day: 15 }],
    ['15 มกราคม พ.ศ. 2565', { year: 2022, month: 1, day: 15 }],
    ['3พ.ย.2569 20:14 น.', { year: 2026, month: 11, day: 3, hour: 20, minute: 14, second: 0 }],
    ['15/1/2565', { year: 2022, month: 1, day: 15 }],
    ['15/01/65 20.30 น.', { year: 2022, month: 1, day: 15, hour: 20, minute: 30, second: 0 }],
    ['2565-01-15', { year: 2022, month: 1, day: 15 }],
    ['2014-01-01 01:15', { year: 2014, month: 1, day: 1, hour: 1, minute: 15, second: 0 }],
    ['2019-01-01T01:30:00Z', { year: 2019, month: 1, day: 1, hour: 1, minute: 30, second: 0, offsetMinutes: 0 }],
    [
      '2026-11-03T20:14:00+07:00',
      { year: 2026, month: 11, day: 3, hour: 20, minute: 14, second: 0, offsetMinutes: 420 },
    ],
    ['15 Jan 2022', { year: 2022, month: 1, day: 15 }],
    ['29 ก.พ. 2567', { year: 2024, month: 2, day: 29 }],
  ])('%s', (written, expected) => expect(parseDate(written)).toEqual(expected));

  test('American dates when the column is of that kind', () => {
    const written = '04/27/2016 01:44:00 PM';
    expect(guessDayOrder(['03/04/2016', written])).toBe('month-first');
    expect(parseDate(written, 'month-first')).toEqual({
      year: 2016,
      month: 4,
      day: 27,
      hour: 13,
      minute: 44,
      second: 0,
    });
    expect(guessDayOrder(['03/04/2565', '27/04/2565'])).toBe('day-first');
  });

  test.each(['', 'yesterday', '31 เม.ย. 65', '29 ก.พ. 2566', '15 xx 65', '2014-13-01', '1/1/2565 25:00', '12345678'])(
    '%s is no date',
    (written) => expect(parseDate(written)).toBeUndefined(),
  );

  test('nothing makes it throw, and what it reads exists', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string({ unit: 'binary' }),
          fc.stringMatching(/^\d{1,2}[/. -][\d\u0e01-\u0e4e.]{1,8}[/. -]\d{2,4}$/),
        ),
        (text) => {
          const wall = parseDate(text);
          if (!wall) return;
          const moment = new Date(Date.UTC(wall.year, wall.month - 1, wall.day));
          expect([moment.getUTCFullYear(), moment.getUTCMonth() + 1, moment.getUTCDate()]).toEqual([
            wall.year,
            wall.month,
            wall.day,
          ]);
        },
      ),
    );
  });
});

test('days of a spreadsheet', () => {
  expect(fromSpreadsheetDay(44576)).toEqual({ year: 2022, month: 1, day: 15 });
  expect(fromSpreadsheetDay(44576.5)).toEqual({ year: 2022, month: 1, day: 15, hour: 12, minute: 0, second: 0 });
  expect(fromSpreadsheetDay(Number.NaN)).toBeUndefined();
});

describe('wall time becomes a moment', () => {
  const wall = { year: 2022, month: 7, day: 1, hour: 8, minute: 30, second: 0 };
  test('in Bangkok', () =>
    expect(createZoneClock('Asia/Bangkok')(wall).toISOString()).toBe('2022-07-01T01:30:00.000Z'));
  test('in New York, summer and winter', () => {
    const clock = createZoneClock('America/New_York');
    expect(clock(wall).toISOString()).toBe('2022-07-01T12:30:00.000Z');
    expect(clock({ ...wall, month: 1 }).toISOString()).toBe('2022-01-01T13:30:00.000Z');
  });
  test('an offset that is written wins', () => {
    expect(createZoneClock('Asia/Bangkok')({ ...wall, offsetMinutes: 0 }).toISOString()).toBe(
      '2022-07-01T08:30:00.000Z',
    );
  });
});
