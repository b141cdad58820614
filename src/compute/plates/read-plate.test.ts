import fc from 'fast-check';
import { expect, test } from 'vitest';
import { maskPlate, type Plate, writePlate } from './plate.ts';
import { plateProvinces } from './provinces.ts';
import { readPlate } from './read-plate.ts';

const bangkok = 'กรุงเทพมหานคร';

test.each([
  ['1กก 1234\nกรุงเทพมหานคร', 'car', '1', 'กก', '1234', bangkok],
  ['๑กก ๑๒๓๔ กทม.', 'car', '1', 'กก', '1234', bangkok],
  ['1กก-1234 กรุงเทพฯ', 'car', '1', 'กก', '1234', bangkok],
  ['กก.1234', 'car', '', 'กก', '1234', undefined],
  ['ชม 1234 ชม', 'car', '', 'ชม', '1234', 'เชียงใหม่'],
  ['ชม 1234', 'car', '', 'ชม', '1234', undefined],
  ['ชม กก 1234', 'car', '', 'กก', '1234', 'เชียงใหม่'],
  ['กก 9 เชียงใหม', 'car', '', 'กก', '9', 'เชียงใหม่'],
  ['3ฃฅ 77 Chiang Mai', 'car', '3', 'ขค', '77', 'เชียงใหม่'],
  ['กข 12 จ.ลำพูน', 'car', '', 'กข', '12', 'ลำพูน'],
  ['กข 12 จังหวัด ล\u0e4d\u0e32พูน', 'car', '', 'กข', '12', 'ลำพูน'],
  ['8กอ 55O1 สุราษฎร์ธานี', 'car', '8', 'กอ', '5501', 'สุราษฎร์ธานี'],
  ['กขค 123 ตรัง', 'motorcycle', '', 'กขค', '123', 'ตรัง'],
  ['1กก\nกรุงเทพมหานคร\n1234', 'motorcycle', '1', 'กก', '1234', bangkok],
  ['1กกเชียงใหม่1234', 'motorcycle', '1', 'กก', '1234', 'เชียงใหม่'],
  ['ตรง 123', 'motorcycle', '', 'ตรง', '123', undefined],
  ['ผก 1 เบตง', 'car', '', 'ผก', '1', 'เบตง'],
])('%j is a %s %s %s %s of %s', (written, kind, category, letters, number, province) => {
  expect(readPlate(written)).toEqual({ kind, category, letters, number, province, text: category + letters + number });
});

test.each([
  ['70-1234 กรุงเทพมหานคร', '701234', bangkok],
  ['ท 1234', 'ท1234', undefined],
  ['ABC 123', 'ABC123', undefined],
  ['pl8rec', 'PL8REC', undefined],
  ['พิเศษ 12 กก', 'พเศษ12กก', undefined],
])('%j is another plate: %s of %s', (written, text, province) => {
  expect(readPlate(written)).toMatchObject({ kind: 'other', text, province });
});

test.each(['', ' - . ', '่้', '\n', '9'.repeat(60)])('%j is no plate', (written) => {
  expect(readPlate(written)).toBeUndefined();
});

test('there are 77 provinces and Betong, and every name, short form and English name finds its own', () => {
  expect(plateProvinces).toHaveLength(78);
  for (const { name, short, english } of plateProvinces)
    for (const form of [name, ...short, english]) expect(readPlate(`1กก 1234 ${form}`)?.province, form).toBe(name);
});

const consonants = [...'กขคฆงจฉชซฌญฎฏฐฑฒณดตถทธนบปผฝพฟภมยรลวศษสหฬอฮ'];
const piece = fc.oneof(
  fc.constantFrom(...consonants, ...'0123456789๐๑๙', ...' -.\n/', ...'OIBSZA', 'ั', '่', 'า', 'เ', 'ฯ', 'ฃ'),
  fc.constantFrom(...plateProvinces.flatMap(({ name, short, english }) => [name, english, ...short])),
);
const scribble = fc.array(piece, { maxLength: 9 }).map((pieces) => pieces.join(''));

test('whatever is written, reading does not throw, and what was read reads the same once it is written again', () => {
  fc.assert(
    fc.property(fc.oneof(scribble, fc.string({ unit: 'grapheme', maxLength: 200 })), (written) => {
      const plate = readPlate(written);
      if (plate) expect(readPlate(writePlate(plate))).toEqual(plate);
    }),
    { numRuns: 1_000 },
  );
});

test('a list shows of a plate its first sign and how many follow', () => {
  const plate: Pick<Plate, 'text'> = { text: '1กก1234' };
  expect(maskPlate(plate)).toBe('1••••••');
  expect(maskPlate({ text: '' })).toBe('');
});
