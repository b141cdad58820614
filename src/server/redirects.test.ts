import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { safeNext } from './redirects.ts';

describe('where to go on to', () => {
  test.each(['/account', '/en/reports?state=open&page=2', '/zones/ban-suksan'])('%s is ours', (next) => {
    expect(safeNext(next, '/')).toBe(next);
  });

  test.each([
    'https://evil.example/',
    '//evil.example/',
    '/\\evil.example/',
    '/\t/evil.example/',
    '/.//evil.example/',
    '/%2e//evil.example',
    'javascript:alert(1)',
    'account',
    '',
    null,
    undefined,
  ])('%s is not', (next) => {
    expect(safeNext(next, '/safe')).toBe('/safe');
  });

  test('whatever is asked for, the browser stays with us', () => {
    const pieces = fc.array(
      fc.constantFrom('/', '\\', '.', '..', '%2e', '%2f', '@', ':', 'evil.example', '\t', '?', '#', 'a'),
    );
    fc.assert(
      fc.property(pieces, (parts) => {
        const target = safeNext(parts.join(''), '/');
        expect(new URL(target, 'https://portal.example').origin).toBe('https://portal.example');
      }),
      { numRuns: 2000 },
    );
  });
});
