import { inTransaction } from '../../../db/client/transaction.ts';
import type { Context } from '../../server/context.ts';
import { eraseOwnAccount } from '../people/account.service.ts';
import { eraseReporterContacts } from '../reports/erasure.service.ts';

/** Erases the viewer everywhere at once: the account, and the contacts that were given with reports. */
export async function eraseEverywhere(context: Context): Promise<void> {
  await inTransaction(context.database, async (transaction) => {
    const joined = { ...context, database: transaction };
    await eraseReporterContacts(joined);
    await eraseOwnAccount(joined);
  });
}
