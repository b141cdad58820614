import fc from 'fast-check';
import { expect, test } from 'vitest';
import { diffWords } from './diff.ts';

test('Thai is compared by words, though nothing stands between them', () => {
  expect(diffWords('ติดไฟหกดวงหลังตลาด', 'ติดไฟแปดดวงหลังตลาด', 'th')).toEqual([
    { kind: 'same', text: 'ติดไฟ' },
    { kind: 'removed', text: 'หก' },
    { kind: 'added', text: 'แปด' },
    { kind: 'same', text: 'ดวงหลังตลาด' },
  ]);
});

test('both texts can be put together again from the changes', () => {
  const texts = fc
    .array(fc.constantFrom('ไฟ', 'ซอย', ' ', 'a', 'b', '\n', '😀'), { maxLength: 40 })
    .map((all) => all.join(''));
  fc.assert(
    fc.property(texts, texts, (before, after) => {
      const changes = diffWords(before, after, 'th');
      const without = (kind: string): string =>
        changes
          .filter((change) => change.kind !== kind)
          .map((change) => change.text)
          .join('');
      expect(without('added')).toBe(before);
      expect(without('removed')).toBe(after);
      if (before === after) expect(changes.every((change) => change.kind === 'same')).toBe(true);
    }),
  );
});

test('very long texts do not hold anything up', () => {
  const changes = diffWords('ก '.repeat(2000), 'ข '.repeat(2000), 'th');
  expect(changes.map((change) => change.kind)).toEqual(['removed', 'added']);
});
