import { randomInt } from 'node:crypto';
import { validate as isUuid } from 'uuid';
import { inTransaction } from '../../../db/client/transaction.ts';
import type { Locale } from '../../i18n/locale.ts';
import type { Context } from '../../server/context.ts';
import { AppError, notFound } from '../../server/errors.ts';
import { appendEvent } from '../../server/events.ts';
import { newId } from '../../server/identifiers.ts';
import { hashPassword, verifyPassword } from '../../server/password.ts';
import { countAttempt } from './attempts.service.ts';
import {
  countCodesSince,
  countTry,
  findAccountByEmail,
  findCodeForTry,
  findDemonstrationAccount,
  insertAccount,
  insertCode,
  insertContact,
  listDemonstrationAccounts,
  markCodeUsed,
  markContactVerified,
  savePassword,
} from './sign-in.queries.ts';

const codeMilliseconds = 10 * 60_000;
const mostCodesPerQuarterHour = 5;

/** What every way of signing in needs to know of the server. */
interface SignInRules {
  /** Whether accounts of the demonstration may sign in here. */
  canDemonstrationSignIn: boolean;
}

/** A code to be sent, to nobody but the address. `isKnown` decides the words of the message, never the page's. */
export interface IssuedCode {
  id: string;
  email: string;
  code: string;
  locale: Locale;
  isKnown: boolean;
  isRegistering: boolean;
}

/**
 * Makes a code for an address, known or not, in the caller's transaction with the message that carries it. Refuses the
 * sixth within a quarter of an hour.
 */
export async function issueCode(
  context: Context,
  input: { email: string; locale: Locale; registration?: { displayName: string; password?: string | undefined } },
): Promise<IssuedCode> {
  const since = new Date(context.now.getTime() - 15 * 60_000);
  if ((await countCodesSince(context.database, input.email, since)) >= mostCodesPerQuarterHour)
    throw new AppError('too-many');
  const account = await findAccountByEmail(context.database, input.email);
  const { registration, email, locale } = input;
  const code = String(randomInt(0, 1_000_000)).padStart(6, '0');
  const id = newId();
  await insertCode(context.database, {
    id,
    email,
    // Argon2 rather than a bare hash: a million codes are soon tried against one that was stolen.
    codeHash: await hashPassword(code),
    createdAt: context.now,
    expiresAt: new Date(context.now.getTime() + codeMilliseconds),
    displayName: registration?.displayName ?? null,
    passwordHash: registration?.password ? await hashPassword(registration.password) : null,
    locale,
  });
  const isKnown = account !== undefined && !account.isDisabled;
  return { id, email, code, locale, isKnown, isRegistering: registration !== undefined };
}

/**
 * The account that the code opens, made first when it was asked for to register. Undefined for a wrong, used, expired
 * or five times mistaken code, and for an address without account.
 */
export async function redeemCode(
  context: Context,
  input: { id: string | undefined; code: string } & SignInRules,
): Promise<string | undefined> {
  const { id } = input;
  // It comes from a cookie, so it may be anything.
  if (!id || !isUuid(id)) return undefined;
  return inTransaction(context.database, async (transaction) => {
    const waiting = await findCodeForTry(transaction, id, context.now);
    if (!waiting) return undefined;
    await countTry(transaction, waiting.id);
    if (!(await verifyPassword(input.code, waiting.codeHash))) return undefined;
    await markCodeUsed(transaction, waiting.id, context.now);
    const account = await findAccountByEmail(transaction, waiting.email);
    if (!account) {
      if (waiting.displayName === null) return undefined;
      return register({ ...context, database: transaction }, { ...waiting, displayName: waiting.displayName });
    }
    if (account.isDisabled || (account.isDemonstration && !input.canDemonstrationSignIn)) return undefined;
    await markContactVerified(transaction, account.id, waiting.email, context.now);
    return account.id;
  });
}

async function register(
  context: Context,
  proved: { email: string; displayName: string; passwordHash: string | null; locale: string },
): Promise<string> {
  const { database, now } = context;
  const id = newId();
  await insertAccount(database, {
    id,
    displayName: proved.displayName,
    verification: 'contact',
    locale: proved.locale,
    createdAt: now,
  });
  await insertContact(database, { id: newId(), accountId: id, kind: 'email', value: proved.email, verifiedAt: now });
  if (proved.passwordHash) await savePassword(database, id, proved.passwordHash, now);
  await appendEvent(database, {
    zoneId: null,
    subject: 'account',
    subjectId: id,
    type: 'registered',
    viewer: context.viewer,
    occurredAt: now,
  });
  return id;
}

// Verified in vain for addresses without a password, so that the time taken does not tell which those are.
const nobodysPassword = `$argon2id$v=19$m=19456,t=2,p=1$${'A'.repeat(22)}$${'A'.repeat(43)}`;

/** The account of this address and password, or undefined. Refuses the eleventh try of an address in a quarter hour. */
export async function signInWithPassword(
  context: Context,
  input: { email: string; password: string } & SignInRules,
): Promise<string | undefined> {
  await countAttempt(context, 'password', input.email);
  const account = await findAccountByEmail(context.database, input.email);
  const isRight = await verifyPassword(input.password, account?.hash ?? nobodysPassword);
  if (!account?.hash || !isRight || account.isDisabled) return undefined;
  if (account.isDemonstration && !input.canDemonstrationSignIn) return undefined;
  return account.id;
}

/** The account of the demonstration, where those may sign in. */
export async function signInToDemonstration(
  context: Context,
  input: { accountId: string } & SignInRules,
): Promise<string> {
  if (!input.canDemonstrationSignIn) notFound();
  const account = await findDemonstrationAccount(context.database, input.accountId);
  return account?.id ?? notFound();
}

const roleOrder = ['resident', 'partner', 'planner', 'officer', 'supervisor', 'commander', 'administrator'];

/** The accounts to try the demonstration as, in the order of the roles; none where they may not sign in. */
export async function getDemonstrationAccounts(context: Context, rules: SignInRules) {
  if (!rules.canDemonstrationSignIn) return [];
  const accounts = await listDemonstrationAccounts(context.database);
  return accounts.sort((one, other) => roleOrder.indexOf(one.role) - roleOrder.indexOf(other.role));
}
