import { describe, expect, test } from 'vitest';
import { fill, formatBaht, formatDate, formatDateTime, formatDuration, formatMeters } from './format.ts';

const evening = new Date('2026-11-03T13:14:00Z');

describe('dates', () => {
  test('are in the Buddhist era in Thai', () => {
    expect(formatDate(evening, 'th', 'Asia/Bangkok')).toBe('3 พ.ย. 2569');
    expect(formatDateTime(evening, 'th', 'Asia/Bangkok')).toBe('3 พ.ย. 2569 20:14 น.');
  });
  test('are in the common era in English', () => {
    expect(formatDateTime(evening, 'en', 'Asia/Bangkok')).toBe('3 Nov 2026, 20:14');
  });
  test('follow the time zone of the place', () => {
    expect(formatDate(new Date('2026-11-03T20:00:00Z'), 'en', 'Asia/Bangkok')).toBe('4 Nov 2026');
  });
});

test('messages are filled and choose by number', () => {
  expect(fill('{count} {count|person|people}', { count: 1 })).toBe('1 person');
  expect(fill('{count} {count|person|people}', { count: 12 })).toBe('12 people');
});

test('sums and distances read as people say them', () => {
  expect(formatBaht(480_000, 'th')).toBe('480,000 บาท');
  expect(formatMeters(38.4, 'th')).toBe('38 เมตร');
  expect(formatMeters(1240, 'en')).toBe('1.2 km');
});

test('durations read as a clock does, and never show sixty seconds', () => {
  expect([0, 21.4, 65, 3599.6, 3730].map(formatDuration)).toEqual(['0:00', '0:21', '1:05', '1:00:00', '1:02:10']);
});
