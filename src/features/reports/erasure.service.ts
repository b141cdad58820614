import { requireAccount } from '../../server/access.ts';
import type { Context } from '../../server/context.ts';
import { deleteContactsOfReporter } from './erasure.queries.ts';

/** The part of erasing oneself that is about reports. */
export function eraseReporterContacts(context: Context): Promise<void> {
  return deleteContactsOfReporter(context.database, requireAccount(context.viewer).id);
}
