import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  getDemonstrationAccounts,
  issueCode,
  redeemCode,
  signInToDemonstration,
  signInWithPassword,
} from '../../src/features/people/sign-in.service.ts';
import { newId } from '../../src/server/identifiers.ts';
import { hashPassword } from '../../src/server/password.ts';
import { contextFor } from '../support/context.ts';
import { openTestDatabase, type TestDatabase } from '../support/database.ts';
import { madeAt } from '../support/factories.ts';

let store: TestDatabase;
beforeAll(async () => {
  store = await openTestDatabase();
});
afterAll(() => store.remove());

const rules = { canDemonstrationSignIn: true };
const context = (now = madeAt) => contextFor(store.handle.database, undefined, now);
const minutesLater = (minutes: number) => new Date(madeAt.getTime() + minutes * 60_000);
const newEmail = () => `person-${newId()}@example.com`;
const wrongCode = (code: string) => (code === '000000' ? '000001' : '000000');

async function makeAccount(more: { password?: string; isDemonstration?: boolean; isDisabled?: boolean } = {}) {
  const { database } = store.handle;
  const { password, ...flags } = more;
  const [id, email] = [newId(), newEmail()];
  await database
    .insertInto('account')
    .values({ id, displayName: 'สมหญิง', createdAt: madeAt, ...flags })
    .execute();
  await database
    .insertInto('accountContact')
    .values({ id: newId(), accountId: id, kind: 'email', value: email })
    .execute();
  if (password)
    await database
      .insertInto('accountPassword')
      .values({ accountId: id, hash: await hashPassword(password), changedAt: madeAt })
      .execute();
  return { id, email };
}

describe('a code', () => {
  test('registers who asked to register, once, with a proved address', async () => {
    const email = newEmail();
    const registration = { displayName: 'มานะ', password: 'a long password' };
    const issued = await issueCode(context(), { email, locale: 'en', registration });
    const accountId = await redeemCode(context(), { ...issued, ...rules });
    expect(accountId).toBeDefined();
    const account = await store.handle.database
      .selectFrom('account')
      .selectAll()
      .where('id', '=', String(accountId))
      .executeTakeFirstOrThrow();
    expect(account).toMatchObject({ displayName: 'มานะ', verification: 'contact', locale: 'en' });
    expect(await redeemCode(context(), { ...issued, ...rules }), 'a second time').toBeUndefined();
    expect(await signInWithPassword(context(), { email, password: 'a long password', ...rules })).toBe(accountId);
  });

  test('for a known address signs in, whatever name was given', async () => {
    const { id, email } = await makeAccount();
    const issued = await issueCode(context(), { email, locale: 'th', registration: { displayName: 'ใครสักคน' } });
    expect(await redeemCode(context(), { ...issued, ...rules })).toBe(id);
    const account = await store.handle.database
      .selectFrom('account')
      .select(['displayName', 'verification'])
      .where('id', '=', id)
      .executeTakeFirstOrThrow();
    expect(account).toEqual({ displayName: 'สมหญิง', verification: 'contact' });
  });

  test('for an unknown address that did not register opens nothing', async () => {
    const issued = await issueCode(context(), { email: newEmail(), locale: 'th' });
    expect(issued.isKnown).toBe(false);
    expect(await redeemCode(context(), { ...issued, ...rules })).toBeUndefined();
  });

  test('can be tried five times', async () => {
    const { id, email } = await makeAccount();
    const fourTries = await issueCode(context(), { email, locale: 'th' });
    for (let tried = 0; tried < 4; tried++)
      expect(
        await redeemCode(context(), { id: fourTries.id, code: wrongCode(fourTries.code), ...rules }),
      ).toBeUndefined();
    expect(await redeemCode(context(), { ...fourTries, ...rules })).toBe(id);
    const fiveTries = await issueCode(context(), { email, locale: 'th' });
    for (let tried = 0; tried < 5; tried++)
      await redeemCode(context(), { id: fiveTries.id, code: wrongCode(fiveTries.code), ...rules });
    expect(await redeemCode(context(), { ...fiveTries, ...rules })).toBeUndefined();
  });

  test('counts tries that come at once', async () => {
    const { email } = await makeAccount();
    const { id, code } = await issueCode(context(), { email, locale: 'th' });
    await Promise.all(Array.from({ length: 8 }, () => redeemCode(context(), { id, code: wrongCode(code), ...rules })));
    const row = await store.handle.database
      .selectFrom('signInCode')
      .select('attempts')
      .where('id', '=', id)
      .executeTakeFirstOrThrow();
    expect(row.attempts).toBe(5);
  });

  test('is over after ten minutes', async () => {
    const { email } = await makeAccount();
    const issued = await issueCode(context(), { email, locale: 'th' });
    expect(await redeemCode(context(minutesLater(11)), { ...issued, ...rules })).toBeUndefined();
  });

  test('is not stored in the clear', async () => {
    const issued = await issueCode(context(), { email: newEmail(), locale: 'th' });
    const row = await store.handle.database
      .selectFrom('signInCode')
      .select('codeHash')
      .where('id', '=', issued.id)
      .executeTakeFirstOrThrow();
    expect(row.codeHash).toMatch(/^\$argon2id\$/);
  });

  test('is sent to one address five times a quarter of an hour', async () => {
    const email = newEmail();
    for (let sent = 0; sent < 5; sent++) await issueCode(context(), { email, locale: 'th' });
    await expect(issueCode(context(), { email, locale: 'th' })).rejects.toMatchObject({ code: 'too-many' });
    await issueCode(context(minutesLater(16)), { email, locale: 'th' });
  });

  test.each(['', 'not an id', '00000000-0000-0000-0000-000000000000', undefined])(
    'with the id %s opens nothing',
    async (id) => {
      expect(await redeemCode(context(), { id, code: '123456', ...rules })).toBeUndefined();
    },
  );
});

describe('a password', () => {
  test('signs in, a wrong one does not, and nobody tries an eleventh time', async () => {
    const { id, email } = await makeAccount({ password: 'a long password' });
    expect(await signInWithPassword(context(), { email, password: 'a long password', ...rules })).toBe(id);
    for (let tried = 0; tried < 9; tried++)
      expect(await signInWithPassword(context(), { email, password: 'another', ...rules })).toBeUndefined();
    await expect(signInWithPassword(context(), { email, password: 'a long password', ...rules })).rejects.toMatchObject(
      {
        code: 'too-many',
      },
    );
    expect(await signInWithPassword(context(minutesLater(16)), { email, password: 'a long password', ...rules })).toBe(
      id,
    );
  });

  test('of a disabled account opens nothing', async () => {
    const { email } = await makeAccount({ password: 'a long password', isDisabled: true });
    expect(await signInWithPassword(context(), { email, password: 'a long password', ...rules })).toBeUndefined();
  });
});

describe('the demonstration', () => {
  test('signs in only where it may', async () => {
    const { id, email } = await makeAccount({ password: 'a long password', isDemonstration: true });
    const closed = { canDemonstrationSignIn: false };
    expect(await signInWithPassword(context(), { email, password: 'a long password', ...rules })).toBe(id);
    expect(await signInWithPassword(context(), { email, password: 'a long password', ...closed })).toBeUndefined();
    const issued = await issueCode(context(), { email, locale: 'th' });
    expect(await redeemCode(context(), { ...issued, ...closed })).toBeUndefined();
    expect(await signInToDemonstration(context(), { accountId: id, ...rules })).toBe(id);
    await expect(signInToDemonstration(context(), { accountId: id, ...closed })).rejects.toMatchObject({
      code: 'not-found',
    });
    expect(await getDemonstrationAccounts(context(), closed)).toEqual([]);
    expect(await getDemonstrationAccounts(context(), rules)).toMatchObject([{ id, role: 'resident' }]);
  });

  test('does not open real accounts with one press', async () => {
    const { id } = await makeAccount({ password: 'a long password' });
    await expect(signInToDemonstration(context(), { accountId: id, ...rules })).rejects.toMatchObject({
      code: 'not-found',
    });
  });
});
