import { expect, test } from 'vitest';
import { otherLanguageOf } from './locale.ts';

test.each([
  ['ไฟทางเดินหลังตลาด', 'en', 'th'],
  ['ไฟ LED 6 ดวง', 'en', 'th'],
  ['ไฟ LED 6 ดวง', 'th', undefined],
  ['Lamps behind the market', 'th', 'en'],
  ['Lamps behind the market', 'en', undefined],
  ['480,000', 'th', undefined],
  ['', 'en', undefined],
] as const)('"%s" on a page in %s is in %s', (text, locale, language) => {
  expect(otherLanguageOf(text, locale)).toBe(language);
});
