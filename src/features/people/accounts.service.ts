import { inTransaction } from '../../../db/client/transaction.ts';
import { requireAdministrator } from '../../server/access.ts';
import type { Context } from '../../server/context.ts';
import { AppError, notFound } from '../../server/errors.ts';
import { appendEvent } from '../../server/events.ts';
import { countOtherAdministrators, listMemberships } from './account.queries.ts';
import {
  findAccountForAdministrator,
  listOrganisationNames,
  searchAccounts,
  setAdministrator,
  setDisabled,
} from './accounts.queries.ts';

/** Accounts for the administrator: by a part of the name, or by the whole address. */
export function getAccounts(context: Context, words: string) {
  requireAdministrator(context.viewer);
  return searchAccounts(context.database, words);
}

/** One account and what it holds. Contacts are not the administrator's to read. */
export async function getAccount(context: Context, id: string) {
  requireAdministrator(context.viewer);
  const account = (await findAccountForAdministrator(context.database, id)) ?? notFound();
  const [memberships, organisations] = await Promise.all([
    listMemberships(context.database, id),
    listOrganisationNames(context.database),
  ]);
  return { ...account, memberships, organisations };
}

/** Turns an account off or on; the caller ends its sessions. Never the last administrator's. */
export async function disableAccount(context: Context, id: string, isDisabled: boolean): Promise<void> {
  requireAdministrator(context.viewer);
  await changeAccount(context, id, isDisabled ? 'disabled' : 'enabled', (transaction) =>
    setDisabled(transaction, id, isDisabled),
  );
}

/** Makes somebody an administrator, or no longer one. Never takes it from the last. */
export async function changeAdministrator(context: Context, id: string, isAdministrator: boolean): Promise<void> {
  requireAdministrator(context.viewer);
  await changeAccount(context, id, isAdministrator ? 'administrator-made' : 'administrator-unmade', (transaction) =>
    setAdministrator(transaction, id, isAdministrator),
  );
}

async function changeAccount(
  context: Context,
  id: string,
  type: 'disabled' | 'enabled' | 'administrator-made' | 'administrator-unmade',
  change: (transaction: Context['database']) => Promise<void>,
): Promise<void> {
  await inTransaction(context.database, async (transaction) => {
    const account = (await findAccountForAdministrator(transaction, id)) ?? notFound();
    const takesAway = type === 'disabled' || type === 'administrator-unmade';
    if (takesAway && account.isAdministrator && (await countOtherAdministrators(transaction, id)) === 0)
      throw new AppError('conflict', 'last administrator', { intent: 'mistakeLastAdministrator' });
    await change(transaction);
    await appendEvent(transaction, {
      zoneId: null,
      subject: 'account',
      subjectId: id,
      type,
      viewer: context.viewer,
      occurredAt: context.now,
    });
  });
}
