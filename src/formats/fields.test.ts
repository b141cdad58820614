import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  day,
  email,
  id,
  integerField,
  latitude,
  longitude,
  optionalWords,
  tick,
  toArabicDigits,
  words,
} from './fields.ts';

const mistakes = (result: { success: boolean; error?: { issues: { message: string }[] } }): string[] =>
  result.error?.issues.map((issue) => issue.message) ?? [];

test('Thai digits and thousands separators are numbers', () => {
  expect(integerField(0, 1e6).parse('๔๘๐,๐๐๐')).toBe(480_000);
  expect(longitude.parse('100.5')).toBe(100.5);
  expect(toArabicDigits('ซอย ๔')).toBe('ซอย 4');
});

test('what is no number, or out of range, is told as such', () => {
  for (const typed of ['', ' ', 'NaN', 'Infinity', '1e999', '0x10', '-1', '12x', '1000001', Number.NaN]) {
    expect(mistakes(integerField(0, 1e6).safeParse(typed)), String(typed)).toEqual(['mistakeNumber']);
  }
  expect(mistakes(latitude.safeParse('100.5'))).toEqual(['mistakeNumber']);
});

test('words are trimmed and lose marks that turn direction', () => {
  expect(words(20).parse('  ซอย\u202e มืด\u0000 ')).toBe('ซอย มืด');
  expect(mistakes(words(20).safeParse(' \u200f '))).toEqual(['mistakeRequired']);
  expect(mistakes(words(5).safeParse('123456'))).toEqual(['mistakeTooLong']);
  expect(optionalWords(5).parse(undefined)).toBe('');
});

test('emails are lower case; days and ids are checked', () => {
  expect(email.parse(' Somying@Example.TH ')).toBe('somying@example.th');
  expect(mistakes(email.safeParse('nobody'))).toEqual(['mistakeEmail']);
  for (const none of ['2569-13-01', '2026-11-31']) expect(mistakes(day.safeParse(none))).toEqual(['mistakeDate']);
  expect(mistakes(id.safeParse("1' or '1'='1"))).toEqual(['mistakeId']);
  expect(tick.parse(undefined)).toBe(false);
  expect(tick.parse('on')).toBe(true);
});

test('nothing that arrives makes a field throw', () => {
  fc.assert(
    fc.property(fc.anything(), (value) => {
      for (const field of [words(10), optionalWords(10), integerField(0, 9), longitude, tick, id, day, email]) {
        field.safeParse(value);
      }
    }),
  );
});
