import { expect, test } from 'vitest';
import { findPlace } from './find-place.ts';

const places = [
  { nameTh: 'ซอย 12', nameEn: 'Soi 12', longitude: 100.512, latitude: 13.712 },
  { nameTh: 'ซอย 1', nameEn: 'Soi 1', longitude: 100.501, latitude: 13.701 },
  { nameTh: 'ตลาดสด', nameEn: 'Fresh market', longitude: 100.6, latitude: 13.8 },
];

test('a whole name counts before one that begins so, in either language and any case', () => {
  expect(findPlace('ซอย 1', places)).toEqual([100.501, 13.701]);
  expect(findPlace(' soi 12 ', places)).toEqual([100.512, 13.712]);
  expect(findPlace('ตลาด', places)).toEqual([100.6, 13.8]);
});

test('coordinates are read latitude first; what is none on earth is no place', () => {
  expect(findPlace('13.7563, 100.5018', places)).toEqual([100.5018, 13.7563]);
  expect(findPlace('-33.9 18.4', places)).toEqual([18.4, -33.9]);
  expect(findPlace('100.5018, 13.7563', places), 'the wrong way round').toBeUndefined();
  expect(findPlace('13.75, 181', places)).toBeUndefined();
});

test('what nobody knows is no place', () => {
  expect(findPlace('', places)).toBeUndefined();
  expect(findPlace('  ', places)).toBeUndefined();
  expect(findPlace('ดวงจันทร์', places)).toBeUndefined();
});
