import { expect, test } from 'vitest';
import { hashPassword, verifyPassword } from './password.ts';

test('a password is recognised, another is not, and no two hashes are alike', async () => {
  const first = await hashPassword('ทดสอบ-2569');
  const second = await hashPassword('ทดสอบ-2569');
  expect(first).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
  expect(first).not.toBe(second);
  expect(await verifyPassword('ทดสอบ-2569', first)).toBe(true);
  expect(await verifyPassword('ทดสอบ-2570', first)).toBe(false);
});

test('the reference vector of another implementation verifies', async () => {
  // From the argon2 reference implementation: t=2, m=65536, p=1, "password", salt "somesalt".
  const hash = '$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc';
  expect(await verifyPassword('password', hash)).toBe(true);
});

test.each([
  '',
  'x',
  '$argon2id$v=19$m=999999999,t=2,p=1$c29tZXNhbHQ$abc',
  '$argon2id$v=19$m=1,t=0,p=9$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8',
])('a stored text that cannot be read is nobody’s password: %s', async (stored) => {
  expect(await verifyPassword('password', stored)).toBe(false);
});
