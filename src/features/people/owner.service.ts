import type { Database } from '../../../db/client/database.ts';
import { inTransaction } from '../../../db/client/transaction.ts';
import { requireAdministrator, type Viewer } from '../../server/access.ts';
import { ensureOrganisation } from './owner.queries.ts';

/** The organisation that owns imported devices, made when nobody of that name is known. */
export function ensureOwner(context: { database: Database; viewer: Viewer; now: Date }, name: string): Promise<string> {
  requireAdministrator(context.viewer);
  return inTransaction(context.database, (transaction) => ensureOrganisation(transaction, name, context.now));
}
